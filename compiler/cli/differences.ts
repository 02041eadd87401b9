import type { CompileResult } from '../compile.js';
import { diagnostic } from '../diagnostics/create.js';
import { fileStart } from '../diagnostics/file-start.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { patchText } from './patch.js';

/** One diagnostic for each generated file that is not current, at the first line that differs. */
export function differences({ changes, removals }: CompileResult): Diagnostic[] {
  return [
    ...changes.map(({ artifact: { path, content }, found, standing }) => {
      const line = firstDifference(found, content);
      const place = { line, column: 1 };
      const reason = standing === 'missing' ? 'it is missing' : `line ${line} differs`;
      return diagnostic(
        'not-current',
        { path, reason },
        { file: path, start: place, end: place, text: found.split('\n')[line - 1] ?? '' },
      );
    }),
    ...removals.map((path) =>
      diagnostic('not-current', { path, reason: 'no spec generates it any more' }, fileStart(path)),
    ),
  ];
}

/** The same as a unified diff, from what is there to what would be written. */
export function diffText({ changes, removals }: CompileResult, color: boolean): string {
  const files = changes.map(({ artifact: { path, content }, found, standing }) => ({
    path,
    before: standing === 'missing' ? null : found,
    after: content,
  }));
  const gone = removals.map((path) => `Only on the disk: ${path} (no spec generates it any more)\n`);
  return patchText(files, color) + gone.join('');
}

function firstDifference(found: string, content: string): number {
  const before = found.split('\n');
  const after = content.split('\n');
  const index = before.findIndex((line, position) => line !== after[position]);
  return (index === -1 ? before.length : index) + 1;
}
