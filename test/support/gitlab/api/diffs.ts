/** What GitLab leaves out of differences: https://docs.gitlab.com/administration/diff_limits/ */
import type { FileDiff } from '../git/diff.js';
import type { Limits } from '../types.js';

export type ShownDiff = FileDiff & { readonly collapsed: boolean; readonly too_large: boolean };

export function limitedDiffs(
  all: readonly FileDiff[],
  { diffFiles, diffBytes }: Limits,
): { readonly diffs: ShownDiff[]; readonly overflow: boolean } {
  const diffs = all.slice(0, diffFiles).map((file) => {
    const too_large = Buffer.byteLength(file.diff) > diffBytes;
    return { ...file, diff: too_large ? '' : file.diff, collapsed: false, too_large };
  });
  return { diffs, overflow: all.length > diffFiles };
}
