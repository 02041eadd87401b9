import { variablesOf } from '../quote/index.js';

/** An instruction of a stage as a step, with the comment apart. */
export interface Entry {
  readonly verb: string;
  /** One verb of `steps`, with its options. */
  readonly step: Readonly<Record<string, unknown>>;
  readonly comment: readonly string[];
  readonly line: number;
}

const METADATA = ['EXPOSE', 'STOPSIGNAL', 'HEALTHCHECK', 'LABEL', 'ENTRYPOINT', 'CMD', 'ONBUILD'];
/** Of which the last one counts. */
const SINGLE = ['STOPSIGNAL', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD'];

/** Whether an instruction says nothing but metadata. MAINTAINER does too, but there is no field for it. */
export function isMetadata({ verb }: Entry): boolean {
  return METADATA.includes(verb);
}

/** The names that ENV or ARG sets, with their values. */
export function assigned({ verb, step }: Entry): [name: string, value: string | null][] {
  if (verb !== 'ENV' && verb !== 'ARG' && verb !== 'LABEL') return [];
  return Object.entries(step[verb.toLowerCase()] as Record<string, string | null>);
}

/** Whether metadata means the same at the end of its stage, so that it can be a field. */
export function isMovable(entry: Entry, later: readonly Entry[]): boolean {
  const { verb, step } = entry;
  if (SINGLE.includes(verb) && later.some((other) => other.verb === verb)) return false;
  if (verb === 'LABEL') {
    const again = new Set(
      later
        .filter((other) => other.verb === 'LABEL')
        .flatMap(assigned)
        .map(([name]) => name),
    );
    if (assigned(entry).some(([name]) => again.has(name))) return false;
  }
  const isShell = ['ENTRYPOINT', 'CMD', 'HEALTHCHECK'].includes(verb) && !isExec(step[verb.toLowerCase()]);
  if (isShell && later.some((other) => other.verb === 'SHELL')) return false;
  if (!['LABEL', 'EXPOSE', 'STOPSIGNAL'].includes(verb)) return true;
  const changed = new Set(
    later
      .filter((other) => other.verb !== 'LABEL')
      .flatMap(assigned)
      .map(([name]) => name),
  );
  return !stringsOf(step).some((text) => variablesOf(text).some((name) => changed.has(name)));
}

function isExec(command: unknown): boolean {
  return Array.isArray(command) || command === 'none' || Array.isArray((command as { test?: unknown }).test);
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

/**
 * How many of the entries, from the first on, can be the fields `args` and `env`: these come first in a stage, all ARG
 * before all ENV, each in an order that gives a value what it refers to. Metadata among them does not count.
 */
export function variablesInFront(entries: readonly Entry[]): number {
  const seen: { verb: string; name: string; uses: readonly string[] }[] = [];
  for (const [index, entry] of entries.entries()) {
    if (isMetadata(entry) || entry.verb === 'MAINTAINER') continue;
    if (entry.verb !== 'ENV' && entry.verb !== 'ARG') return index;
    for (const [name, value] of assigned(entry)) {
      const uses = variablesOf(value ?? '').filter((used) => used !== name);
      const clashes = seen.some(
        (before) =>
          // Set again, or read before with its old value, or an ENV that ARG would now come before.
          (before.name === name && (before.verb === entry.verb || entry.verb === 'ARG')) ||
          (before.uses.includes(name) && !(before.verb === 'ARG' && entry.verb === 'ENV')) ||
          (entry.verb === 'ARG' && before.verb === 'ENV' && uses.includes(before.name)),
      );
      if (clashes) return index;
      seen.push({ verb: entry.verb, name, uses });
    }
  }
  return entries.length;
}
