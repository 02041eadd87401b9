import type { Diagnostic } from '../../model/diagnostic.js';

/** For programs: the diagnostics as they are, under one key so that more may follow. */
export function json(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify({ diagnostics }, null, 2)}\n`;
}
