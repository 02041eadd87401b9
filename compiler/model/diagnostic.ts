/** What the product says about somebody's input, as data. */

/** A note tells what somebody decided; it asks for nothing. */
export type Severity = 'error' | 'warning' | 'note';

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

/** What led to a problem: the way that a value came, what a variable stood for. */
export interface Related {
  readonly message: string;
  readonly location: Location | null;
}

export interface Diagnostic {
  /** A key of the catalogue, e.g. `unknown-key`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  readonly location: Location | null;
  /** From the problem outwards; absent where there is nothing to tell. */
  readonly related?: readonly Related[];
  /** Of a waiver: what it keeps out of the report. */
  readonly suppression?: Suppression;
}

/** As SARIF has it: findings that the source itself declares accepted. */
export interface Suppression {
  readonly justification: string;
  readonly findings: readonly Diagnostic[];
}
