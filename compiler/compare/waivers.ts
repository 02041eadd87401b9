import { changes, type Change, type ImageState } from './change.js';

/** Exceptions from the workspace's policy. */
export function waivers(before: ImageState | null, after: ImageState): Change[] {
  return changes('waivers', waiversOf(before), waiversOf(after), { attention: true });
}

function waiversOf(state: ImageState | null): Map<string, string> {
  return new Map((state?.resolved.spec.waivers ?? []).map(({ rule, reason }) => [rule, reason]));
}
