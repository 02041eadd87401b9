/** Builds and what waits to become one, as their JSON tells of them. */

import { listOf, numberOf, objectOf, stringOf, type Json } from '../http/json.js';
import type { BuildResult, BuildState, Cause, QueueItem } from './types.js';

const CAUSES = 'causes[shortDescription,userId,upstreamProject,upstreamBuild]';

/** The archive of a build may hold thousands of files. */
export const BUILD_TREE =
  'number,queueId,building,result,timestamp,duration,estimatedDuration,artifacts[relativePath]{0,1000},' +
  `actions[parameters[name,value],${CAUSES}]`;

export const QUEUE_TREE = `why,stuck,cancelled,executable[number,url],actions[parameters[name,value],${CAUSES}]`;

const RESULTS: readonly BuildResult[] = ['SUCCESS', 'UNSTABLE', 'FAILURE', 'ABORTED', 'NOT_BUILT'];

/** @param url of ours: Jenkins' own may be of an address that it is not reached at */
export function buildOf(build: Json, jobUrl: string): BuildState | null {
  const { timestamp, duration, estimatedDuration, artifacts, actions } = build;
  const number = numberOf(build['number']);
  if (number === 0) return null;
  const building = build['building'] === true;
  const result = RESULTS.find((each) => each === build['result']) ?? null;
  return {
    number,
    queueItem: numberOf(build['queueId']),
    url: `${jobUrl}${number}/`,
    building,
    // While its last steps run it may have one already, which they can still make worse.
    result: building ? null : (result ?? 'FAILURE'),
    started: numberOf(timestamp),
    duration: numberOf(duration),
    estimated: numberOf(estimatedDuration),
    causes: causesOf(actions),
    parameters: parametersOf(actions),
    artifacts: listOf(artifacts).map(({ relativePath }) => stringOf(relativePath)),
  };
}

/** @param urlOf an address of Jenkins' own, as it is reached by us */
export function queueItemOf(item: Json, urlOf: (url: string) => string): QueueItem {
  const executable = objectOf(item['executable']);
  const number = numberOf(executable?.['number']);
  if (executable !== null && number > 0)
    return { state: 'started', number, url: urlOf(stringOf(executable['url'])) };
  if (item['cancelled'] === true) return { state: 'cancelled' };
  return {
    state: 'waiting',
    why: stringOf(item['why']) || null,
    stuck: item['stuck'] === true,
    causes: causesOf(item['actions']),
    parameters: parametersOf(item['actions']),
  };
}

function causesOf(actions: unknown): readonly Cause[] {
  return listOf(actions).flatMap(({ causes }) =>
    listOf(causes).map(({ shortDescription, userId, upstreamProject, upstreamBuild }) => ({
      description: stringOf(shortDescription),
      user: stringOf(userId) || null,
      upstream:
        stringOf(upstreamProject) === ''
          ? null
          : { job: stringOf(upstreamProject), number: numberOf(upstreamBuild) },
    })),
  );
}

function parametersOf(actions: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    listOf(actions).flatMap(({ parameters }) =>
      listOf(parameters).map(({ name, value }) => [stringOf(name), textOf(value)]),
    ),
  );
}

function textOf(value: unknown): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}
