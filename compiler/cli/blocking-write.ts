import { writeSync } from 'node:fs';

/** Milliseconds between two tries while the reader is busy. */
const PAUSE = 2;

/**
 * Writes to a pipe or file, and waits until it is taken. Node's own stream would keep whatever a slow reader (`less`)
 * has not taken yet: a log of 100 MB, and more.
 */
export function blockingWriter(fd: number): (content: string | Uint8Array) => void {
  let isClosed = false;
  return (content) => {
    let rest = typeof content === 'string' ? Buffer.from(content) : content;
    while (rest.length > 0 && !isClosed) {
      try {
        rest = rest.subarray(writeSync(fd, rest));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'EAGAIN') wait();
        // Who reads the output may stop early, as `head` does: that is no failure of ours.
        else if (code === 'EPIPE') isClosed = true;
        else throw error;
      }
    }
  };
}

function wait(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
}
