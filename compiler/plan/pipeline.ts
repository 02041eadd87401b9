import type { Instruction } from '../model/instruction.js';
import type { ResolvedImage } from '../model/image.js';
import type { AgentPlan, BuildPlan, PipelinePlan, StagePlan } from '../model/plan.js';
import type { Cron, PipelineSettings } from '../model/spec.js';
import { basesOf, upstreamOf } from './bases.js';
import { timeoutOf } from './duration.js';

type Parts = Pick<
  BuildPlan,
  | 'context'
  | 'builder'
  | 'publish'
  | 'secrets'
  | 'tests'
  | 'features'
  | 'instructions'
  | 'platforms'
  | 'buildArgs'
>;

/** The scripts' own default: an argument is stated only where it says something. */
const DEFAULT_RETRIES = 3;

/** What Jenkins does for one image. */
export function pipelineOf(image: ResolvedImage, parts: Parts): PipelinePlan {
  const { pipeline, settings } = image;
  const { approval, notify, triggers } = pipeline;
  return {
    library: typeof settings.library === 'object' ? settings.library : null,
    agent: agentOf(pipeline.agent),
    timeout: timeoutOf(pipeline.timeout ?? '60m'),
    keepBuilds: pipeline.keepBuilds ?? 20,
    cron: linesOfCron(triggers?.cron),
    pollScm: linesOfCron(triggers?.pollScm),
    upstream: upstreamOf(image),
    approval: approval
      ? {
          message: approval.message ?? `Build and push ${image.spec.name}?`,
          submitters: approval.submitters ?? [],
          timeout: timeoutOf(approval.timeout ?? '24h'),
        }
      : null,
    notify: notify ? { email: notify.email, on: [...(notify.on ?? ['failure', 'fixed'])].sort() } : null,
    stages: stagesOf(image, parts),
  };
}

/** Verify, Prepare, Build, Test where there are tests, Push: each a step with the arguments that it needs. */
function stagesOf(image: ResolvedImage, parts: Parts): StagePlan[] {
  const { publish, builder, secrets, context } = parts;
  const { dir, source } = image;
  const needs = parts.features.join(' ');
  const platforms = parts.platforms.join(' ');
  const buildArgs = parts.buildArgs.map(({ name, variable }) => `${name}=${variable}`).join(' ');
  const plainHttp = publish.plainHttp ? 'true' : '';
  const kind = publish.kind === 'distribution' ? '' : publish.kind;
  const retries =
    (image.pipeline.retries ?? DEFAULT_RETRIES) === DEFAULT_RETRIES ? '' : String(image.pipeline.retries);
  const { overwrite, apiUrl } = publish;
  const access =
    publish.credentialsId === null
      ? []
      : [{ variable: 'REGISTRY_ACCESS', credentialsId: publish.credentialsId }];
  const network = image.pipeline.buildNetwork ?? 'default';
  const { base, bases } = basesOf(image);

  const stages: StagePlan[] = [
    stage(
      'Verify',
      {
        base,
        bases: bases.join(' '),
        builder,
        needs,
        platforms,
        kind,
        overwrite,
        apiUrl,
        plainHttp,
        retries,
      },
      access,
    ),
    stage('Prepare', {
      dir,
      specDir: source === dir ? '' : source,
      context: context.folder ?? '',
      rootfs: context.rootfs ?? '',
      overwrite,
      buildArgs,
      platforms,
    }),
    stage(
      'Build',
      {
        builder,
        needs,
        platforms,
        network: network === 'default' ? '' : network,
        format: builder === 'buildah' && needsDockerFormat(parts.instructions) ? 'docker' : '',
        secrets: secrets
          .map(({ id, variable, kind: type }) => `${id}=${variable}:${type === 'file' ? 'file' : 'text'}`)
          .join(' '),
        buildArgs,
        spec: `${source}/${image.specFile}`,
      },
      secrets.map(({ variable, credentialsId }) => ({ variable, credentialsId })),
    ),
    ...(parts.tests.length > 0 ? [stage('Test', { dir, builder, platforms })] : []),
    stage('Push', { builder, platforms, kind, overwrite, plainHttp, retries }, access),
  ];
  return stages;
}

function stage(
  name: StagePlan['name'],
  args: Record<string, string>,
  credentials: StagePlan['credentials'] = [],
): StagePlan {
  const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== ''));
  return { name, step: `image${name}`, args: given, credentials };
}

/** The OCI image format has no place for these; buildah would drop them with a warning. */
function needsDockerFormat(instructions: readonly Instruction[]): boolean {
  return instructions.some(
    ({ body: { verb } }) => verb === 'HEALTHCHECK' || verb === 'ONBUILD' || verb === 'SHELL',
  );
}

function agentOf(agent: PipelineSettings['agent'] = 'any'): AgentPlan {
  if (agent === 'any') return { type: 'any' };
  if (agent.docker) {
    const { image, args = null, label = null } = agent.docker;
    return { type: 'docker', image, args, label };
  }
  if (agent.kubernetes) {
    const { yamlFile, defaultContainer = null, cloud = null } = agent.kubernetes;
    return { type: 'kubernetes', yamlFile, defaultContainer, cloud };
  }
  return { type: 'label', label: agent.label ?? '' };
}

function linesOfCron(cron: Cron | undefined): readonly string[] {
  return typeof cron === 'string' ? [cron] : (cron ?? []);
}
