/** Times several commands fairly: one run of each, then the next round, so that a busy machine is busy for all. */
import { time, type Command } from './command.js';

export interface Contender {
  readonly command: Command;
  /** What to do before each run, outside the time. */
  readonly before?: () => void;
}

/** The median of each contender in milliseconds, after as many rounds that don't count. */
export function interleave<K extends string>(
  contenders: Readonly<Record<K, Contender>>,
  rounds: number,
  uncounted = 1,
): Record<K, number> {
  const entries = Object.entries(contenders) as [K, Contender][];
  const times = new Map<K, number[]>(entries.map(([name]) => [name, []]));
  for (let round = -uncounted; round < rounds; round++) {
    // Each round begins with another one: whoever comes after a heavy one isn't always the same.
    const turn = Math.max(round, 0) % entries.length;
    for (const [name, { command, before }] of [...entries.slice(turn), ...entries.slice(0, turn)]) {
      before?.();
      const took = time(command);
      if (round >= 0) times.get(name)?.push(took);
    }
  }
  return Object.fromEntries([...times].map(([name, all]) => [name, median(all)])) as Record<K, number>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}
