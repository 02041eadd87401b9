import type { AgentPlan, PipelinePlan, Timeout } from '../model/plan.js';
import { change, changes, type Change, type ImageState } from './change.js';

/** What Jenkins does: its agent, times, triggers, approval and mails. Of a new image only what is not usual. */
export function pipeline(before: ImageState | null, after: ImageState): Change[] {
  const [old, now] = [before ? wordsOf(before) : USUAL, wordsOf(after)];
  const pods = [before?.files.pod, after.files.pod];
  const pod =
    pods[0] && pods[1] && pods[0].id !== pods[1].id
      ? change('pipeline', 'the pod', 'the pod', { name: 'agent', note: "the pod's file has other content" })
      : [];
  const found = changes('pipeline', old, now).map((one) => ({
    ...one,
    attention: one.name === 'agent' && isPrivileged(one.after) && !isPrivileged(one.before),
  }));
  return [...found, ...pod];
}

/** Options of `docker run` that give a container rights over its host. */
function isPrivileged(words: string | null): boolean {
  return /--privileged|--cap-add|docker\.sock|--(pid|network|net|ipc|userns)[= ]host|--device/u.test(
    words ?? '',
  );
}

const USUAL: ReadonlyMap<string, string> = new Map([
  ['agent', 'any'],
  ['timeout', '60 minutes'],
  ['builds kept', '20'],
  ['retries', '3'],
  ['stages', 'Verify, Prepare, Build, Push'],
]);

function wordsOf({ plan, resolved }: ImageState): Map<string, string> {
  const { pipeline: own } = plan;
  const lists: [string, readonly string[]][] = [
    ['cron', own.cron],
    ['looks for changes', own.pollScm],
    ['built after', own.upstream],
    ['mails to', own.notify?.email ?? []],
    ['mails on', own.notify?.on ?? []],
  ];
  return new Map([
    ['agent', agentWords(own.agent)],
    ['timeout', timeWords(own.timeout)],
    ['builds kept', String(own.keepBuilds)],
    ['retries', String(resolved.pipeline.retries ?? 3)],
    ['stages', own.stages.map(({ name }) => name).join(', ')],
    ...lists.flatMap(([name, list]): [string, string][] =>
      list.length === 0 ? [] : [[name, list.join('; ')]],
    ),
    ...(own.approval ? [['approval', approvalWords(own.approval)] as const] : []),
    ...(own.library ? [['library', `${own.library.name}@${own.library.version}`] as const] : []),
  ]);
}

export function agentWords(agent: AgentPlan): string {
  switch (agent.type) {
    case 'any':
      return 'any';
    case 'label':
      return `label ${agent.label}`;
    case 'docker':
      return [
        `container ${agent.image}`,
        agent.args === null ? '' : `with ${agent.args}`,
        agent.label === null ? '' : `on ${agent.label}`,
      ]
        .filter((part) => part !== '')
        .join(' ');
    case 'kubernetes':
      return [
        `pod ${agent.yamlFile}`,
        agent.defaultContainer === null ? '' : `container ${agent.defaultContainer}`,
        agent.cloud === null ? '' : `cloud ${agent.cloud}`,
      ]
        .filter((part) => part !== '')
        .join(', ');
  }
}

export function timeWords({ time, unit }: Timeout): string {
  const word = unit.toLowerCase();
  return `${time} ${time === 1 ? word.slice(0, -1) : word}`;
}

function approvalWords({ message, submitters, timeout }: NonNullable<PipelinePlan['approval']>): string {
  const who = submitters.length === 0 ? 'anyone who may build' : submitters.join(', ');
  return `"${message}" by ${who}, within ${timeWords(timeout)}`;
}
