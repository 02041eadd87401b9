/** Text that arrives in pieces → lines, as a terminal would show them in the end. */

/** A longer line is cut into several, so that a program without line breaks can't fill the memory. */
const MAX_LINE = 64 * 1024;

export class LineSplitter {
  #rest = '';

  constructor(private readonly onLine: (line: string) => void) {}

  push(text: string): void {
    const parts = (this.#rest + text).split('\n');
    this.#rest = parts.pop() ?? '';
    for (const part of parts) this.#emit(part);
    while (this.#rest.length > MAX_LINE) {
      this.#emit(this.#rest.slice(0, MAX_LINE));
      this.#rest = this.#rest.slice(MAX_LINE);
    }
  }

  end(): void {
    if (this.#rest !== '') this.#emit(this.#rest);
    this.#rest = '';
  }

  /** Progress that rewrites its line by carriage returns counts as what was written last. */
  #emit(line: string): void {
    const text = line.replace(/\r+$/, '');
    this.onLine(text.slice(text.lastIndexOf('\r') + 1));
  }
}
