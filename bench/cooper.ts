import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools/root.js';
import type { Command } from './command.js';

const BIN = join(root, 'dist', 'cooper.js');

/** The built command. */
export function cooper(args: readonly string[], cwd?: string): Command {
  if (!existsSync(BIN)) throw new Error('dist/cooper.js is not there: run `npm run build`');
  return { program: process.execPath, args: [BIN, ...args], ...(cwd !== undefined && { cwd }) };
}

/** Node with nothing to do: the least that a command on Node can take. */
export const bareNode: Command = { program: process.execPath, args: ['-e', '0'] };
