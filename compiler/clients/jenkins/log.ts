import type { Controller } from './controller.js';
import { isBroken, type Head, type Outcome } from '../http/outcome.js';
import type { Question } from './refusal.js';
import type { Session } from './session.js';
import type { Answer, LogPart } from './types.js';

/** @param build path of the build, from the controller's address on */
export async function readLog(
  session: Session,
  controller: Controller,
  question: Question,
  build: string,
  start: number,
  onBytes: (bytes: Uint8Array) => void,
): Promise<Answer<LogPart>> {
  const path = `${build}/logText/progressiveText`;
  const reader = new LogPartReader(start, onBytes);
  const part = (): Promise<Outcome> =>
    session.read((jenkins) => jenkins._get({ path, query: { start }, buffer: true }), {
      total: null,
      stream: reader.stream,
    });
  let outcome = await part();
  for (let given = -1; isBroken(outcome) && outcome.transient && reader.given > given;) {
    given = reader.given;
    outcome = await part();
  }
  return controller.told(question, outcome, () => reader.part);
}

/** Bytes of the log that a part's request has given so far, and what its last answer said. */
export class LogPartReader {
  readonly #start: number;
  readonly #onBytes: (bytes: Uint8Array) => void;
  /** Bytes given on: a second answer from the same start begins with the same ones. */
  given = 0;
  #size: number | null = null;
  #more = false;

  constructor(start: number, onBytes: (bytes: Uint8Array) => void) {
    this.#start = start;
    this.#onBytes = onBytes;
  }

  /** null without what Jenkins sends along. */
  get part(): { readonly next: number; readonly more: boolean } | null {
    return this.#size === null ? null : { next: this.#size, more: this.#more };
  }

  /**
   * Takes the answer's body. `enough`: the log is shorter than where we are, and Jenkins begins with it anew.
   * Source: doProgressText of https://github.com/jenkinsci/stapler (LargeText)
   */
  readonly stream = ({ status, headers }: Head): ((bytes: Uint8Array) => void) | null | 'enough' => {
    const size = headers['x-text-size'];
    if (status !== 200 || typeof size !== 'string' || !/^\d{1,15}$/u.test(size)) return null;
    this.#size = Number(size);
    this.#more = headers['x-more-data'] === 'true';
    if (this.#size < this.#start) return 'enough';
    let skip = this.given;
    return (bytes) => {
      const fresh = skip >= bytes.length ? null : bytes.subarray(skip);
      skip = Math.max(0, skip - bytes.length);
      if (fresh === null) return;
      this.given += fresh.length;
      this.#onBytes(fresh);
    };
  };
}
