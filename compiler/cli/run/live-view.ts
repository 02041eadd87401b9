/**
 * The stages with their times, and the last lines of the running one, drawn again and again in the same place.
 * The whole log of a stage is kept, and shown when the stage has failed.
 */
import pc from 'picocolors';
import type { RunEvent, StageName, StageStatus } from '../../run/events.js';
import type { Io } from '../io.js';
import { isUtf8 } from '../utf8.js';
import { duration, lineText, type View } from './view.js';

const LOG_LINES = 6;
const INTERVAL_MS = 100;
/** Longer logs lose their beginning; the end tells what went wrong. */
const KEPT_LINES = 20_000;

interface Row {
  readonly stage: StageName;
  status: StageStatus | 'waiting' | 'running';
  since: number;
  ms: number;
}

export function liveView(io: Io, now: () => number = () => performance.now()): View {
  const colors = pc.createColors(io.color);
  const marks = isUtf8(io) ? UNICODE : ASCII;
  const rows: Row[] = [];
  const notes: string[] = [];
  let log: string[] = [];
  let drawn = 0;
  let frame = 0;
  let timer: NodeJS.Timeout | undefined;

  function draw(): void {
    const lines = rows.flatMap((row) => [rowText(row), ...(row.status === 'running' ? tail() : [])]);
    lines.push(...notes.map((text) => colors.yellow(`  ${text}`)));
    // Without the terminal's line wrap, a long line takes one row, and going up by the count of lines is right.
    io.out(`${up()}\u001b[?7l${lines.map((line) => `${line}\u001b[K\n`).join('')}\u001b[J\u001b[?7h`);
    drawn = lines.length;
    frame += 1;
  }

  function up(): string {
    return drawn === 0 ? '' : `\u001b[${drawn}A\r`;
  }

  function rowText(row: Row): string {
    const time = row.status === 'running' ? now() - row.since : row.ms;
    const name = row.stage.padEnd(9);
    if (row.status === 'waiting') return colors.dim(`  ${name}`);
    const text = `${name}${colors.dim(duration(time).padStart(11))}`;
    if (row.status === 'passed') return `${colors.green(marks.passed)} ${text}`;
    if (row.status === 'running')
      return `${colors.cyan(marks.spinner[frame % marks.spinner.length] ?? '')} ${text}`;
    return `${colors.red(marks.failed)} ${text}${colors.red(`  ${row.status}`)}`;
  }

  function tail(): string[] {
    return log.slice(-LOG_LINES).map((line) => colors.dim(`  ${marks.bar} ${line}`));
  }

  /** The failed stage's log stays on the terminal, below the stages and above what follows. */
  function keepLog(stage: StageName): void {
    draw();
    drawn = 0;
    rows.length = 0;
    io.out(`${colors.bold(`The log of ${stage}:`)}\n${log.map((line) => `  ${line}\n`).join('')}`);
  }

  function on(event: RunEvent): void {
    if (event.type === 'run-start') {
      rows.push(...event.stages.map((stage): Row => ({ stage, status: 'waiting', since: 0, ms: 0 })));
      timer = setInterval(draw, INTERVAL_MS);
    } else if (event.type === 'stage-start') {
      log = [];
      const row = rowOf(event.stage);
      row.status = 'running';
      row.since = now();
    } else if (event.type === 'line') {
      log.push(lineText(event));
      if (log.length > KEPT_LINES) log.splice(0, log.length - KEPT_LINES);
      return; // the timer draws: a fast log would draw thousands of times
    } else if (event.type === 'stage-end') {
      Object.assign(rowOf(event.stage), { status: event.status, ms: event.ms });
      if (event.status === 'failed') return keepLog(event.stage);
    }
    draw();
  }

  /** Report and Cleanup aren't in the plan: they appear when they begin, in place of stages that never will. */
  function rowOf(stage: StageName): Row {
    const found = rows.find((row) => row.stage === stage);
    if (found !== undefined) return found;
    const row: Row = { stage, status: 'waiting', since: 0, ms: 0 };
    const begun = rows.filter(({ status }) => status !== 'waiting');
    rows.splice(0, rows.length, ...begun, row);
    return row;
  }

  return {
    event: on,
    note(text) {
      notes.push(text);
      draw();
    },
    close() {
      clearInterval(timer);
      io.out('\u001b[?7h');
    },
  };
}

const UNICODE = { passed: '✓', failed: '✗', bar: '│', spinner: [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'] };
const ASCII = { passed: '+', failed: 'x', bar: '|', spinner: [...'-\\|/'] };
