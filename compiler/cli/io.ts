import type { Environment } from '../host/files.js';

/** What a command may touch of the terminal that it runs in. */
export type Io = {
  out: (text: string) => void;
  /** Standard output for any bytes; left out where it is a terminal, which would obey them. */
  bytes?: (bytes: Uint8Array) => void;
  err: (text: string) => void;
  color: boolean;
  isTerminal: boolean;
  columns: number;
  env: Environment;
};
