import type { Io } from './io.js';

/** Whether the terminal shows more than ASCII. */
export function isUtf8({ env }: Io): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return /utf-?8/i.test(locale) || process.platform === 'darwin' || process.platform === 'win32';
}
