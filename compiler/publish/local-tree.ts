import type { Files } from '../host/files.js';
import { isWorkTree } from '../host/git-revision.js';
import { storedTree } from '../host/git-store.js';
import type { Git } from '../host/git.js';
import { blobId } from '../model/blob-id.js';
import type { Entry, LocalTree } from './tree.js';

/** What never belongs to a workspace, in a folder that no git tells of. */
const NEVER = new Set(['.git', '.cooperage', 'node_modules']);

/**
 * The workspace's files. In a clone those that git would commit; elsewhere all but some that are never committed.
 * @param root absolute path of the folder with cooperage.json, where git runs
 * @throws {GitError}, and what the operating system says
 */
export function localTree(root: string, git: Git, disk: Files): LocalTree & { readonly isClone: boolean } {
  if (!isWorkTree(git)) return { ...folderTree(root, disk), isClone: false };
  const { entries, content, unnamed } = storedTree(git, root, disk);
  const own = [...entries].filter(([path]) => !path.startsWith('.cooperage/'));
  return { entries: new Map(own), content, unnamed, isClone: true };
}

function folderTree(root: string, disk: Files): LocalTree {
  const entries = new Map<string, Entry>();
  const unnamed: string[] = [];
  const visit = (folder: string): void => {
    for (const name of disk.list(`${root}${folder}`)) {
      const path = `${folder}/${name}`;
      const stat = disk.lstat(`${root}${path}`);
      if (NEVER.has(name)) continue;
      if (name.includes('\ufffd')) unnamed.push(path.slice(1));
      else if (stat?.type === 'directory') visit(path);
      else if (stat?.type === 'file' || stat?.type === 'symlink') {
        const isLink = stat.type === 'symlink';
        const bytes = isLink ? Buffer.from(disk.readlink(`${root}${path}`)) : read(disk, `${root}${path}`);
        const executable = !isLink && (stat.mode & 0o111) !== 0;
        entries.set(path.slice(1), { kind: stat.type, executable, id: blobId(bytes) });
      }
    }
  };
  visit('');
  return { entries, unnamed, content: (path) => read(disk, `${root}/${path}`) };
}

function read(disk: Files, path: string): Uint8Array {
  return disk.read(path) ?? new Uint8Array();
}
