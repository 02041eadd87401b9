export interface AbsenceOptions {
  /** Milliseconds; only their differences mean something. */
  readonly now: () => number;
  /** The connection is lost, or is back. `reason` is a clause. */
  readonly onConnection: (state: 'lost' | 'back', reason: string) => void;
}

/** How long a controller has been away; told when it goes, and when it is back. */
export class Absence {
  #since: number | null = null;

  constructor(private readonly options: AbsenceOptions) {}

  /** It did not answer. @returns milliseconds since it did not for the first time */
  lost(reason: string): number {
    const { now, onConnection } = this.options;
    if (this.#since === null) onConnection('lost', reason);
    this.#since ??= now();
    return now() - this.#since;
  }

  /** It answered. */
  back(): void {
    if (this.#since !== null) this.options.onConnection('back', '');
    this.#since = null;
  }
}
