import type { Pointer } from './plan.js';

/** Where a person wrote a value: the file, from the workspace's root, and the place in it. */
export interface Origin {
  readonly file: string;
  readonly pointer: Pointer;
}
