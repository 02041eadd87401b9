import type { Pointer } from '../model/plan.js';
import { segmentsOf } from '../model/pointer.js';
import type { ImageState } from './change.js';

/** The package manager of a RUN that installs `packages`; null for any other instruction. */
export function packagesOrigin(origin: Pointer): string | null {
  const [parent, manager] = segmentsOf(origin).slice(-2);
  return parent === 'packages' ? (manager ?? null) : null;
}

/** The packages that such a RUN installs, as the spec writes them. */
export function packagesAt({ resolved }: ImageState, origin: Pointer): readonly string[] {
  let here: unknown = resolved.spec;
  for (const segment of segmentsOf(origin)) here = (here as Record<string, unknown> | undefined)?.[segment];
  return Array.isArray(here) ? here.map(String) : [];
}
