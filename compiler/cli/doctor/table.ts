import pc from 'picocolors';
import type { Io } from '../io.js';
import type { Check } from './check.js';

const WORDS = {
  ok: 'ok',
  limited: 'limited',
  missing: 'missing',
  none: '-',
  unseen: 'unseen',
  failed: 'failed',
} as const;

/** The checks as a text table, each lack followed by how to get it. */
export function table(checks: readonly Check[], io: Io): string {
  const colors = pc.createColors(io.color);
  const paint = {
    ok: colors.green,
    limited: colors.yellow,
    missing: colors.red,
    none: colors.dim,
    unseen: colors.yellow,
    failed: colors.red,
  };
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks
    .map(({ name, state, found, neededFor, help }) => {
      const head = `${paint[state](WORDS[state].padEnd(7))}  ${name.padEnd(width)}  ${found}`;
      const indent = ' '.repeat(width + 11);
      if (help === '') return `${head}\n`;
      return `${head}\n${colors.dim(`${indent}needed for: ${neededFor}`)}\n${indent}${help}\n`;
    })
    .join('');
}
