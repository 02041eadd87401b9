import type { CompileResult } from '../compile.js';
import { printable } from '../diagnostics/create.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { patchText } from './patch.js';

/**
 * What differs as a unified diff, from what is there to what would be written; above each file its first line that
 * differs, and where that comes from.
 * @param stale what `differences` tells of the same result
 */
export function diffText(
  { changes, removals }: Pick<CompileResult, 'changes' | 'removals'>,
  stale: readonly Diagnostic[],
  color: boolean,
): string {
  const told = new Map(stale.map((each) => [each.location?.file, each.message]));
  const head = (path: string): string => `${printable(told.get(path) ?? path)}\n`;
  const files = changes.map(({ artifact: { path, content }, found, standing }) => {
    if (found === content) return head(path);
    const before = standing === 'missing' ? null : found;
    return head(path) + patchText([{ path, before, after: content }], color);
  });
  const gone = removals.map(
    (path) => `Only on the disk: ${printable(path)} (no spec generates it any more)\n`,
  );
  return [...files, ...gone].join('');
}
