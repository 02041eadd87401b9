import { createColors } from 'picocolors';
import type { BuildEvent } from '../../builds/events.js';
import { printable } from '../../diagnostics/create.js';
import type { Io } from '../io.js';
import { duration } from '../run/view.js';
import { endText, lostText, notBuiltText } from '../jenkins/end-text.js';
import { shortStage, type View } from './view.js';

/** Characters that are written at once: a log of a million lines must not be a million writes. */
const BATCH = 32 * 1024;
const SOON_MS = 100;
/** Characters that wait while somebody is asked something. */
const MOST = 4 * 1024 * 1024;

export interface PlainOptions {
  /** Lines of the log, too. */
  readonly follow?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  /** More than one: each line tells of which. */
  readonly several: boolean;
}

/** A line for each thing that happens; for files, pipes, and logs that are followed. */
export function plainView({ follow, quiet, several }: PlainOptions, io: Io): View {
  const { bold, dim, yellow } = createColors(io.color);
  let batch = '';
  let isPaused = false;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (batch === '' || (isPaused && batch.length < MOST)) return;
    io.out(batch);
    batch = '';
  };
  const write = (image: string, text: string): void => {
    batch += several ? `${dim(`${printable(image)} | `)}${text}\n` : `${text}\n`;
    if (batch.length > BATCH) flush();
    else timer ??= setTimeout(flush, SOON_MS);
  };
  const progress = (event: BuildEvent): void => {
    const { image } = event;
    switch (event.type) {
      case 'queued':
        return write(image, `queued as item ${event.item}`);
      case 'waiting':
        return write(image, `waiting: ${printable(event.why)}${event.stuck ? yellow(' (stuck)') : ''}`);
      case 'build-start':
        return write(image, `build ${event.number}: ${printable(event.url)}`);
      case 'stage-start':
        return write(image, bold(`== ${printable(shortStage(event.stage))}`));
      case 'stage-end':
        return write(image, dim(`== ${printable(shortStage(event.stage))}: ${duration(event.ms)}`));
      case 'line':
        return follow === true ? write(image, event.text) : undefined;
      case 'connection':
        return write(
          image,
          yellow(event.state === 'lost' ? `${printable(event.reason)}; trying again` : 'Jenkins is back'),
        );
      default:
        return undefined;
    }
  };
  return {
    event(event) {
      if (event.type === 'build-end') batch += endText(event, io);
      else if (event.type === 'lost') batch += lostText(event, io);
      else if (event.type === 'not-built') batch += notBuiltText(event, io);
      else if (quiet !== true) return progress(event);
      flush();
    },
    note(text) {
      flush();
      io.err(`cooper: ${text}\n`);
    },
    pause(now) {
      isPaused = now;
      flush();
    },
    close() {
      isPaused = false;
      flush();
    },
  };
}
