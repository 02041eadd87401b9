/** A question on the terminal. */
import { createInterface } from 'node:readline/promises';

/** Anything but a yes is a no; so is the end of the input. */
export async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve) => void terminal.once('close', () => resolve('')));
  const answer = await Promise.race([terminal.question(question).catch(() => ''), ended]);
  terminal.close();
  return /^y(es)?$/iu.test(answer.trim());
}
