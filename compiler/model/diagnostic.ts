/** What the product says about somebody's input, as data. */

export type Severity = 'error' | 'warning';

/** One-based line and column, in UTF-16 code units as editors count them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Location {
  /** From the workspace's root, with '/' between the parts. */
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
  /** The line of the source that `start` stands in, for a code frame. */
  readonly text: string;
}

export interface Diagnostic {
  /** A key of the catalogue, e.g. `unknown-key`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  readonly location: Location | null;
}
