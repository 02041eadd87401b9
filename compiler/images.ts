import type { Files } from './host/files.js';
import { compileImage, type CompiledImage } from './image.js';
import type { Unchanged } from './incremental/unchanged.js';
import { unreadable } from './load/read.js';
import { SPEC_FILES, specAt } from './load/workspace.js';
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
  const names = namesIn(files, root, folder);
  if (names === null || 'place' in names) return names && [names];
  return names.flatMap((name, index) => {
    onProgress(index, names.length);
    const dir = `${folder}/${name}`;
    try {
      const known = unchanged?.find(dir);
      if (known) return [known];
      const place = specAt(files, root, dir);
      if (!place) return [];
      unchanged?.reading(dir, place.specFiles);
      // The plan is for who builds; ten thousand of them would fill the memory.
      return [{ ...compileImage(files, root, settings, place), plan: null }];
    } catch (error) {
      return [unreadableImage(dir, `${dir}/${SPEC_FILES[0]}`, error)];
    }
  });
}

/** Sorted; null where the path is no folder of this workspace: a symlink on the way could lead out of it. */
function namesIn(files: Files, root: string, folder: string): string[] | CompiledImage | null {
  const parts = folder.split('/');
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  try {
    if (!folders.every((path) => files.lstat(`${root}/${path}`)?.type === 'directory')) return null;
    return [...files.list(`${root}/${folder}`)].sort();
  } catch (error) {
    return unreadableImage(folder, folder, error);
  }
}

function unreadableImage(dir: string, path: string, error: unknown): CompiledImage {
  return {
    place: { dir, specFiles: [] },
    name: '',
    reference: '',
    plan: null,
    artifacts: [],
    inputs: [],
    diagnostics: [unreadable(path, error)],
  };
}
