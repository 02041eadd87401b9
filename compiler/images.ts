import type { Files } from './host/files.js';
import { compileImage, type CompiledImage } from './image.js';
import type { Unchanged } from './incremental/unchanged.js';
import { specAt } from './load/workspace.js';
import type { WorkspaceSettings } from './model/spec.js';

/** Compiles the spec of every folder of images, in order of name; null where there is no such folder. */
export function compileImages(
  files: Files,
  root: string,
  settings: WorkspaceSettings,
  unchanged: Unchanged | null,
  onProgress: (done: number, total: number) => void = () => {},
): CompiledImage[] | null {
  const folder = settings.images ?? 'images';
  if (files.lstat(`${root}/${folder}`)?.type !== 'directory') return null;
  const names = [...files.list(`${root}/${folder}`)].sort();
  return names.flatMap((name, index) => {
    onProgress(index, names.length);
    const dir = `${folder}/${name}`;
    const known = unchanged?.find(dir);
    if (known) return [known];
    const place = specAt(files, root, dir);
    if (!place) return [];
    unchanged?.reading(dir, place.specFiles);
    // The plan is for who builds; ten thousand of them would fill the memory.
    return [{ ...compileImage(files, root, settings, place), plan: null }];
  });
}
