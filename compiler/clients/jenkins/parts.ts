/** What a controller has besides jobs, as its JSON tells of it. */

import { listOf, numberOf, stringOf, type Json } from '../http/json.js';
import type { Agent, Credential, Plugin } from './types.js';

/** null where it is not its answer, as in all of these. */
export function pluginsOf({ plugins }: Json): readonly Plugin[] | null {
  return Array.isArray(plugins)
    ? listOf(plugins).map(({ shortName, version, active }) => ({
        id: stringOf(shortName),
        version: stringOf(version),
        active: active === true,
      }))
    : null;
}

export function credentialsOf({ credentials }: Json): readonly Credential[] | null {
  return Array.isArray(credentials)
    ? listOf(credentials).map(({ id, typeName }) => ({ id: stringOf(id), typeName: stringOf(typeName) }))
    : null;
}

export function agentsOf({ computer }: Json): readonly Agent[] | null {
  return Array.isArray(computer)
    ? listOf(computer).map(({ displayName, offline, numExecutors, assignedLabels }) => ({
        name: stringOf(displayName),
        offline: offline === true,
        executors: numberOf(numExecutors),
        labels: listOf(assignedLabels).map(({ name }) => stringOf(name)),
      }))
    : null;
}
