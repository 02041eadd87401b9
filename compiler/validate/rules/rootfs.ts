import { posix } from 'node:path';
import type { RootfsEntry } from '../../model/image.js';
import { problem } from '../../model/problem.js';
import { rootfsOf } from '../../model/stages.js';
import type { Rule } from '../rule.js';
import { pathProblem } from './paths.js';

/** The rootfs is a directory beside the spec, of files that git can hold, and no link of it leads out of the image. */
export const rootfs: Rule = function* ({ source, spec, facts }) {
  const top = rootfsOf(spec);
  if (top === null || !facts.rootfs) return;
  const { value, pointer } = top;
  const wrong = pathProblem(value, facts.rootfs.kind, 'directory', pointer, source);
  if (wrong) yield wrong;
  for (const entry of facts.rootfs.entries) {
    if (/\p{Cc}/u.test(entry.path)) yield problem('rootfs-name', pointer, { path: entry.path });
    else if (entry.kind === 'other') yield problem('rootfs-special', pointer, { path: entry.path });
    else if (leadsOut(entry))
      yield problem('rootfs-symlink', pointer, { link: entry.path, target: entry.target ?? '' });
  }
};

function leadsOut({ path, target }: RootfsEntry): boolean {
  if (target === null || posix.isAbsolute(target)) return false;
  const end = posix.join(posix.dirname(path), target);
  return end === '..' || end.startsWith('../');
}
