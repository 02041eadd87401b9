/** Stages of a build, as two plugins tell of them. */

import type { Controller } from './controller.js';
import { listOf, numberOf, objectOf, stringOf, type Json } from '../http/json.js';
import type { Ask } from './session.js';
import type { Question } from './refusal.js';
import type { Answer, Stage } from './types.js';

/** Where Pipeline Graph View has its answer: newer versions elsewhere. What is not there is not asked for twice. */
export interface TreeAddresses {
  addresses: readonly string[];
}

export const TREES = ['pipeline-overview', 'stages'] as const;

/**
 * Of the plugin that is there; where both are, with what the first does not tell.
 * @param build path of the build, from the controller's address on
 * @returns null where neither is there
 */
export async function readStages(
  controller: Controller,
  question: Question,
  build: string,
  trees: TreeAddresses,
): Promise<Answer<readonly Stage[] | null>> {
  const described = await controller.found(question, get(`${build}/wfapi/describe`), stagesOf);
  if ('fault' in described) return described;
  const { value } = described;
  if (value !== null && !mayHideSkipped(value)) return described;
  for (const address of trees.addresses) {
    const tree = await controller.found(question, get(`${build}/${address}/tree`), treeStagesOf);
    if ('fault' in tree) return value === null ? tree : described;
    if (tree.value === null) continue;
    trees.addresses = [address];
    return value === null ? tree : { value: withSkipped(value, tree.value) };
  }
  // The build is there, so the plugin is not.
  if (value !== null) trees.addresses = [];
  return described;
}

function get(path: string): Ask {
  return (jenkins) => jenkins._get({ path });
}

const STATUSES: readonly Stage['status'][] = [
  'SUCCESS',
  'FAILED',
  'ABORTED',
  'UNSTABLE',
  'IN_PROGRESS',
  'PAUSED_PENDING_INPUT',
  'NOT_EXECUTED',
];

/** Of Pipeline: REST API (`wfapi/describe`), which calls skipped stages FAILED or ABORTED. null: it is not its answer. */
export function stagesOf({ stages }: Json): readonly Stage[] | null {
  if (!Array.isArray(stages)) return null;
  return listOf(stages).map(({ name, status, startTimeMillis, durationMillis }) => ({
    name: stringOf(name),
    status: STATUSES.find((each) => each === status) ?? 'NOT_EXECUTED',
    started: numberOf(startTimeMillis),
    duration: numberOf(durationMillis),
  }));
}

const STATES: Readonly<Record<string, Stage['status']>> = {
  success: 'SUCCESS',
  failure: 'FAILED',
  aborted: 'ABORTED',
  unstable: 'UNSTABLE',
  running: 'IN_PROGRESS',
  queued: 'IN_PROGRESS',
  paused: 'PAUSED_PENDING_INPUT',
};

/** Of Pipeline Graph View (`tree`): stages may hold stages, which come after the one that holds them. */
export function treeStagesOf(answer: Json): readonly Stage[] | null {
  const stages = objectOf(answer['data'])?.['stages'];
  return Array.isArray(stages) ? listOf(stages).flatMap((stage) => flat(stage, 0)) : null;
}

const DEEPEST = 20;

function flat(
  { name, title, state, startTimeMillis, totalDurationMillis, children }: Json,
  depth: number,
): Stage[] {
  const stage: Stage = {
    name: stringOf(name) || stringOf(title),
    status: STATES[stringOf(state).toLowerCase()] ?? 'NOT_EXECUTED',
    started: numberOf(startTimeMillis),
    duration: numberOf(totalDurationMillis),
  };
  return depth >= DEEPEST ? [stage] : [stage, ...listOf(children).flatMap((child) => flat(child, depth + 1))];
}

/** Whether it may hold skipped stages under another name. */
export function mayHideSkipped(stages: readonly Stage[]): boolean {
  return stages.some(({ status }) => status === 'FAILED' || status === 'ABORTED');
}

/** With what the tree calls skipped. Names are met in order: two stages may have the same. */
export function withSkipped(stages: readonly Stage[], tree: readonly Stage[]): readonly Stage[] {
  const left = [...tree];
  return stages.map((stage) => {
    const index = left.findIndex(({ name }) => name === stage.name);
    if (index < 0) return stage;
    const [met] = left.splice(index, 1);
    return met?.status === 'NOT_EXECUTED' ? { ...stage, status: 'NOT_EXECUTED' } : stage;
  });
}
