import { createTwoFilesPatch } from 'diff';
import { createColors } from 'picocolors';

export interface PatchedFile {
  readonly path: string;
  /** null where there is none. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Files as a unified diff, for a terminal. */
export function patchText(files: readonly PatchedFile[], color: boolean): string {
  const paint = createColors(color);
  const text = files
    .map(({ path, before, after }) =>
      createTwoFilesPatch(
        before === null ? '/dev/null' : `a/${path}`,
        after === null ? '/dev/null' : `b/${path}`,
        before ?? '',
        after ?? '',
        '',
        '',
        { context: 3 },
      ),
    )
    .join('');
  return text
    .split('\n')
    .filter((line) => !/^=+$/u.test(line))
    .map((line) => {
      // A file may hold anything; a terminal must not obey it.
      const shown = line.replace(/[^\P{Cc}\t]/gu, '�');
      if (/^(\+\+\+|---) /u.test(shown)) return paint.bold(shown);
      return shown.startsWith('+') ? paint.green(shown) : shown.startsWith('-') ? paint.red(shown) : shown;
    })
    .join('\n');
}
