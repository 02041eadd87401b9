import { find, valueOf } from './compose/tree.js';
import { fileStart } from './diagnostics/file-start.js';
import { reasonOf } from './host/reason.js';
import type { SpecPlace } from './load/workspace.js';
import type { Location } from './model/diagnostic.js';
import type { Pointer } from './model/plan.js';
import { readVariants } from './variants.js';
import type { Workspace } from './workspace.js';

/**
 * Where a value of an image stands. Reads its spec again: documents aren't kept, ten thousand of them would fill the
 * memory.
 * @param pointer into the image's complete spec, or a function that finds it there
 */
export function locateIn(
  workspace: Workspace,
  spec: SpecPlace,
  variant: string | null,
  pointer: Pointer | ((value: unknown) => Pointer),
): Location {
  const start = fileStart(`${spec.dir}/${spec.specFiles[0] ?? ''}`);
  try {
    const found = readVariants(workspace, spec).variants.find(({ name }) => name === variant);
    if (!found) return start;
    const at = typeof pointer === 'string' ? pointer : pointer(valueOf(found.tree));
    const { origin } = find(found.tree, at);
    return found.places.document(origin.file).locate(origin.pointer, false);
  } catch (error) {
    // It can't be read any more: its beginning will do.
    reasonOf(error);
    return start;
  }
}
