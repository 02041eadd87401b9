import { changes, type Change, type ImageState } from './change.js';

/** Parser directives of the Dockerfile; `syntax` names the image that reads it. */
export function directives(before: ImageState | null, after: ImageState): Change[] {
  return changes('directives', directivesOf(before), directivesOf(after));
}

function directivesOf(state: ImageState | null): Map<string, string> {
  const { syntax = null, escape = '\\', check = null } = state?.plan.directives ?? {};
  return new Map([
    ...(syntax === null ? [] : [['syntax', syntax] as const]),
    ...(escape === '\\' ? [] : [['escape', escape] as const]),
    ...(check === null ? [] : [['check', check] as const]),
  ]);
}
