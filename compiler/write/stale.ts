import type { Files } from '../host/files.js';
import { isMarked } from '../model/artifact.js';

/**
 * Generated files that nothing generates any more: of a spec that was removed, or of a field that was.
 * @param folders of images, from the root
 * @param names of the files that a spec may generate
 * @param current paths that are generated now
 */
export function staleFiles(
  files: Files,
  root: string,
  folders: readonly string[],
  names: readonly string[],
  current: ReadonlySet<string>,
): string[] {
  const candidates = folders.flatMap((folder) => names.map((name) => `${folder}/${name}`));
  return candidates.filter((path) => {
    if (current.has(path)) return false;
    if (files.lstat(`${root}/${path}`)?.type !== 'file') return false;
    return isMarked(new TextDecoder().decode(files.read(`${root}/${path}`, 4096) ?? new Uint8Array()));
  });
}
