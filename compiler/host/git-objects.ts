import { GitError, type Git } from './git.js';

/** The contents of git's objects by their ids, many at a time: a process for each would take milliseconds. */
export class GitObjects {
  readonly #contents = new Map<string, Buffer>();
  readonly #sizes = new Map<string, number>();

  constructor(private readonly git: Git) {}

  /** @throws {GitError} where it is missing, as in a partial clone without a connection */
  content(id: string): Buffer {
    this.load([id]);
    const content = this.#contents.get(id);
    if (!content) throw new GitError('failed', `the object ${id} is missing`);
    return content;
  }

  /** Reads these at once, so that `content` need not ask. */
  load(ids: Iterable<string>): void {
    const wanted = [...new Set(ids)].filter((id) => !this.#contents.has(id));
    if (wanted.length === 0) return;
    const output = this.git.run(['cat-file', '--batch'], lines(wanted));
    // `<id> <type> <size>\n<content>\n`, or `<id> missing\n`.
    for (let at = 0; at < output.length;) {
      const end = output.indexOf(10, at);
      const [id = '', , size] = output.toString('latin1', at, end).split(' ');
      at = end + 1;
      if (size === undefined) continue;
      const length = Number(size);
      this.#contents.set(id, output.subarray(at, at + length));
      at += length + 1;
    }
  }

  /** In bytes; null for an object that is missing. */
  sizes(ids: Iterable<string>): ReadonlyMap<string, number> {
    const wanted = [...new Set(ids)].filter((id) => !this.#sizes.has(id));
    if (wanted.length > 0)
      for (const line of this.git.run(['cat-file', '--batch-check'], lines(wanted)).toString().split('\n')) {
        const [id = '', type, size] = line.split(' ');
        if (type !== undefined && size !== undefined) this.#sizes.set(id, Number(size));
      }
    return this.#sizes;
  }
}

function lines(ids: readonly string[]): string {
  return ids.map((id) => `${id}\n`).join('');
}
