/** Ctrl-C while builds run in Jenkins: abort them, or leave them to themselves. */
import type { JenkinsApi } from '../../clients/jenkins/types.js';
import { confirm } from '../confirm.js';
import type { Io } from '../io.js';
import type { Running } from './running.js';
import type { View } from './view.js';

/** Milliseconds that an aborted build has to end while we watch. */
const ABORT_MS = 60_000;

export interface Interruption {
  /** Aborted when nobody wants to know any more. */
  readonly signal: AbortSignal;
  /** The first signal, or null. */
  readonly raised: () => NodeJS.Signals | null;
  readonly end: () => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Watches for signals. The first asks on a terminal whether the builds shall be aborted, and aborts without asking
 * where that was wanted; the second leaves everything as it is.
 */
export function watchInterrupts(
  jenkins: JenkinsApi,
  running: Running,
  view: View,
  abortOnInterrupt: boolean,
  io: Io,
): Interruption {
  const leave = new AbortController();
  let raised: NodeJS.Signals | null = null;
  let timer: NodeJS.Timeout | undefined;

  const first = async (name: NodeJS.Signals): Promise<void> => {
    const isAsked = !abortOnInterrupt && io.isTerminal && name === 'SIGINT' && process.stdin.isTTY;
    const count = running.images.length;
    if (count === 0) return leave.abort();
    view.pause(true);
    const wanted =
      abortOnInterrupt ||
      (isAsked &&
        (await confirm(`Abort ${count === 1 ? 'the build' : `${count} builds`} in Jenkins too? [y/N] `)));
    view.pause(false);
    if (!wanted || leave.signal.aborted) return leave.abort();
    for (const { reason } of await running.abort(jenkins)) view.note(reason);
    view.note('aborted in Jenkins; waiting for its end (Ctrl-C again leaves at once)');
    timer = setTimeout(() => leave.abort(), ABORT_MS);
  };

  const onSignal = (name: NodeJS.Signals): void => {
    if (raised !== null) return leave.abort();
    raised = name;
    void first(name);
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  return {
    signal: leave.signal,
    raised: () => raised,
    end() {
      clearTimeout(timer);
      for (const name of SIGNALS) process.removeListener(name, onSignal);
    },
  };
}
