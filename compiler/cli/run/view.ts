/** How a run is shown. There are three ways; each takes the events and writes. */
import type { RunEvent } from '../../run/events.js';

export interface View {
  event(event: RunEvent): void;
  /** A word of our own in between. */
  note(text: string): void;
  /** Takes back what must not stay on the terminal; called once, whatever happened. */
  close(): void;
}

/** `0.4 s`, `12 s`, `3 min 05 s`. */
export function duration(ms: number): string {
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** A line of a program's output without what would steer the terminal. */
export function printable(line: string): string {
  // eslint-disable-next-line no-control-regex
  return line
    .replace(/\u001b(\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(\u0007|\u001b\\)?|[@-_])/g, '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

/** A line of a stage; the scripts put the stage's name before their own words, and the views have it already. */
export function lineText({ stage, text }: Extract<RunEvent, { type: 'line' }>): string {
  const line = printable(text);
  return line.startsWith(`${stage}: `) ? line.slice(stage.length + 2) : line;
}
