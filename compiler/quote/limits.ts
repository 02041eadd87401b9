/** How long a line of a Dockerfile may be. */

import type { Quoted } from './quoted.js';

/**
 * Bytes of one physical line without its line break. BuildKit reads lines through a buffer of 64 KiB that must
 * hold the line break too, so 65,535 bytes pass and 65,536 do not.
 */
export const LINE_LIMIT = 65_535;

/** A whole physical line as it is, or the problem that Docker refuses it for its length. */
export function physicalLine(line: string): Quoted {
  const bytes = Buffer.byteLength(line);
  return bytes <= LINE_LIMIT
    ? { text: line }
    : { problem: `It makes a line of ${bytes} bytes; a Dockerfile's line has at most ${LINE_LIMIT}.` };
}
