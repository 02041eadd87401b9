import type { FileChange, Files, Stat } from '../../compiler/host/files.js';

/** Files that do something at a call: fail, or let a file go away, as a disk does that others change meanwhile. */
export class FaultyFiles implements Files {
  #calls = 0;

  /** @param at before each call, with its number from 0 */
  constructor(
    readonly files: Files,
    readonly at: (call: number, path: string, method: string) => void,
  ) {}

  get calls(): number {
    return this.#calls;
  }

  lstat(path: string): Stat | null {
    this.#call(path, 'lstat');
    return this.files.lstat(path);
  }

  list(path: string): readonly string[] {
    this.#call(path, 'list');
    return this.files.list(path);
  }

  read(path: string, limit?: number): Uint8Array | null {
    this.#call(path, 'read');
    return this.files.read(path, limit);
  }

  readlink(path: string): string {
    this.#call(path, 'readlink');
    return this.files.readlink(path);
  }

  apply(root: string, changes: readonly FileChange[], removals: readonly string[]): void {
    this.#call(root, 'apply');
    this.files.apply(root, changes, removals);
  }

  #call(path: string, method: string): void {
    this.at(this.#calls++, path, method);
  }
}

/** What the operating system throws. */
export function refusal(code = 'EACCES'): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: refused`), { code });
}
