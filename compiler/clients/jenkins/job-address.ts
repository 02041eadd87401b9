import type { JobPath } from './types.js';

/** Half a character can't be part of an address. */
export function named(path: JobPath): string[] {
  return path.map((name) => name.toWellFormed());
}

/** `/job/platform/job/nginx`, behind the controller's address. */
export function jobPart(path: JobPath): string {
  return named(path)
    .map((name) => `/job/${encodeURIComponent(name)}`)
    .join('');
}
