import type { Files } from './host/files.js';
import { compileSpec, type CompiledSpec } from './image.js';
import type { Unchanged } from './incremental/unchanged.js';
import { unreadable } from './load/read.js';
import { SPEC_FILES, specAt } from './load/workspace.js';
import type { ImageIdentity } from './model/image.js';
import type { Parents } from './parents.js';
import type { Workspace } from './workspace.js';

/**
 * Compiles the spec of every folder of images, in order of name; null where there is no such folder.
 * @param onCompiled called with each spec while its plans are there
 */
export function compileImages(
  workspace: Workspace,
  parents: Parents,
  unchanged: Unchanged | null,
  onProgress: (done: number, total: number) => void = () => {},
  onCompiled: (spec: CompiledSpec) => void = () => {},
): CompiledSpec[] | null {
  const { files, root, images: folder } = workspace;
  const names = namesIn(files, root, folder);
  if (names === null || 'place' in names) return names && [names];
  // Thousands of images are built on a few.
  const known = new Map<string, ImageIdentity | null>();
  const parent = (word: string): ImageIdentity | null => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const named = parents.find(word);
    const found = 'image' in named ? named.image : null;
    known.set(word, found);
    return found;
  };
  return names.flatMap((name, index) => {
    onProgress(index, names.length);
    const dir = `${folder}/${name}`;
    try {
      const same = unchanged?.find(dir, parent);
      if (same) return [same];
      const place = specAt(files, root, dir);
      if (!place) return [];
      unchanged?.reading(dir, place.specFiles);
      const spec = compileSpec(workspace, place, parents);
      parents.know(spec);
      onCompiled(spec);
      return [withoutPlans(spec)];
    } catch (error) {
      return [unreadableSpec(dir, `${dir}/${SPEC_FILES[0]}`, error)];
    }
  });
}

/** Plans are for who builds or explains; ten thousand of them would fill the memory. */
function withoutPlans(spec: CompiledSpec): CompiledSpec {
  return {
    ...spec,
    images: spec.images.map((image) => ({ ...image, resolved: null, plan: null, places: null })),
  };
}

/** Sorted; null where the path is no folder of this workspace: a symlink on the way could lead out of it. */
function namesIn(files: Files, root: string, folder: string): string[] | CompiledSpec | null {
  const parts = folder.split('/');
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  try {
    if (!folders.every((path) => files.lstat(`${root}/${path}`)?.type === 'directory')) return null;
    return [...files.list(`${root}/${folder}`)].sort();
  } catch (error) {
    return unreadableSpec(folder, folder, error);
  }
}

function unreadableSpec(dir: string, path: string, error: unknown): CompiledSpec {
  return {
    place: { dir, specFiles: [] },
    images: [],
    inputs: [],
    fragments: [],
    diagnostics: [unreadable(path, error)],
  };
}
