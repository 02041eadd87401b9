import type { JenkinsFault } from '../../clients/jenkins/types.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';

/** Prints it. @returns the exit code */
export function reportFault({ reason, advice }: JenkinsFault, io: Io): number {
  io.err(`cooper: ${reason}\n${advice === '' ? '' : `  ${advice}\n`}`);
  return Exit.outside;
}
