/** All that somebody needs who makes the jobs by other means than the API. */
import { newJobXml, readJob } from '../config.js';
import { newFolderXml } from '../folder-config.js';
import { markerOf } from '../marker.js';
import type { Wanted } from '../wanted.js';
import { casc } from './casc.js';
import { jobDsl } from './job-dsl.js';
import { readme } from './readme.js';

export const JOBS_FOLDER = 'jobs';
export const CONFIG = '.config.xml';

/** Path below the folder that they are written to → content; the same for the same workspace. */
export function jobFiles(wanted: Wanted): ReadonlyMap<string, string> {
  const script = jobDsl(wanted);
  return new Map([
    ['README.md', readme(wanted)],
    ...(wanted.folder.length > 0
      ? [['folder.config.xml', newFolderXml(wanted.description, wanted.library)] as const]
      : []),
    ...wanted.jobs.map(({ name, job }) => [`${JOBS_FOLDER}/${name}${CONFIG}`, newJobXml(job)] as const),
    ['jobs.groovy', script],
    ['casc.yaml', casc(script)],
  ]);
}

/** Whether a file of an earlier time is one of these, and may go. */
export function isJobFile(text: string): boolean {
  const found = readJob(text);
  return 'job' in found && markerOf(found.job.description) !== null;
}
