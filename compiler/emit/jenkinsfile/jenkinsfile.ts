import type { AgentPlan, BuildPlan, PipelinePlan, Pointer, StagePlan, Timeout } from '../../model/plan.js';
import { parametersOf } from '../../model/parameters.js';
import type { Problem } from '../../model/problem.js';
import { groovy } from '../../quote/index.js';
import { header } from '../header.js';
import { unmarked, type Mark } from '../marks.js';
import { Sayer } from '../sayer.js';
import * as templates from '../../../.build/templates.js';
import { literals, type Literal } from './literals.js';
import { ARGUMENTS, credentialsOrigin, STAGES } from './origins.js';

/**
 * The declarative Jenkinsfile of a plan. It holds steps and literals only: a value of the spec is a quoted
 * literal by the time that a template sees it.
 * @param inputs digest of what the pipeline builds from ('' before it is known); Prepare compares it with the
 *   checked-out Jenkinsfile
 * @param mark wraps what comes from a place of the spec, for a source map
 */
export function jenkinsfile(
  plan: BuildPlan,
  inputs: string,
  mark: Mark = unmarked,
): { text: string; problems: readonly Problem[] } {
  const say = new Sayer();
  const literal = literals(say, mark);
  const { pipeline } = plan;
  const { approval } = pipeline;
  const stages = pipeline.stages
    .map((stage) => stageText(stage, plan.secrets, inputs, literal, mark))
    .join('');
  // Before an agent is taken, so that a question nobody answers holds no executor.
  const agent = agentText(pipeline.agent, approval ? '  ' : '', literal);
  const depth = approval ? '        ' : '    ';
  const text = templates.jenkinsfile({
    header: header(plan, '//'),
    library: mark(libraryText(pipeline.library), { file: 'workspace', pointer: '/library' }),
    topAgent: approval ? 'agent none' : agent,
    agent,
    options: [
      'skipDefaultCheckout()',
      'disableConcurrentBuilds()',
      mark(`buildDiscarder(logRotator(numToKeepStr: '${pipeline.keepBuilds}'))`, '/pipeline/keepBuilds'),
      ...(approval ? [] : [mark(timeoutText(pipeline.timeout), '/pipeline/timeout')]),
    ],
    triggers: triggersOf(pipeline, literal),
    parameters: parametersOf(plan.publish).map(({ key, variable, value, description, origin }) => ({
      name: mark(groovy(key), origin),
      value: literal(value, origin),
      description: groovy(description),
      // On a first build a parameter is not an environment variable yet, but `params` has its default.
      assignment: mark(`${variable} = "\${params.${key}}"`, origin),
    })),
    approval: approval && {
      timeout: mark(timeoutText(approval.timeout), '/pipeline/approval/timeout'),
      buildTimeout: mark(timeoutText(pipeline.timeout), '/pipeline/timeout'),
      input: [
        `message ${literal(approval.message, '/pipeline/approval/message')}`,
        ...(approval.submitters.length > 0
          ? [`submitter ${literal(approval.submitters.join(','), '/pipeline/approval/submitters')}`]
          : []),
      ],
    },
    stages: indent(stages, depth),
    post: indent(postText(plan, literal, mark), approval ? '      ' : '  '),
  });
  return { text, problems: say.problems };
}

function stageText(
  { name, step, args, credentials }: StagePlan,
  secrets: BuildPlan['secrets'],
  inputs: string,
  literal: Literal,
  mark: Mark,
): string {
  const given = step === 'imagePrepare' ? { ...args, inputs } : args;
  return templates.stage({
    name: mark(groovy(name), STAGES[name]),
    step,
    args: Object.entries(given)
      .map(([key, value]) => `${key}: ${literal(value, ARGUMENTS[key] ?? STAGES[name])}`)
      .join(', '),
    credentials: credentials.map(({ variable, credentialsId }) => ({
      variable: mark(variable, credentialsOrigin(variable, secrets)),
      id: groovy(credentialsId),
    })),
  });
}

/**
 * Out of the job's own repository at the same commit, or a library that an administrator has configured.
 * The version's name says where it comes from; legacySCM takes the commit from `scm`.
 */
function libraryText(library: PipelinePlan['library']): string {
  if (library) return `@Library(${groovy(`${library.name}@${library.version}`)}) _`;
  return "library identifier: 'cooperage@workspace', retriever: legacySCM(scm), changelog: false";
}

function agentText(agent: AgentPlan, depth: string, literal: Literal): string {
  const origin: Pointer = `/pipeline/agent/${agent.type}`;
  const block = (name: string, options: readonly (readonly [string, string | null])[]): string => {
    const lines = options.flatMap(([key, value]) =>
      value === null ? [] : [`      ${key} ${literal(value, `${origin}/${key}`)}`],
    );
    const text = ['agent {', `    ${name} {`, ...lines, '    }', '  }'].join('\n');
    return text.replaceAll('\n', `\n${depth}${depth}`);
  };
  switch (agent.type) {
    case 'any':
      return 'agent any';
    case 'label':
      return `agent { label ${literal(agent.label, origin)} }`;
    case 'docker':
      return block('docker', [
        ['image', agent.image],
        ['args', agent.args],
        ['label', agent.label],
      ]);
    case 'kubernetes':
      return block('kubernetes', [
        ['cloud', agent.cloud],
        ['yamlFile', agent.yamlFile],
        ['defaultContainer', agent.defaultContainer],
      ]);
  }
}

/**
 * Names of other jobs count from the folder of this one, where its parents' jobs lie too. Jenkins' own threshold is
 * a success.
 */
function triggersOf({ cron, pollScm, upstream }: PipelinePlan, literal: Literal): string[] {
  return [
    ...(cron.length > 0 ? [`cron(${literal(cron.join('\n'), '/pipeline/triggers/cron')})`] : []),
    ...(pollScm.length > 0 ? [`pollSCM(${literal(pollScm.join('\n'), '/pipeline/triggers/pollScm')})`] : []),
    ...(upstream.length > 0 ? [`upstream(upstreamProjects: ${literal(upstream.join(', '), '/from')})`] : []),
  ];
}

function timeoutText({ time, unit }: Timeout): string {
  return `timeout(time: ${time}, unit: '${unit}')`;
}

function postText(
  { source, specFile, pipeline: { notify } }: BuildPlan,
  literal: Literal,
  mark: Mark,
): string {
  const mails = (notify?.on ?? []).map((condition) => ({
    condition,
    block: mark(condition, '/pipeline/notify/on'),
    to: literal(notify?.email.join(', ') ?? '', '/pipeline/notify/email'),
    subject: '${currentBuild.fullDisplayName}: ${currentBuild.currentResult}',
    body: '${env.BUILD_URL}',
  }));
  // `post` takes each condition once, and `always` is there already.
  return templates.post({
    spec: literal(`${source}/${specFile}`, ''),
    always: mails.filter(({ condition }) => condition === 'always'),
    notify: mails.filter(({ condition }) => condition !== 'always'),
  });
}

/** Literals have no line breaks of their own, so every line may move. */
function indent(text: string, depth: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => depth + line)
    .join('\n');
}
