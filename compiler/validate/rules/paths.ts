import { posix } from 'node:path';
import type { PathKind } from '../../model/image.js';
import type { Pointer } from '../../model/plan.js';
import { problem, type Problem } from '../../model/problem.js';

const WITH_ARTICLE: Readonly<Record<PathKind, string>> = {
  file: 'a file',
  directory: 'a directory',
  symlink: 'a symlink',
  other: 'neither file nor directory',
  missing: 'missing',
  outside: 'outside',
};

/** What is wrong with a path beside the spec, given what stands there; null where it is right. */
export function pathProblem(
  path: string,
  kind: PathKind,
  wanted: 'file' | 'directory',
  pointer: Pointer,
  dir: string,
): Problem | null {
  if (kind === 'outside') return problem('path-outside', pointer, { path, root: dir });
  if (!isClean(path) || (wanted === 'file' && path.endsWith('/')))
    return problem('path-unclean', pointer, { path });
  if (kind === 'missing') return problem('path-missing', pointer, { path });
  if (kind !== wanted)
    return problem('path-wrong-kind', pointer, {
      path,
      actual: WITH_ARTICLE[kind],
      expected: WITH_ARTICLE[wanted],
    });
  return null;
}

/** In its shortest form, but for one '/' at the end of a directory; and not the folder itself. */
export function isClean(path: string): boolean {
  const normal = posix.normalize(path);
  return normal === path && !['.', './'].includes(path) && !normal.startsWith('../') && normal !== '..';
}
