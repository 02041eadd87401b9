/** Ctrl-C while builds run in Jenkins: abort them, or leave them to themselves. */
import type { JenkinsApi } from '../../clients/jenkins/types.js';
import { confirm } from '../confirm.js';
import type { Io } from '../io.js';
import type { Running } from './running.js';
import type { View } from './view.js';

/** Milliseconds that an aborted build has to end while we watch. */
const ABORT_MS = 60_000;

/** Milliseconds for answers that are on their way when nobody wants to know any more. */
const GRACE_MS = 2000;

export interface Interruption {
  /** Aborted when nobody wants to know any more. */
  readonly signal: AbortSignal;
  /** Aborted when nothing more shall be started. */
  readonly stop: AbortSignal;
  /** The first signal, or null. */
  readonly raised: () => NodeJS.Signals | null;
  readonly end: () => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Watches for signals. The first asks on a terminal whether the builds shall be aborted, and aborts without asking
 * where that was wanted; the second leaves everything as it is.
 * @param cut ends what is still being asked some time after nobody wants to know any more
 */
export function watchInterrupts(
  jenkins: JenkinsApi,
  running: Running,
  view: View,
  abortOnInterrupt: boolean,
  cut: AbortController,
  io: Io,
): Interruption {
  const leave = new AbortController();
  const stop = new AbortController();
  let hasEnded = false;
  let raised: NodeJS.Signals | null = null;
  let timer: NodeJS.Timeout | undefined;
  let grace: NodeJS.Timeout | undefined;
  leave.signal.addEventListener('abort', () => {
    stop.abort();
    grace = setTimeout(() => cut.abort(), GRACE_MS);
  });

  const first = async (name: NodeJS.Signals): Promise<void> => {
    const isAsked = !abortOnInterrupt && io.isTerminal && name === 'SIGINT' && process.stdin.isTTY;
    const count = running.images.length;
    if (count === 0 && !abortOnInterrupt) return leave.abort();
    view.pause(true);
    const wanted =
      abortOnInterrupt ||
      (isAsked &&
        (await confirm(`Abort ${count === 1 ? 'the build' : `${count} builds`} in Jenkins too? [y/N] `)));
    view.pause(false);
    if (!wanted || leave.signal.aborted) return leave.abort();
    stop.abort();
    for (const { reason } of await running.abort(jenkins)) view.note(reason);
    view.note('aborted in Jenkins; waiting for its end (Ctrl-C again leaves at once)');
    if (!hasEnded) timer = setTimeout(() => leave.abort(), ABORT_MS);
  };

  const onSignal = (name: NodeJS.Signals): void => {
    if (raised !== null) return leave.abort();
    raised = name;
    void first(name);
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  return {
    signal: leave.signal,
    stop: stop.signal,
    raised: () => raised,
    end() {
      hasEnded = true;
      clearTimeout(timer);
      clearTimeout(grace);
      for (const name of SIGNALS) process.removeListener(name, onSignal);
    },
  };
}
