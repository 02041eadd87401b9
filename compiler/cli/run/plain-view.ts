import type { Io } from '../io.js';
import { duration, lineText, type View } from './view.js';

/** Every line of every stage, with the stage's name before it: for logs, and for `--verbose`. */
export function plainView(io: Io): View {
  return {
    event(event) {
      if (event.type === 'line') io.out(`[${event.stage}] ${lineText(event)}\n`);
      if (event.type === 'stage-end')
        io.out(`[${event.stage}] ${event.status} after ${duration(event.ms)}\n`);
    },
    note: (text) => io.err(`cooper: ${text}\n`),
    close: () => {},
  };
}
