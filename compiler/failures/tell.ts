/** A sighting in words. */
import type { Clues, Failure } from './failure.js';
import { valuesOf, type Signature } from './signature.js';
import type { Sighting, StageNotes } from './stage-notes.js';

export function tell({ signature, text }: Sighting, stage: string | null, notes?: StageNotes): Failure {
  const value = valueIn(signature, text);
  return {
    code: signature.code,
    stage,
    what: filled(signature.what, value),
    todo: filled(signature.todo, value),
    field: signature.field && 'pointer' in signature.field ? signature.field : null,
    evidence: text.trim(),
    clues: { value, ...place(notes) },
  };
}

/** What no signature explains: the last words that speak of an error. */
export function tellUnknown(result: string, stage: string | null, notes?: StageNotes): Failure {
  const { code, what } = UNKNOWN[result] ?? FAILED;
  return {
    code,
    stage,
    what,
    todo: 'Read the log from the line below.',
    field: null,
    evidence: (notes?.error ?? notes?.last ?? '').slice(0, 500).trim(),
    clues: { value: null, ...place(notes) },
  };
}

const FAILED = {
  code: 'unknown',
  what: 'The build failed, and nothing that Cooperage knows stands in its log',
};
const UNKNOWN: Readonly<Record<string, typeof FAILED>> = {
  UNSTABLE: { code: 'unstable', what: 'A step marked the build as unstable' },
  ABORTED: { code: 'aborted', what: 'The build was stopped, and its log does not tell by whom' },
  NOT_BUILT: { code: 'not-built', what: 'The build ended before it built anything' },
};

export const UNKNOWN_CODES: readonly string[] = [FAILED, ...Object.values(UNKNOWN)].map(({ code }) => code);

function place(notes?: StageNotes): Omit<Clues, 'value'> {
  return { line: notes?.line ?? null, instruction: notes?.instruction ?? null };
}

const LONGEST_VALUE = 200;

/** What a line names. */
export function valueIn(signature: Signature, text: string): string | null {
  for (const { after, is } of valuesOf(signature)) {
    const start = new RegExp(after).exec(text);
    if (!start) continue;
    const found = new RegExp(`^(?:${is})`).exec(text.slice(start.index + start[0].length));
    if (found && found[0] !== '') return found[0].slice(0, LONGEST_VALUE);
  }
  return null;
}

/** `[…]` is left out where there is no value. */
export function filled(template: string, value: string | null): string {
  const kept = template.replace(/\[([^\]]*)\]/g, (_, part: string) => (value === null ? '' : part));
  return kept.replaceAll('{value}', () => value ?? '');
}
