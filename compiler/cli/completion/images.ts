import { nodeFiles } from '../../host/node-files.js';
import { findWorkspace } from '../../load/workspace.js';
import { workspaceFacts } from '../doctor/workspace.js';

/** Shells take what is offered for text of their own: only names that say nothing to any of them. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._-]*$/u;

/** The folders of images around a folder; none where there is no workspace, or it can't be read. */
export function imageNames(cwd: string): string[] {
  const root = findWorkspace(nodeFiles, cwd);
  if (root === null) return [];
  const { settings } = workspaceFacts(nodeFiles, cwd);
  try {
    return nodeFiles
      .list(`${root}/${settings.images ?? 'images'}`)
      .filter((name) => PLAIN.test(name))
      .sort();
  } catch {
    return [];
  }
}
