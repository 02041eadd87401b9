/** A diagnostic before it has a place: phases say what is wrong and where in the spec's tree; compile.ts finds the line. */

import type { Code, ParametersOf } from '../diagnostics/catalogue.js';
import type { Pointer } from './plan.js';

export interface Problem {
  readonly code: Code;
  readonly parameters: Readonly<Record<string, string | number>>;
  /** Of the value; '' is the whole document. */
  readonly pointer: Pointer;
  /** Point at the key instead of the value. */
  readonly onKey: boolean;
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
