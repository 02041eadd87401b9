/** What is kept of one stage's part of a log: bounded, however long the log is. */
import type { Clues } from './failure.js';
import type { Signature } from './signature.js';
import { bounded } from './text.js';

export interface Sighting {
  readonly signature: Signature;
  /** Number of the line in the log. */
  readonly at: number;
  /** Number of the line in the stage. */
  readonly row: number;
  readonly text: string;
}

/**
 * A line that many lines of output lie behind did not end the build: it was overcome, or belongs to something that
 * was allowed to fail.
 */
export const WINDOW = 400;

export class StageNotes {
  rows = 0;
  line: Clues['line'] = null;
  instruction: Clues['instruction'] = null;
  /** The last line that speaks of an error, and the last of all. */
  error: string | null = null;
  last: string | null = null;
  #recent: Sighting[] = [];
  /** Of each signature the last that is no longer recent. */
  readonly #old = new Map<Signature, Sighting>();

  note(signature: Signature, at: number, text: string): void {
    this.#recent.push({ signature, at, row: this.rows, text: bounded(text) });
    if (this.#recent.length > 2 * WINDOW) this.#age();
  }

  forget(signature: Signature): void {
    this.#recent = this.#recent.filter((sighting) => sighting.signature !== signature);
    this.#old.delete(signature);
  }

  recent(): readonly Sighting[] {
    this.#age();
    return this.#recent;
  }

  old(): Sighting[] {
    this.#age();
    return [...this.#old.values()];
  }

  #age(): void {
    const fresh = this.#recent.findIndex(({ row }) => row > this.rows - WINDOW);
    const aged = this.#recent.splice(0, fresh === -1 ? this.#recent.length : fresh);
    for (const sighting of aged) this.#old.set(sighting.signature, sighting);
  }
}
