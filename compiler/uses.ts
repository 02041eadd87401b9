/** Which images the specs of a workspace take from registries, and where they say so. */

import { valueOf } from './compose/tree.js';
import { unreadable } from './load/read.js';
import { findSpecs, type SpecPlace } from './load/workspace.js';
import type { Diagnostic } from './model/diagnostic.js';
import { problem, type Problem } from './model/problem.js';
import type { ImageSpec } from './model/spec.js';
import { place } from './place.js';
import { externalImages } from './reference/external.js';
import { lockKey } from './reference/pinned.js';
import { checkImage } from './validate/schema.js';
import { readVariants, type SpecVariants } from './variants.js';
import type { Workspace } from './workspace.js';

/** A place of a spec that names the image; makes a diagnostic there. */
export type Use = (make: (pointer: string) => Problem) => Diagnostic;

export interface Uses {
  /** Reference (with the defaults of `globalArgs` in it) → its first use. Without those that state a digest. */
  readonly images: ReadonlyMap<string, Use>;
  /** Registries that are published to over plain http. */
  readonly plainHttp: ReadonlySet<string>;
  /** Errors of specs that cannot be read, and warnings about references that cannot be locked. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads every spec; what is wrong with one beyond its schema does not matter: its references count. */
export function usesOf(workspace: Workspace): Uses {
  const images = new Map<string, Use>();
  const plainHttp = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const unlockable = new Set<string>();
  const note = (
    { publish, globalArgs, ...spec }: ImageSpec,
    locate: (found: Problem) => Diagnostic,
  ): void => {
    if (publish?.plainHttp === true && publish.registry !== undefined) plainHttp.add(publish.registry);
    for (const { reference, digest, pointer } of externalImages(spec)) {
      if (digest !== null) continue;
      const found = lockKey(reference, globalArgs);
      if ('key' in found) {
        if (!images.has(found.key)) images.set(found.key, (make) => locate(make(pointer)));
      } else if (!unlockable.has(`${reference} ${found.reason}`)) {
        unlockable.add(`${reference} ${found.reason}`);
        diagnostics.push(locate(problem('not-lockable', pointer, { reference, reason: found.reason })));
      }
    }
  };
  for (const spec of listed(workspace, diagnostics)) {
    const { variants, diagnostics: wrong } = read(workspace, spec);
    diagnostics.push(...wrong);
    for (const { tree, places, problems } of variants) {
      const locate = (found: Problem): Diagnostic => place(found, places);
      const checked = problems.length > 0 ? { problems } : checkImage(valueOf(tree));
      if ('problems' in checked) diagnostics.push(...checked.problems.map(locate));
      else note(checked.spec, locate);
    }
  }
  return { images, plainHttp, diagnostics };
}

function read(workspace: Workspace, spec: SpecPlace): Pick<SpecVariants, 'variants' | 'diagnostics'> {
  try {
    return readVariants(workspace, spec);
  } catch (error) {
    return { variants: [], diagnostics: [unreadable(`${spec.dir}/${spec.specFiles[0] ?? ''}`, error)] };
  }
}

function listed({ files, root, images }: Workspace, diagnostics: Diagnostic[]): SpecPlace[] {
  try {
    return findSpecs(files, root, images);
  } catch (error) {
    diagnostics.push(unreadable(images, error));
    return [];
  }
}
