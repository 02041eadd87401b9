import { posix } from 'node:path';
import type { RootfsEntry } from '../../model/image.js';
import { problem } from '../../model/problem.js';
import type { Rule } from '../rule.js';
import { pathProblem } from './paths.js';

/** The rootfs is a directory beside the spec, of files that git can hold, and no link of it leads out of the image. */
export const rootfs: Rule = function* ({ dir, spec, facts }) {
  if (spec.rootfs === undefined || !facts.rootfs) return;
  const wrong = pathProblem(spec.rootfs, facts.rootfs.kind, 'directory', '/rootfs', dir);
  if (wrong) yield wrong;
  for (const entry of facts.rootfs.entries) {
    if (/\p{Cc}/u.test(entry.path)) yield problem('rootfs-name', '/rootfs', { path: entry.path });
    else if (entry.kind === 'other') yield problem('rootfs-special', '/rootfs', { path: entry.path });
    else if (leadsOut(entry))
      yield problem('rootfs-symlink', '/rootfs', { link: entry.path, target: entry.target ?? '' });
  }
};

function leadsOut({ path, target }: RootfsEntry): boolean {
  if (target === null || posix.isAbsolute(target)) return false;
  const end = posix.join(posix.dirname(path), target);
  return end === '..' || end.startsWith('../');
}
