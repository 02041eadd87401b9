/** Jobs and folders, as their JSON tells of them. */

import { listOf, numberOf, objectOf, stringOf, type Json } from '../http/json.js';
import type { Item, JobParameter, JobState } from './types.js';

export const JOB_TREE =
  'buildable,nextBuildNumber,lastBuild[number],queueItem[id],' +
  'property[parameterDefinitions[name,type,defaultParameterValue[value]]]';

/** `other`: a folder. @param url of ours: Jenkins' own may be of an address that it is not reached at */
export function jobOf(job: Json, url: string): JobState | 'other' {
  const { buildable, nextBuildNumber, lastBuild, queueItem, property } = job;
  if (typeof buildable !== 'boolean') return 'other';
  return {
    url,
    type: stringOf(job['_class']),
    buildable,
    parameters: listOf(property).flatMap(({ parameterDefinitions }) =>
      listOf(parameterDefinitions).map(parameterOf),
    ),
    nextBuildNumber: numberOf(nextBuildNumber),
    lastBuild: numberOf(objectOf(lastBuild)?.['number']) || null,
    queueItem: numberOf(objectOf(queueItem)?.['id']) || null,
  };
}

function parameterOf({ name, type, defaultParameterValue }: Json): JobParameter {
  const value = objectOf(defaultParameterValue)?.['value'];
  return {
    name: stringOf(name),
    type: stringOf(type),
    defaultValue: value === undefined || value === null || typeof value === 'object' ? null : String(value),
  };
}

export const ITEMS_TREE = 'jobs[name]';

/** null where it is no folder. */
export function itemsOf({ jobs }: Json): readonly Item[] | null {
  return Array.isArray(jobs)
    ? listOf(jobs).map(({ name, _class }) => ({ name: stringOf(name), type: stringOf(_class) }))
    : null;
}
