/** A question on the terminal. */
import { createInterface } from 'node:readline/promises';

/** Anything but a yes is a no; so is the end of the input. @returns null for Ctrl-C */
export async function confirm(question: string): Promise<boolean | null> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const stopped = new Promise<null>((resolve) => void terminal.once('SIGINT', () => resolve(null)));
  const ended = new Promise<undefined>((resolve) => void terminal.once('close', () => resolve(undefined)));
  const answered = terminal.question(question).catch(() => undefined);
  const answer = await Promise.race([answered, ended, stopped]);
  // The terminal has gone to a new line only where somebody pressed Return.
  if (typeof answer !== 'string') process.stderr.write('\n');
  terminal.close();
  return answer === null ? null : /^y(es)?$/iu.test(answer?.trim() ?? '');
}
