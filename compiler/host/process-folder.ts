/** Private temporary folders of a user: nobody else may read them, and none outlives its process for long. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

export interface PrivateFolder {
  readonly path: string;
  /** Removes it with all that is in it; an error of the operating system is thrown. */
  remove(): void;
}

/**
 * `<temp>/cooperage-<uid>/<group>/<pid>-<random>`, with our process id in a file `pid`: whoever finds it later sees
 * whether it is in use. It is made under another name and moved, so that nobody ever finds it without that file.
 */
export function makeFolder(temp: string, group: string): PrivateFolder {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return make(temp, group);
    } catch (error) {
      // A run that ends at this moment removes the folders that it finds empty.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === 3) throw error;
    }
  }
}

function make(temp: string, group: string): PrivateFolder {
  const own = ownFolder(temp);
  const fresh = mkdtempSync(join(own, 'new-'));
  writeFileSync(join(fresh, 'pid'), `${process.pid}\n`);
  const parent = join(own, group);
  const path = join(parent, `${process.pid}-${randomBytes(6).toString('hex')}`);
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  renameSync(fresh, path);
  const remove = (): void => {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    for (const folder of [parent, own]) if (!removeEmpty(folder)) break;
  };
  return { path, remove };
}

/** The user's folder. In a temp folder that all may write to, somebody else could have made one of that name. */
function ownFolder(temp: string): string {
  const path = join(temp, `cooperage-${process.getuid?.() ?? 'user'}`);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const stat = lstatSync(path);
  if (!stat.isDirectory() || (process.getuid !== undefined && stat.uid !== process.getuid())) {
    throw Object.assign(new Error(`${path} belongs to somebody else`), { code: 'EACCES' });
  }
  chmodSync(path, 0o700);
  return path;
}

function removeEmpty(path: string): boolean {
  try {
    if (readdirSync(path).length > 0) return false;
    rmdirSync(path);
    return true;
  } catch {
    return false; // another run took it into use, or removed it, just now
  }
}
