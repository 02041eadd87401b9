/** Which part of the input each line of a generated file comes from. */

import type { Pointer } from './plan.js';

/** A place in the image's complete spec, or in the workspace's settings. */
export interface SourceOrigin {
  readonly file: 'spec' | 'workspace';
  /** '' is the whole of it. */
  readonly pointer: Pointer;
}

/** A part of a line that comes from somewhere else than the line as a whole. */
export interface SourceSpan {
  /** One-based columns, in UTF-16 code units; `end` is the first one behind it. */
  readonly start: number;
  readonly end: number;
  readonly origin: SourceOrigin;
}

export interface SourceLine {
  readonly origin: SourceOrigin;
  /** Its words are the compiler's: nothing in it was written in a spec. `origin` is the field that it belongs to. */
  readonly fixed: boolean;
  /** A span within another follows it. */
  readonly spans: readonly SourceSpan[];
}

/** One entry a line of the file, from its first to its last. */
export type SourceMap = readonly SourceLine[];

export const WHOLE_SPEC: SourceOrigin = { file: 'spec', pointer: '' };

/**
 * Where a place of a generated file comes from: the innermost span that holds the column, or else the line. A line
 * that the file does not have comes from the spec as a whole.
 * @param line one-based
 * @param column one-based; null where only the line is known
 */
export function originAt(map: SourceMap, line: number, column: number | null): SourceOrigin {
  const found = map[line - 1];
  if (!found) return WHOLE_SPEC;
  const holding = found.spans.filter(({ start, end }) => column !== null && start <= column && column < end);
  return holding.at(-1)?.origin ?? found.origin;
}
