import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Environment } from '../host/files.js';

/**
 * The workspace's folder in its repository, with '/' between the parts; '' where it is the top, or none is found.
 * In GitLab CI the repository is the project's, also where the workspace is a submodule of it.
 * @param root absolute
 */
export function folderInRepository(root: string, env: Environment): string {
  const real = realpathSync(root);
  const project = env['CI_PROJECT_DIR'];
  const top = project !== undefined && existsSync(project) ? realpathSync(project) : null;
  const folder = relative(top !== null && isBelow(real, top) ? top : topOfClone(real), real);
  return folder.split(sep).join('/');
}

function isBelow(path: string, top: string): boolean {
  return path === top || path.startsWith(top.endsWith(sep) ? top : top + sep);
}

/** The nearest folder with `.git`, which is a file in a work tree and a submodule. */
function topOfClone(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return root;
  }
}
