import type { Pointer } from '../model/plan.js';
import type { SourceLine } from '../model/source-map.js';

/** Lines that come from one place of the spec. */
export interface Block {
  readonly origin: Pointer;
  readonly lines: readonly string[];
}

/** What a source map has of a block. */
export function linesOf({ origin, lines }: Block): SourceLine[] {
  return lines.map(() => ({ origin: { file: 'spec', pointer: origin }, spans: [] }));
}
