/** Gives a problem its line: the one step between what a phase finds and what a person reads. */

import { find, type Found, type Tree } from './compose/tree.js';
import { diagnostic, visible } from './diagnostics/create.js';
import type { Document } from './load/document.js';
import type { Diagnostic, Related } from './model/diagnostic.js';
import type { Origin } from './model/origin.js';
import type { Problem } from './model/problem.js';

/** A problem of one file. */
export function placeIn(found: Problem, document: Document): Diagnostic {
  return create(found, { file: document.path, pointer: found.pointer }, () => document);
}

/** Where the values of an image came from. */
export interface Places {
  /** The spec's own file. */
  readonly spec: string;
  readonly tree: Tree;
  /** Of a matrix; null where the spec gives one image. */
  readonly variant: string | null;
  /** Each fragment → the places of `extends` over which it came. */
  readonly ways: ReadonlyMap<string, readonly Origin[]>;
  readonly document: (file: string) => Document;
}

/** A problem of an image's complete spec: at the line where somebody wrote the value, with the way that it came. */
export function place(found: Problem, places: Places): Diagnostic {
  const { origin, readings }: Found =
    found.file === undefined
      ? find(places.tree, found.pointer)
      : { origin: { file: found.file, pointer: found.pointer }, readings: [] };
  const related: Related[] = [
    ...wayOf({ origin, readings: found.confidential ? [] : readings }, places),
    ...(origin.file === places.spec || places.ways.has(origin.file)
      ? []
      : [{ message: `as ${places.spec} has it`, location: null }]),
    ...(places.variant === null ? [] : [{ message: `in the variant ${places.variant}`, location: null }]),
  ];
  const placed = create(found, origin, places.document);
  const { suppression } = found;
  return {
    ...placed,
    ...(related.length > 0 && { related }),
    ...(suppression && {
      suppression: {
        justification: String(visible(suppression.justification)),
        findings: suppression.findings.map((each) => place(each, places)),
      },
    }),
  };
}

/** What variables of a value stood for, and the places of `extends` over which its file came: from it outwards. */
export function wayOf({ origin, readings }: Found, places: Places): Related[] {
  const at = (from: Origin | null): Related['location'] =>
    from && places.document(from.file).locate(from.pointer, false);
  return [
    ...readings.map(({ name, value, origin: from }) => ({
      message: `${name} is "${value}"`,
      location: at(from),
    })),
    ...(places.ways.get(origin.file) ?? [])
      .toReversed()
      .map((from) => ({ message: 'it came by `extends`', location: at(from) })),
  ];
}

function create(
  { code, parameters, onKey, severity, confidential }: Problem,
  { file, pointer }: Origin,
  document: (file: string) => Document,
): Diagnostic {
  const location = document(file).locate(pointer, onKey);
  const shown = confidential ? { ...location, text: '' } : location;
  // The phase that made the problem was typed; here the code is any of them.
  return diagnostic(code, parameters as never, shown, severity);
}
