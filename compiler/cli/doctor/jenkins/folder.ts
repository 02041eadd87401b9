import type { Item } from '../../../clients/jenkins/types.js';
import type { JenkinsImage } from '../../../jenkins-workspace.js';
import type { Check } from '../check.js';
import { failed, ok, type Seen } from './seen.js';

/** The folder and its jobs in one line: `cooper jobs plan` tells what differs. */
export function folderCheck(
  folder: string | null,
  items: Seen<readonly Item[]>,
  images: readonly Pick<JenkinsImage, 'job'>[],
): Check {
  const base = { name: 'jobs', neededFor: 'cooper build, logs and status', required: false };
  const limited = (found: string, help: string): Check => ({ ...base, state: 'limited', found, help });
  if (folder === null)
    return limited(
      'no folder is set',
      'set `jenkins.folder` in cooperage.json, or give --folder; looked at the top of the controller only',
    );
  if ('fault' in items) return failed(base, items.fault);
  const where = folder === '' ? 'the top of the controller' : `the folder ${folder}`;
  // Jenkins answers the same to both.
  if ('unseen' in items)
    return limited(`${where} is not there, or this account may not see it`, 'cooper jobs sync makes it');
  const names = new Set(items.value.map(({ name }) => name));
  const there = images.filter(({ job }) => names.has(job)).length;
  const found = `${there} of ${images.length} in ${where}`;
  if (there === images.length) return ok(base, `${found}; cooper jobs plan tells whether they are current`);
  return limited(found, 'cooper jobs plan tells what is missing, cooper jobs sync makes it');
}
