import type { Io } from '../io.js';
import { jsonText } from '../json-text.js';
import type { View } from './view.js';

const BATCH = 32 * 1024;
const SOON_MS = 100;

/** One event a line. Lines of the log wait a moment for each other, everything else is written at once. */
export function jsonView({ quiet }: { readonly quiet?: boolean | undefined }, io: Io): View {
  let batch = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (batch !== '') io.out(batch);
    batch = '';
  };
  return {
    event(event) {
      if (event.type === 'line' && quiet === true) return;
      batch += `${jsonText(event)}\n`;
      if (event.type !== 'line' || batch.length > BATCH) flush();
      else timer ??= setTimeout(flush, SOON_MS);
    },
    note: (text) => io.err(`cooper: ${text}\n`),
    pause: () => {},
    close: flush,
  };
}
