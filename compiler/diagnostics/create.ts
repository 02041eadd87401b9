import type { Diagnostic, Location, Severity } from '../model/diagnostic.js';
import { catalogue, fill, type Code, type ParametersOf } from './catalogue.js';

/**
 * A diagnostic of the catalogue, at a place or (with null) about the command as a whole.
 * @param severity where another than the catalogue's is wanted
 */
export function diagnostic<C extends Code>(
  code: C,
  parameters: ParametersOf<C>,
  location: Location | null,
  severity: Severity = catalogue[code].severity,
): Diagnostic {
  const { message, help } = catalogue[code];
  const shown = mapValues(parameters, visible);
  return { code, severity, message: fill(message, shown), help: fill(help, shown), location };
}

/** Files in order, then lines: the same order on every machine. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compare(a.location?.file ?? '', b.location?.file ?? '') ||
    (a.location?.start.line ?? 0) - (b.location?.start.line ?? 0) ||
    (a.location?.start.column ?? 0) - (b.location?.start.column ?? 0) ||
    compare(a.code, b.code)
  );
}

/** Each diagnostic once: a fragment's are found by every spec that extends it, a spec's in each of its variants. */
export function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, message, location }) => {
    const key = `${code} ${location?.file}:${location?.start.line}:${location?.start.column} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

const LONGEST = 120;
// A spec's text must not steer a terminal, and must not fill the screen.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** A value as it may stand in a message: control characters made visible, long text cut. */
export function visible(value: string | number): string | number {
  if (typeof value === 'number') return value;
  return printable(value.length > LONGEST * 4 ? `${value.slice(0, LONGEST)}…` : value);
}

/** A text on one line of a terminal, whole: what would steer the terminal made visible. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return character === '\n' ? '\\n' : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

function mapValues(
  parameters: Readonly<Record<string, string | number>>,
  change: (value: string | number) => string | number,
): Record<string, string | number> {
  return Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, change(value)]));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
