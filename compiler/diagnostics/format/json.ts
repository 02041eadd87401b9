import type { Diagnostic } from '../../model/diagnostic.js';

/** A file may be one line of a megabyte, with thousands of problems in it: what is longer than this is cut. */
const LONGEST_LINE = 1000;

/** For programs: the diagnostics as they are, under one key so that more may follow. */
export function json(diagnostics: readonly Diagnostic[]): string {
  const shown = diagnostics.map(({ location, ...rest }) => ({
    ...rest,
    location: location && { ...location, text: location.text.slice(0, LONGEST_LINE) },
  }));
  return `${JSON.stringify({ diagnostics: shown }, null, 2)}\n`;
}
