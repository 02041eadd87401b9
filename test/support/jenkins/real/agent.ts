/** What a build finds on its agent: variables, and the credentials that its job may use. */
import type { Credentials } from '../../../real/groovy/bench.js';
import type { Running } from '../builds/executor.js';
import { secretOf } from './secrets.js';

/** Those that the job sees: its folders'. */
export function credentialsOf({ build }: Running): Record<string, Credentials> {
  const found: Record<string, Credentials> = {};
  for (let folder = build.job.parent; folder; folder = folder.parent)
    for (const { id, xml } of folder.credentials.values()) {
      const secret = secretOf(xml);
      if (secret && !(id in found)) found[id] = secret;
    }
  return found;
}

export function environmentOf({ build, url }: Running): Record<string, string> {
  const { job, number } = build;
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    LANG: 'C.UTF-8',
    BUILD_NUMBER: String(number),
    BUILD_ID: String(number),
    JOB_NAME: job.fullName,
    JOB_BASE_NAME: job.name,
    BUILD_TAG: `jenkins-${job.fullName.replaceAll('/', '-')}-${number}`,
    JENKINS_URL: `${url}/`,
    BUILD_URL: `${url}/${build.path}`,
  };
}
