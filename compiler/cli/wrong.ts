import { Exit } from './exit.js';
import type { Io } from './io.js';

/** What is wrong with the command line or the environment, and what to do. */
export interface Wrong {
  readonly problem: string;
  readonly help: string;
}

/** Prints it. @returns the exit code */
export function reportWrong({ problem, help }: Wrong, io: Io): number {
  io.err(`cooper: ${problem}\n  ${help}\n`);
  return Exit.usage;
}
