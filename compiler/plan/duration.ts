import type { Timeout } from '../model/plan.js';

const UNITS = { s: 'SECONDS', m: 'MINUTES', h: 'HOURS' } as const;
const SECONDS = { s: 1, m: 60, h: 3600 } as const;

/** `30m` as Jenkins' timeout takes it. The schema admits one number and one of s, m, h. */
export function timeoutOf(text: string): Timeout {
  return { time: Number(text.slice(0, -1)), unit: UNITS[unitOf(text)] };
}

/** `30m` in seconds. */
export function secondsOf(text: string): number {
  return Number(text.slice(0, -1)) * SECONDS[unitOf(text)];
}

function unitOf(text: string): keyof typeof UNITS {
  return text.slice(-1) as keyof typeof UNITS;
}
