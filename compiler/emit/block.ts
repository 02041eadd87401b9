import type { Pointer } from '../model/plan.js';
import type { SourceLine } from '../model/source-map.js';

/** Lines that come from one place of the spec. */
export interface Block {
  readonly origin: Pointer;
  readonly lines: readonly string[];
  /** Where in that place each line comes from; all of it where this is absent. A pointer may name what is not stated. */
  readonly parts?: readonly LineOrigin[];
}

/** Where one line comes from; null for words of the compiler's own. */
export type LineOrigin = Pointer | null;

/** What a source map has of a block. */
export function linesOf({ origin, lines, parts = [] }: Block): SourceLine[] {
  return lines.map((line, index) => {
    const part = parts[index] === undefined ? origin : parts[index];
    // The whole spec gives no line: what belongs to it is a header, or keeps parts apart.
    const fixed = part === null || part === '' || line === '';
    return { origin: { file: 'spec', pointer: part ?? origin }, fixed, spans: [] };
  });
}
