import { problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import { filesOf } from '../../model/stages.js';
import type { Rule } from '../rule.js';
import { isClean } from './paths.js';

/** An entry of `files` is one thing, at a clean path, and fits to the rootfs and to its neighbours. */
export const files: Rule = function* ({ spec, facts }) {
  const { value, pointer: top } = filesOf(spec);
  const entries = Object.entries(value);
  const rootfs = new Map(facts.rootfs?.entries.map((entry) => [`/${entry.path}`, entry.kind]));
  const plain = new Set([
    ...entries.filter(([, file]) => file.content !== undefined).map(([path]) => path),
    ...[...rootfs].filter(([, kind]) => kind !== 'directory').map(([path]) => path),
  ]);
  for (const [path, file] of entries) {
    const pointer = at(top, path);
    if (!isClean(path)) {
      yield problem('path-unclean', pointer, { path }, true);
      continue;
    }
    if (file.content !== undefined && file.directory)
      yield problem('file-kind', pointer, { reason: '`content` and `directory` exclude each other' }, true);
    else if (file.content !== undefined && rootfs.get(path) === 'directory')
      yield problem('file-conflict', pointer, { path, other: 'the rootfs' }, true);
    else if (file.directory && plain.has(path))
      yield problem('file-kind', pointer, { reason: `"${path}" is a file in the rootfs` }, true);
    if (file.content === undefined && !file.directory) {
      const kind = rootfs.get(path);
      if (kind === undefined) yield problem('attribute-target', pointer, { path }, true);
      else if (kind === 'symlink')
        yield problem(
          'file-kind',
          pointer,
          { reason: 'a symlink has no mode or owner of its own here' },
          true,
        );
    }
    const above = parents(path).find((parent) => plain.has(parent));
    if (above !== undefined) yield problem('file-conflict', pointer, { path: above, other: path }, true);
  }
};

/** `/a/b/c` has `/a/b` and `/a`. */
function parents(path: string): string[] {
  const parts = path.split('/').slice(1, -1);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
}
