import type { FileFact } from '../model/image-files.js';

/** `0755, 1.2 kB`; a file whose size nobody looked at is the same on both sides. */
export function factWords({ kind, executable, size }: FileFact): string {
  const mode = kind === 'symlink' ? 'symlink' : kind === 'submodule' ? 'submodule' : modeOf(executable);
  return size === null || kind !== 'file' ? mode : `${mode}, ${sizeWords(size)}`;
}

/** Prepare keeps of a file's mode only whether it can be executed. */
export function modeOf(executable: boolean): string {
  return executable ? '0755' : '0644';
}

/** `1 byte`, `999 bytes`, `1.2 kB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const [number, unit] =
    bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${number < 10 ? number.toFixed(1) : Math.round(number)} ${unit}`;
}
