import { compile, type CompileOptions, type CompileResult } from './compile.js';
import { diagnostic } from './diagnostics/create.js';
import { didYouMean } from './diagnostics/suggest.js';

/**
 * Compiles without writing, and keeps what concerns the named images (all, when none is named).
 * @param names folders (`nginx`, `images/nginx`) or names of specs
 */
export function checkWorkspace(
  root: string,
  names: readonly string[],
  options: CompileOptions = {},
): CompileResult {
  const all = compile(root, { ...options, output: 'none' });
  if (names.length === 0) return all;
  const wanted = new Set<string>();
  const unknown: string[] = [];
  for (const name of names) {
    const dir = all.dirs.find((folder) => folder === name.replace(/\/$/u, '') || folder.endsWith(`/${name}`));
    const found = dir ?? all.images.find((image) => image.name === name)?.dir;
    if (found === undefined) unknown.push(name);
    else wanted.add(found);
  }
  const candidates = all.dirs.map((dir) => dir.slice(dir.lastIndexOf('/') + 1));
  return {
    ...all,
    diagnostics: [
      ...unknown.map((name) =>
        diagnostic('image-unknown', { name, suggestion: didYouMean(name, candidates) }, null),
      ),
      // Files that lie outside every image (cooperage.json) concern all of them.
      ...all.diagnostics.filter(({ location }) => {
        const dir = all.dirs.find((folder) => location?.file.startsWith(`${folder}/`));
        return dir === undefined || wanted.has(dir);
      }),
    ],
    images: all.images.filter(({ dir }) => wanted.has(dir)),
    specs: wanted.size,
    dirs: [...wanted],
  };
}
