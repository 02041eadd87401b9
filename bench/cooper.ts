import { existsSync } from 'node:fs';
import { binPath } from '../tools/build/bundle.js';
import type { Command } from './command.js';

/** The built command. */
export function cooper(args: readonly string[], cwd?: string): Command {
  const bin = binPath();
  if (!existsSync(bin)) throw new Error(`${bin} is not there: run \`npm run build\``);
  return { program: process.execPath, args: [bin, ...args], ...(cwd !== undefined && { cwd }) };
}

/** Node with nothing to do: the least that a command on Node can take. */
export const bareNode: Command = { program: process.execPath, args: ['-e', '0'] };
