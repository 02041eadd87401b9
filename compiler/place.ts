import { diagnostic } from './diagnostics/create.js';
import type { Document } from './load/document.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { Problem } from './model/problem.js';

/** Gives a problem its line: the one step between what a phase finds and what a person reads. */
export function place({ code, parameters, pointer, onKey }: Problem, document: Document): Diagnostic {
  // The phase that made the problem was typed; here the code is any of them.
  return diagnostic(code, parameters as never, document.locate(pointer, onKey));
}
