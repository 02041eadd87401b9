export { DIGEST, REFERENCE } from '../reference/grammar.js';

/** What may name a Jenkins job or folder without breaking one of its steps. */
export const JOB_NAME = /^[A-Za-z0-9._-]+$/u;
