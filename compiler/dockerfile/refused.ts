import type { Refusal } from './ast.js';

/** Thrown inside this room only. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.reason);
  }
}
