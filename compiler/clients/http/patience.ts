import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RetryOptions } from './retry.js';

export interface ClientOptions {
  /** How often at most after the first time; three times as often once the server has answered. */
  readonly retries?: number;
  /** Milliseconds without a byte. */
  readonly timeout?: number;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** Ends what is under way, and lets nothing begin: then all is a fault. */
  readonly signal?: AbortSignal;
  /** Called with a whole sentence, before a request is made again. */
  readonly onRetry?: (sentence: string) => void;
}

/** How one server is waited for. Many requests that wait for it tell of it once. */
export class Patience {
  readonly #url: string;
  readonly #options: ClientOptions;
  /** Sentences on what is waited for now. */
  readonly #told = new Set<string>();

  constructor(url: string, options: ClientOptions) {
    this.#url = url;
    this.#options = options;
    // Each request listens, and many may be under way.
    if (options.signal !== undefined) setMaxListeners(0, options.signal);
  }

  /** @param known whether the server has answered already: then it may be restarting */
  with(known: boolean): RetryOptions {
    const { retries = 3, onRetry = () => {}, signal } = this.#options;
    const wait = this.#options.sleep ?? ((ms: number) => pause(ms, signal));
    return {
      retries: known ? 3 * retries : retries,
      sleep: async (ms) => {
        await wait(ms);
        this.#told.clear();
      },
      onRetry: (problem, seconds) => {
        const sentence = `${this.#url} ${problem}; trying again in ${seconds} s`;
        if (!this.#told.has(sentence)) onRetry(sentence);
        this.#told.add(sentence);
      },
    };
  }
}

async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch {
    // Stopped: the next request says so.
  }
}
