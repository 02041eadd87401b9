import { agentWords, timeWords } from '../../compare/pipeline.js';
import { printable } from '../../diagnostics/create.js';
import type { ExplainedInstruction, ExplainedStage } from '../../explain/explanation.js';
import type { BuildPlan, ContextEntry } from '../../model/plan.js';
import { placeOf, table } from './table.js';

/** The instructions of each stage, with the line that each comes from. */
export function stageLines(stages: readonly ExplainedStage[]): string[] {
  return stages.flatMap(({ name, instructions }) => [
    ...(stages.length === 1 ? [] : [name === null ? 'The image' : `Stage ${printable(name)}`]),
    ...table(instructions.map(({ words, from }) => [placeOf(from), printable(words)])),
  ]);
}

/** What the build and the pipeline take beside the instructions. */
export function planLines(plan: BuildPlan): string[] {
  const { pipeline, publish, secrets, tests, context } = plan;
  const rows: string[][] = [
    ['context', contextWords(context)],
    ['builder', [plan.builder, ...plan.features.map((feature) => `needs ${feature}`)].join(', ')],
    ['platforms', plan.platforms.join(', ') || "the builder's own"],
    ...plan.buildArgs.map(({ name, variable }) => [`argument ${name}`, `from ${variable}`]),
    ...secrets.map(({ id, credentialsId, kind }) => [
      `secret ${id}`,
      `credentials ${credentialsId} (${kind})`,
    ]),
    ['tags', publish.tags.join(' ')],
    ['registry', `${publish.registry} (${publish.kind})`],
    ['overwrite', publish.overwrite === 'true' ? 'every tag' : publish.overwrite || 'no tag'],
    ['agent', agentWords(pipeline.agent)],
    ['timeout', timeWords(pipeline.timeout)],
    ...[...pipeline.cron, ...pipeline.pollScm].map((line) => ['trigger', line]),
    ...pipeline.upstream.map((job) => ['built after', job]),
    ...(pipeline.approval ? [['approval', pipeline.approval.message]] : []),
    ...(pipeline.notify ? [['mails to', pipeline.notify.email.join(', ')]] : []),
    ...tests.map(({ name }) => ['test', name]),
    ...pipeline.stages.flatMap(({ name, step, args, credentials }) => [
      [
        `stage ${name}`,
        `${step}(${Object.entries(args)
          .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
          .join(', ')})`,
      ],
      ...credentials.map(({ variable, credentialsId }) => ['', `with ${variable} from ${credentialsId}`]),
    ]),
  ];
  return table(rows.map((cells) => cells.map(printable)));
}

function contextWords({ rootfs, folder, entries }: BuildPlan['context']): string {
  const of = (...types: ContextEntry['type'][]): number =>
    entries.filter(({ type }) => types.includes(type)).length;
  const parts = [
    ...(rootfs === null ? [] : [`rootfs.tar.gz of ${rootfs}/`]),
    ...(of('file', 'dir') === 0 ? [] : [`inline files: ${of('file', 'dir')}`]),
    ...(of('attr') === 0 ? [] : [`modes and owners: ${of('attr')}`]),
    ...entries.flatMap((entry) => (entry.type === 'script' ? [entry.path] : [])),
    ...entries.flatMap((entry) => (entry.type === 'copy' ? [`${folder ?? ''}/${entry.path}`] : [])),
  ];
  return parts.join(', ') || 'nothing but the Dockerfile';
}

/** Which instruction makes a layer, and when it is made anew. */
export function layerLines(stages: readonly ExplainedStage[], { builder }: BuildPlan): string[] {
  const lines = stages.flatMap(({ name, instructions }) => {
    const counted = { layers: 0 };
    const rows = instructions.map((instruction) => row(instruction, counted));
    return [
      ...(stages.length === 1 ? [] : [name === null ? 'The image' : `Stage ${printable(name)}`]),
      ...table(rows),
    ];
  });
  return [...lines, '', ...BUILDERS[builder]];
}

const BUILDERS: Readonly<Record<BuildPlan['builder'], readonly string[]>> = {
  docker: [
    'Docker makes a layer anew when its instruction, what it reads, or a line above it in its stage has changed.',
  ],
  buildah: [
    'buildah keeps no cache here: each build runs every instruction, and the image gets one layer over its base.',
  ],
};

function row({ words, effect, reads }: ExplainedInstruction, counted: { layers: number }): string[] {
  const anew = reads.length === 0 ? '' : `  also when this changes: ${reads.map(printable).join(', ')}`;
  const short = printable(words.length > 70 ? `${words.slice(0, 70)}…` : words);
  return [effect === 'layer' ? `layer ${++counted.layers}` : KINDS[effect], short + anew];
}

const KINDS: Readonly<Record<Exclude<ExplainedInstruction['effect'], 'layer'>, string>> = {
  base: 'base',
  folder: 'a layer, if the folder is not there',
  config: 'settings',
  build: 'for the build only',
};
