/** A diagnostic before it has a place: phases say what is wrong and where in the spec's tree; compile.ts finds the line. */

import type { Code, ParametersOf } from '../diagnostics/catalogue.js';
import type { Severity } from './diagnostic.js';
import type { Pointer } from './plan.js';

export interface Problem {
  readonly code: Code;
  readonly parameters: Readonly<Record<string, string | number>>;
  /** Of the value; '' is the whole document. Of the image's complete spec, unless `file` is given. */
  readonly pointer: Pointer;
  /** The file that the pointer is about, where it is not the complete spec. */
  readonly file?: string;
  /** Point at the key instead of the value. */
  readonly onKey: boolean;
  /** In place of the catalogue's, where the workspace's policy states it. */
  readonly severity?: Severity;
  /** The line of the source may hold a secret, and is not shown. */
  readonly confidential?: boolean;
  readonly suppression?: { readonly justification: string; readonly findings: readonly Problem[] };
}

/** Makes a problem; the parameters are those that the code's message names. */
export function problem<C extends Code>(
  code: C,
  pointer: Pointer,
  parameters: ParametersOf<C>,
  onKey = false,
): Problem {
  return { code, parameters, pointer, onKey };
}

/** What the quoting module says about a value, as a problem. */
export function unquotable(sentence: string, pointer: Pointer): Problem {
  // Its sentences end with a full stop, messages of the catalogue don't; what follows the first is advice.
  const [, reason = sentence, advice = ''] = /^(.*?[^.])\.(?:\s+(.*))?$/su.exec(sentence) ?? [];
  const plain = reason.charAt(0).toLowerCase() + reason.slice(1);
  return problem('unquotable', pointer, { reason: plain, advice: advice || 'Write it in another way.' });
}
