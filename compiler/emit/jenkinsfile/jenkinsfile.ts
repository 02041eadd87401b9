import type { AgentPlan, BuildPlan, PipelinePlan, StagePlan, Timeout } from '../../model/plan.js';
import { groovy } from '../../quote/index.js';
import { header } from '../header.js';
import * as templates from '../../../.build/templates.js';
import { parametersOf } from './parameters.js';

/**
 * The declarative Jenkinsfile of a plan. It holds steps and literals only: a value of the spec is a quoted
 * literal by the time that a template sees it.
 * @param inputs digest of what the pipeline builds from ('' before it is known); Prepare compares it with the
 *   checked-out Jenkinsfile
 */
export function jenkinsfile(plan: BuildPlan, inputs: string): string {
  const { pipeline } = plan;
  const { approval } = pipeline;
  const stages = pipeline.stages.map((stage) => stageText(stage, inputs)).join('');
  // Before an agent is taken, so that a question nobody answers holds no executor.
  const agent = agentText(pipeline.agent, approval ? '  ' : '');
  const depth = approval ? '        ' : '    ';
  return templates.jenkinsfile({
    header: header(plan, '//'),
    library: libraryText(pipeline.library),
    topAgent: approval ? 'agent none' : agent,
    agent,
    options: [
      'skipDefaultCheckout()',
      'disableConcurrentBuilds()',
      `buildDiscarder(logRotator(numToKeepStr: '${pipeline.keepBuilds}'))`,
      ...(approval ? [] : [timeoutText(pipeline.timeout)]),
    ],
    triggers: triggersOf(pipeline),
    parameters: parametersOf(plan.publish).map(({ key, variable, value, description }) => ({
      name: groovy(key),
      value: groovy(value),
      description: groovy(description),
      // On a first build a parameter is not an environment variable yet, but `params` has its default.
      assignment: `${variable} = "\${params.${key}}"`,
    })),
    approval: approval && {
      timeout: timeoutText(approval.timeout),
      buildTimeout: timeoutText(pipeline.timeout),
      input: [
        `message ${groovy(approval.message)}`,
        ...(approval.submitters.length > 0 ? [`submitter ${groovy(approval.submitters.join(','))}`] : []),
      ],
    },
    stages: indent(stages, depth),
    post: indent(postText(pipeline), approval ? '      ' : '  '),
  });
}

function stageText({ name, step, args, credentials }: StagePlan, inputs: string): string {
  const given = step === 'imagePrepare' ? { ...args, inputs } : args;
  return templates.stage({
    name: groovy(name),
    step,
    args: Object.entries(given)
      .map(([key, value]) => `${key}: ${groovy(value)}`)
      .join(', '),
    credentials: credentials.map(({ variable, credentialsId }) => ({ variable, id: groovy(credentialsId) })),
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

function agentText(agent: AgentPlan, depth: string): string {
  const block = (name: string, options: readonly (readonly [string, string | null])[]): string => {
    const lines = options.flatMap(([key, value]) =>
      value === null ? [] : [`      ${key} ${groovy(value)}`],
    );
    const text = ['agent {', `    ${name} {`, ...lines, '    }', '  }'].join('\n');
    return text.replaceAll('\n', `\n${depth}${depth}`);
  };
  switch (agent.type) {
    case 'any':
      return 'agent any';
    case 'label':
      return `agent { label ${groovy(agent.label)} }`;
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

function triggersOf({ cron, pollScm }: PipelinePlan): string[] {
  return [
    ...(cron.length > 0 ? [`cron(${groovy(cron.join('\n'))})`] : []),
    ...(pollScm.length > 0 ? [`pollSCM(${groovy(pollScm.join('\n'))})`] : []),
  ];
}

function timeoutText({ time, unit }: Timeout): string {
  return `timeout(time: ${time}, unit: '${unit}')`;
}

function postText({ notify }: PipelinePlan): string {
  return templates.post({
    notify: (notify?.on ?? []).map((condition) => ({
      condition,
      to: groovy(notify?.email.join(', ') ?? ''),
      subject: '${currentBuild.fullDisplayName}: ${currentBuild.currentResult}',
      body: '${env.BUILD_URL}',
    })),
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
