/** Ctrl-C, or the end of a job, while a review runs: nothing more is begun, and the status is closed. */

export interface Interruption {
  /** Aborted by the first signal: nothing more is to be begun. */
  readonly stop: AbortSignal;
  /** Aborted by the second: not even the status is waited for. */
  readonly cut: AbortSignal;
  /** 128 and the signal's number; null where there was none. */
  readonly exit: () => number | null;
  readonly end: () => void;
}

const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

export function watchInterrupts(): Interruption {
  const [stop, cut] = [new AbortController(), new AbortController()];
  let exit: number | null = null;
  const onSignal = (name: NodeJS.Signals): void => {
    if (stop.signal.aborted) cut.abort();
    exit ??= 128 + SIGNALS[name as keyof typeof SIGNALS];
    stop.abort();
  };
  const names = Object.keys(SIGNALS) as NodeJS.Signals[];
  for (const name of names) process.on(name, onSignal);
  return {
    stop: stop.signal,
    cut: cut.signal,
    exit: () => exit,
    end() {
      for (const name of names) process.removeListener(name, onSignal);
    },
  };
}
