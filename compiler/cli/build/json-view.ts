import type { Io } from '../io.js';
import { jsonText } from '../json-text.js';
import type { View } from './view.js';

const BATCH = 32 * 1024;

/** One event a line. Lines of the log wait for each other, everything else is written at once. */
export function jsonView({ quiet }: { readonly quiet?: boolean | undefined }, io: Io): View {
  let batch = '';
  const flush = (): void => {
    if (batch !== '') io.out(batch);
    batch = '';
  };
  return {
    event(event) {
      if (event.type === 'line' && quiet === true) return;
      batch += `${jsonText(event)}\n`;
      if (event.type !== 'line' || batch.length > BATCH) flush();
    },
    note: (text) => io.err(`cooper: ${text}\n`),
    pause: () => {},
    close: flush,
  };
}
