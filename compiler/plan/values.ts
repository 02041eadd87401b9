/** Small parts of instructions, each with the place that it comes from. */

import type { Pair, Value } from '../model/instruction.js';
import type { Pointer } from '../model/plan.js';
import { at } from '../model/pointer.js';

export function valueOf(text: string | number, origin: Pointer): Value {
  return { text: String(text), origin };
}

export function valuesOf(list: readonly (string | number)[], pointer: Pointer): Value[] {
  return list.map((item, index) => valueOf(item, at(pointer, index)));
}

/** Sorted by name: key order means nothing. */
export function pairsOf(record: Readonly<Record<string, string>>, pointer: Pointer): Pair[] {
  return Object.keys(record)
    .sort()
    .map((name) => ({ name, value: record[name] ?? '', origin: at(pointer, name) }));
}
