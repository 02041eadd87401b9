import { diagnostic } from './diagnostics/create.js';
import type { Files } from './host/files.js';
import type { CompiledImage } from './image.js';
import { readJson } from './load/read.js';
import type { Diagnostic } from './model/diagnostic.js';

/** Every image has a name of its own; each that shares one says with whom. */
export function duplicateNames(files: Files, root: string, images: readonly CompiledImage[]): Diagnostic[] {
  const byName = new Map<string, CompiledImage[]>();
  for (const image of images)
    if (image.name !== '') byName.set(image.name, [...(byName.get(image.name) ?? []), image]);
  return [...byName.values()].flatMap(([first, ...rest]) =>
    rest.map(({ place, name }) => {
      const other = `${first?.place.dir ?? ''}/${first?.place.specFiles[0] ?? ''}`;
      // Read again for the line: documents aren't kept, ten thousand of them would fill the memory.
      const { document } = readJson(files, root, `${place.dir}/${place.specFiles[0] ?? ''}`);
      return diagnostic('duplicate-name', { name, other }, document.locate('/name', false));
    }),
  );
}
