import { blockingWriter } from './blocking-write.js';
import type { Io } from './io.js';

/** The terminal, or the files and pipes, that this process was started with. */
export function terminal(): Io {
  const { stdout, stderr, env } = process;
  // Reports and progress go to standard error: a log file must not get their colours.
  const isTerminal = stdout.isTTY && stderr.isTTY;
  // https://no-color.org: any value but the empty one.
  const color =
    (env['NO_COLOR'] ?? '') === '' &&
    ((env['FORCE_COLOR'] ?? '') !== '' || (isTerminal && env['TERM'] !== 'dumb'));
  // Who reads the output may stop early, as `head` does: that is no failure of ours.
  for (const stream of [stdout, stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  const write = blockingWriter(stdout.fd);
  return {
    // A terminal is written to at once as it is.
    ...(stdout.isTTY ? { out: (text) => void stdout.write(text) } : { out: write, bytes: write }),
    err: (text) => void stderr.write(text),
    color,
    isTerminal,
    columns: stdout.columns ?? 100,
    env,
  };
}
