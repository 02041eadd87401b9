import type { Io } from '../io.js';
import type { View } from './view.js';

/** One JSON object a line, for programs. */
export function jsonView(io: Io): View {
  return {
    event: (event) => io.out(`${JSON.stringify(event)}\n`),
    note: (text) => io.err(`cooper: ${text}\n`),
    close: () => {},
  };
}
