import type { Diagnostic } from '../../model/diagnostic.js';

/** A file may be one line of a megabyte, with thousands of problems in it: what is longer than this is cut. */
const LONGEST_LINE = 1000;

function cut(location: Diagnostic['location']): Diagnostic['location'] {
  return location && { ...location, text: location.text.slice(0, LONGEST_LINE) };
}

/** For programs: the diagnostics as they are, under one key so that more may follow. */
export function json(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify({ diagnostics: diagnostics.map(shown) }, null, 2)}\n`;
}

function shown({ location, related, suppression, ...rest }: Diagnostic): Diagnostic {
  return {
    ...rest,
    location: cut(location),
    ...(related && { related: related.map((note) => ({ ...note, location: cut(note.location) })) }),
    ...(suppression && { suppression: { ...suppression, findings: suppression.findings.map(shown) } }),
  };
}
