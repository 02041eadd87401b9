import type { WorkspaceSettings } from '../../model/spec.js';
import type { Wrong } from '../wrong.js';

const NAME = /^[A-Za-z0-9._-]+$/u;

/**
 * The folder of the workspace's jobs, such as `platform/images`: of the option, or of cooperage.json.
 * @param option '' for the top of the controller
 */
export function folderOf(settings: WorkspaceSettings, option: string | undefined): string | Wrong {
  const given = option ?? settings.jenkins?.folder;
  if (given === undefined)
    return {
      problem: 'it is not said in which folder of Jenkins the jobs are',
      help: 'Give --folder, or set "jenkins": {"folder": "…"} in cooperage.json.',
    };
  const names = given.split('/').filter((name) => name !== '');
  const bad = names.find((name) => !NAME.test(name) || /^\.+$/u.test(name));
  if (bad !== undefined)
    return {
      problem: `the folder ${JSON.stringify(given)} can't be used`,
      help: 'Its names may hold letters, digits, ".", "_" and "-", separated by "/".',
    };
  return names.join('/');
}
