import { compile, type CompileOptions, type CompileResult } from './compile.js';
import { diagnostic } from './diagnostics/create.js';
import { folderOf, lastPart } from './model/path.js';
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
    const found = specOf(all, name.replace(/\/$/u, ''));
    if (found === undefined) unknown.push(name);
    else wanted.add(found);
  }
  const candidates = all.dirs.map(lastPart);
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
    images: all.images.filter(({ dir }) => wanted.has(dir) || wanted.has(folderOf(dir))),
    specs: wanted.size,
    dirs: [...wanted],
    sources: all.sources.filter((path) => wanted.has(folderOf(path))),
  };
}

/** The folder of the spec that a name stands for. */
function specOf({ dirs, images }: CompileResult, name: string): string | undefined {
  const folder = (wanted: string): string | undefined =>
    dirs.find((dir) => dir === wanted || dir.endsWith(`/${wanted}`));
  const image = images.find(({ dir, name: own }) => own === name || dir === name || dir.endsWith(`/${name}`));
  if (folder(name) ?? image)
    return folder(name) ?? dirs.find((dir) => dir === image?.dir || dir === folderOf(image?.dir ?? ''));
  // A variant of a spec that has errors.
  const spec = folder(folderOf(name));
  return spec !== undefined && !images.some(({ dir }) => folderOf(dir) === spec) ? spec : undefined;
}
