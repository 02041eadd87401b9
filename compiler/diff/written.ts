/** Which line somebody wrote for what a change tells of, on the side where it is stated. */

import type { Change, ImageState } from '../compare/change.js';
import { originOf, type ChangeOrigin } from '../compare/origin.js';
import { find } from '../compose/tree.js';
import { readJson } from '../load/read.js';
import { SETTINGS_FILE } from '../load/workspace.js';
import { LOCK_FILE } from '../lock/lock-file.js';
import type { Origin } from '../model/origin.js';
import type { Pointer } from '../model/plan.js';
import { segmentsOf } from '../model/pointer.js';
import type { Places } from '../place.js';
import type { Workspace } from '../workspace.js';

/** A line of a file; null is the file as a whole. */
export interface Spot {
  readonly file: string;
  readonly line: number | null;
}

export interface Written extends Spot {
  readonly side: 'before' | 'after';
  /** The places of `extends` over which it came, from the spec on; empty for what stands in the spec itself. */
  readonly by: readonly Spot[];
  /** Variables that stand in it, where their values are written. */
  readonly variables: readonly (Spot & { readonly name: string })[];
}

/** A change, and where it was written; null for what follows from something else, or from a default of ours. */
export interface PlacedChange extends Change {
  readonly from: Written | null;
}

/** One side of an image, with what finds a line in it. */
export interface WrittenSide {
  readonly state: ImageState;
  readonly places: Places;
  readonly workspace: Workspace;
}

/** Changes with their places: of what goes on the old side, of all else on the new one, if it is stated there. */
export function placeChanges(
  changes: readonly Change[],
  before: WrittenSide | null,
  after: WrittenSide | null,
): PlacedChange[] {
  return changes.map((change) => {
    const [was, is] = [before && lookIn(before, change), after && lookIn(after, change)];
    const preferred = change.kind === 'removed' ? [was, is] : [is, was];
    const at = preferred.find((found) => found?.isStated);
    const side = at === was && before ? before : after;
    if (!at || !side) return { ...change, from: null };
    return { ...change, from: written(at.origin, side, side === before ? 'before' : 'after') };
  });
}

interface Looked {
  readonly origin: ChangeOrigin;
  /** Not so for what has its default, or is not there. */
  readonly isStated: boolean;
}

function lookIn({ state }: WrittenSide, change: Change): Looked | null {
  const origin = originOf(change, state);
  if (!origin) return null;
  const { resolved } = state;
  const within = origin.in === 'spec' ? resolved.spec : origin.in === 'settings' ? resolved.settings : null;
  return { origin, isStated: within === null || isThere(within, origin.in === 'file' ? '' : origin.pointer) };
}

function isThere(value: unknown, pointer: Pointer): boolean {
  let here = value;
  for (const segment of segmentsOf(pointer)) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, segment)) return false;
    here = (here as Record<string, unknown>)[segment];
  }
  return true;
}

function written(origin: ChangeOrigin, side: WrittenSide, name: Written['side']): Written {
  const { places, workspace } = side;
  const bare = { side: name, by: [], variables: [] } as const;
  if (origin.in === 'file') return { ...bare, file: origin.path, line: null };
  if (origin.in === 'lock') {
    const { document } = readJson(workspace.files, workspace.root, LOCK_FILE);
    return { ...bare, file: LOCK_FILE, line: document.locate(origin.pointer, false).start.line };
  }
  const spot = ({ file, pointer }: Origin): Spot => ({
    file,
    line: places.document(file).locate(pointer, false).start.line,
  });
  if (origin.in === 'settings') return { ...bare, ...spot({ file: SETTINGS_FILE, pointer: origin.pointer }) };
  const found = find(places.tree, origin.pointer);
  return {
    ...bare,
    ...spot(found.origin),
    by: (places.ways.get(found.origin.file) ?? []).map(spot),
    variables: found.readings.flatMap(({ name: variable, origin: from }) =>
      from ? [{ name: variable, ...spot(from) }] : [],
    ),
  };
}
