import type { Io } from './io.js';

/** Shown only after this long, in milliseconds: what is quick needs no progress. */
const PATIENCE = 1000;
const INTERVAL = 100;

/** A counter on one line of the terminal, for what takes longer than a second; elsewhere nothing. */
export function progress(
  io: Io,
  what: string,
): ((done: number, total: number) => void) & { end: () => void } {
  const started = performance.now();
  let last = started;
  let shown = false;
  const show = (done: number, total: number): void => {
    const now = performance.now();
    if (!io.isTerminal || now - started < PATIENCE || now - last < INTERVAL) return;
    last = now;
    shown = true;
    io.err(`\r\u001b[K${what} ${done} of ${total}`);
  };
  return Object.assign(show, {
    end: () => {
      if (shown) io.err('\r\u001b[K');
    },
  });
}
