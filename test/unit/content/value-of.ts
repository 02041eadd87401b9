import type { Answer } from '../../../compiler/clients/gitlab/types.js';

/** The value of an answer; fails for a fault. */
export function valueOf<T>(answer: Answer<T>): T {
  if ('fault' in answer) throw new Error(`${answer.fault.kind}: ${answer.fault.reason}`);
  return answer.value;
}
