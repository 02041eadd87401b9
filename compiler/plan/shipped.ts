import type { ContextEntry } from '../model/plan.js';
import { at } from '../model/pointer.js';
import type { ImageSpec } from '../model/spec.js';
import { copiesOf, runsOf, stagesOf } from '../model/stages.js';
import { shippedPath } from './shipped-path.js';

/** A source that `add` fetches from elsewhere. */
const REMOTE = /^(https?|git|ssh|ftp|s3):\/\/|^git@|\.git(#.*)?$/u;

/**
 * What of the context folder the build needs: the sources of COPY and ADD, and of bind mounts. Of a path with a
 * wildcard or a variable its longest plain parent.
 */
export function shipped(spec: ImageSpec): ContextEntry[] {
  const found = new Map<string, string>();
  for (const stage of stagesOf(spec)) {
    for (const { value: item, pointer } of copiesOf(stage)) {
      if (item.from !== undefined) continue;
      const verb = item.add === undefined ? 'copy' : 'add';
      const sources = item[verb] ?? [];
      for (const [index, source] of (typeof sources === 'string' ? [sources] : sources).entries()) {
        if (typeof source !== 'string' || (verb === 'add' && REMOTE.test(source))) continue;
        const path = shippedPath(source);
        const place = at(pointer, verb);
        if (!found.has(path)) found.set(path, typeof sources === 'string' ? place : at(place, index));
      }
    }
    for (const { value: item, pointer } of runsOf(stage))
      for (const [index, mount] of ((typeof item === 'object' && item.mounts) || []).entries()) {
        if (mount.type !== 'bind' || mount.from !== undefined) continue;
        const path = shippedPath(mount.source ?? '.');
        if (!found.has(path)) found.set(path, at(pointer, 'mounts', index));
      }
  }
  const paths = [...found.keys()].sort();
  const outer = paths.filter((path) => !paths.some((other) => contains(other, path)));
  return outer.map((path) => ({ type: 'copy', path, origin: found.get(path) ?? '' }));
}

function contains(folder: string, path: string): boolean {
  return folder !== path && (folder === '.' || path.startsWith(`${folder}/`));
}
