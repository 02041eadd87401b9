import { Exit } from './exit.js';
import type { Io } from './io.js';

/** Why something outside did not do what it was asked: a clause, and whole sentences on what to do. */
export interface OutsideFault {
  readonly reason: string;
  readonly advice: string;
}

/** Prints it. @returns the exit code */
export function reportFault({ reason, advice }: OutsideFault, io: Io): number {
  io.err(`cooper: ${reason}\n${advice === '' ? '' : `  ${advice}\n`}`);
  return Exit.outside;
}
