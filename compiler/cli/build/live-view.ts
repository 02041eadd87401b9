/** A row for each image, drawn again and again in the same place: what it does, and for how long. */
import { createColors } from 'picocolors';
import type { BuildEvent } from '../../builds/events.js';
import { printable } from '../../diagnostics/create.js';
import type { Io } from '../io.js';
import { duration } from '../run/view.js';
import { isUtf8 } from '../utf8.js';
import { endText, lostText, notBuiltText } from '../jenkins/end-text.js';
import { shortStage, type View } from './view.js';

const INTERVAL_MS = 100;
/** A screen that is lower than its rows can't be drawn again. */
const MOST_ROWS = 16;
const MOST_STAGES = 6;

interface Row {
  text: string;
  /** Of the build, or of the wait for it. */
  since: number;
  /** The last stages that are over, with their times. */
  done: string[];
}

export function liveView(io: Io, now: () => number = () => performance.now()): View {
  const { bold, cyan, dim, yellow } = createColors(io.color);
  const spinner = isUtf8(io) ? [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'] : [...'-\\|/'];
  const rows = new Map<string, Row>();
  let drawn = 0;
  let frame = 0;
  let isPaused = false;
  let isClosed = false;
  /** What waits while somebody is asked something. */
  let said = '';

  /** Above the rows, where it stays. */
  function say(text: string): void {
    said += text;
    if (isPaused) return;
    io.out(`${up()}${said}`);
    said = '';
    drawn = 0;
    draw();
  }

  function up(): string {
    return drawn === 0 ? '' : `\u001b[${drawn}A\r\u001b[J`;
  }

  function draw(): void {
    if (isPaused || isClosed) return;
    const mark = cyan(spinner[frame++ % spinner.length] ?? '');
    const lines = [...rows]
      .slice(0, MOST_ROWS)
      .map(
        ([image, { text, since, done }]) =>
          `${mark} ${bold(printable(image))}  ${text}  ${dim(duration(now() - since))}${done.length === 0 ? '' : dim(`  (${done.join(', ')})`)}`,
      );
    if (rows.size > MOST_ROWS) lines.push(dim(`  and ${rows.size - MOST_ROWS} more`));
    // Without the terminal's line wrap, a long line takes one row, and going up by the count of lines is right.
    io.out(`${up()}\u001b[?7l${lines.map((line) => `${line}\u001b[K\n`).join('')}\u001b[?7h`);
    drawn = lines.length;
  }

  const timer = setInterval(draw, INTERVAL_MS);

  function rowOf(image: string): Row {
    const row = rows.get(image) ?? { text: '', since: now(), done: [] };
    rows.set(image, row);
    return row;
  }

  function on(event: BuildEvent): void {
    const row = rowOf(event.image);
    switch (event.type) {
      case 'queued':
        row.text = `in the queue (${event.item})`;
        return;
      case 'waiting':
        row.text = `waiting: ${printable(event.why)}${event.stuck ? yellow(' (stuck)') : ''}`;
        return;
      case 'build-start':
        Object.assign(row, { text: `build ${event.number}`, since: now() });
        return say(`${dim(`${printable(event.image)} #${event.number}  ${printable(event.url)}`)}\n`);
      case 'stage-start':
        row.text = printable(shortStage(event.stage));
        return;
      case 'stage-end':
        row.done = [...row.done, `${printable(shortStage(event.stage))} ${duration(event.ms)}`].slice(
          -MOST_STAGES,
        );
        return;
      case 'line':
        return;
      case 'connection':
        row.text =
          event.state === 'lost' ? yellow(`${printable(event.reason)}; trying again`) : 'Jenkins is back';
        return;
      case 'build-end':
        rows.delete(event.image);
        return say(endText(event, io));
      case 'lost':
        rows.delete(event.image);
        return say(lostText(event, io));
      case 'not-built':
        rows.delete(event.image);
        return say(notBuiltText(event, io));
    }
  }

  return {
    event: on,
    note: (text) => say(`${yellow(printable(text))}\n`),
    pause(paused) {
      isPaused = paused;
      if (!paused) return say('');
      io.out(up());
      drawn = 0;
    },
    close() {
      clearInterval(timer);
      isPaused = false;
      say('');
      io.out(`${up()}\u001b[?7h`);
      drawn = 0;
      isClosed = true;
    },
  };
}
