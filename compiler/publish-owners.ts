import type { Files } from './host/files.js';
import { compileSpec } from './image.js';
import { specAt } from './load/workspace.js';
import { openWorkspace } from './open-workspace.js';
import { Parents } from './parents.js';

/** Of more, the first ones are asked: nobody looks at a change of all images for one of them. */
const MOST = 100;

/**
 * `owners` of images, fragments and defaults included, each once.
 * @param root absolute path of the workspace
 * @param dirs folders of specs
 */
export function ownersOf(files: Files, root: string, dirs: readonly string[]): string[] {
  const opened = openWorkspace(files, root);
  if ('diagnostics' in opened) return [];
  const { workspace } = opened;
  const parents = new Parents(workspace);
  const owners = dirs.slice(0, MOST).flatMap((dir) => {
    const place = specAt(files, root, dir);
    if (place === null) return [];
    return compileSpec(workspace, place, parents).images.flatMap(
      ({ resolved }) => resolved?.spec.owners ?? [],
    );
  });
  return [...new Set(owners)];
}
