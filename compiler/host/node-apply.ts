import {
  accessSync,
  constants,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { WriteError, type FileChange, type Files } from './files.js';

/** What the product keeps in a workspace for itself; git doesn't see it. */
export const PRIVATE_FOLDER = '.cooperage';

/** `Files.apply` on this machine: stage everything, look whether every folder can be written, then move. */
export const apply: Files['apply'] = (root, changes, removals) => {
  if (changes.length === 0 && removals.length === 0) return;
  const staging = stagingFolder(root);
  try {
    const staged = changes.map((change, index) => ({ change, file: stage(staging, index, change) }));
    for (const folder of new Set(
      [...changes.map(({ path }) => path), ...removals].map((path) => dirname(path)),
    ))
      naming(folder, () => makeWritable(root, folder));
    for (const { change, file } of staged)
      naming(change.path, () => renameSync(file, join(root, change.path)));
    for (const path of removals) naming(path, () => rmSync(join(root, path), { force: true }));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
};

/** A folder of this process; those of dead processes are cleared away. */
function stagingFolder(root: string): string {
  const own = join(root, PRIVATE_FOLDER);
  return naming(PRIVATE_FOLDER, () => {
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, '.gitignore'), '*\n');
    for (const name of readdirSync(own)) {
      const pid = /^staging-(\d+)$/u.exec(name)?.[1];
      if (pid !== undefined && !isAlive(Number(pid)))
        rmSync(join(own, name), { recursive: true, force: true });
    }
    const folder = join(own, `staging-${process.pid}`);
    mkdirSync(folder, { recursive: true });
    return folder;
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function stage(staging: string, index: number, { path, content, mode }: FileChange): string {
  const file = join(staging, String(index));
  naming(path, () => writeFileSync(file, content, { mode }));
  return file;
}

/** Below `root` no part of the path may be a symlink: it could lead out of the workspace. */
function makeWritable(root: string, folder: string): void {
  let current = root;
  for (const part of folder.split('/')) {
    current = join(current, part);
    if (lstatSync(current, { throwIfNoEntry: false })?.isSymbolicLink())
      throw Object.assign(new Error('symlink'), { code: 'ESYMLINK' });
  }
  mkdirSync(current, { recursive: true });
  accessSync(current, constants.W_OK | constants.X_OK);
}

function naming<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new WriteError(path, error);
  }
}
