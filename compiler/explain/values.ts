import { find, itemsOf, membersOf, type Tree } from '../compose/tree.js';
import type { Origin } from '../model/origin.js';
import type { Pointer } from '../model/plan.js';
import { at, segmentsOf } from '../model/pointer.js';
import type { ExplainedValue, Line } from './explanation.js';

/** A file's value with its name: one that may state what another beats. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  /** Where the fields of a spec stand in it: `/defaults` of the settings. */
  readonly top: Pointer;
}

export type Locate = (origin: Origin) => Line;

/**
 * Every value of a complete spec with the line that it comes from. A list stays one value where it stands on one
 * line; else each item has its own.
 * @param sources all files that may have stated a field
 */
export function explainValues(tree: Tree, sources: readonly Source[], locate: Locate): ExplainedValue[] {
  const found: ExplainedValue[] = [];
  const walk = (here: Tree, pointer: Pointer): void => {
    const members = membersOf(here);
    const items = itemsOf(here);
    if (members && members.size > 0) {
      // What an editor reads says nothing of the image.
      for (const [key, below] of members) if (at(pointer, key) !== '/$schema') walk(below, at(pointer, key));
    } else if (items && items.length > 0 && !isOneLine(items, here, locate))
      for (const [index, item] of items.entries()) walk(item, at(pointer, index));
    else found.push(explained(here, pointer, sources, locate));
  };
  walk(tree, '');
  return found;
}

function isOneLine(items: readonly Tree[], list: Tree, locate: Locate): boolean {
  const { file, line } = locate(list.origin);
  return items.every((item) => {
    if (item.kind !== 'leaf' || typeof item.value === 'object' || (item.readings ?? []).length > 0)
      return false;
    const place = locate(item.origin);
    return place.file === file && place.line === line;
  });
}

function explained(here: Tree, pointer: Pointer, sources: readonly Source[], locate: Locate): ExplainedValue {
  const readings = here.kind === 'leaf' ? (here.readings ?? []) : [];
  return {
    pointer,
    value: plainOf(here),
    from: locate(here.origin),
    readings: readings.map(({ name, value, origin }) => ({ name, value, from: origin && locate(origin) })),
    over: overridden(here, pointer, sources).map(locate),
  };
}

function plainOf(tree: Tree): unknown {
  const items = itemsOf(tree);
  if (items) return items.map(plainOf);
  return membersOf(tree) ? {} : tree.kind === 'leaf' ? tree.value : null;
}

/** Other files that state the same field. Items of lists have no name, so nothing is said of them. */
function overridden({ origin }: Tree, pointer: Pointer, sources: readonly Source[]): Origin[] {
  const segments = segmentsOf(pointer);
  if (segments.some((segment) => /^\d+$/u.test(segment))) return [];
  return sources.flatMap(({ file, value, top }) => {
    const place = `${top}${pointer}`;
    if (file === origin.file && place === origin.pointer) return [];
    let here = value;
    for (const segment of segmentsOf(place)) {
      if (typeof here !== 'object' || here === null || !Object.hasOwn(here, segment)) return [];
      here = (here as Record<string, unknown>)[segment];
    }
    return [{ file, pointer: place }];
  });
}

/** Where the value at a pointer of the complete spec was written. */
export function lineOf(tree: Tree, pointer: Pointer, locate: Locate): Line {
  return locate(find(tree, pointer).origin);
}
