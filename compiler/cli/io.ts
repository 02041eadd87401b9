import type { Environment } from '../host/files.js';

/** What a command may touch of the terminal that it runs in. */
export type Io = {
  out: (text: string) => void;
  err: (text: string) => void;
  color: boolean;
  isTerminal: boolean;
  columns: number;
  env: Environment;
};
