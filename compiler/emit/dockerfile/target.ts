import type { Escape } from '../../quote/index.js';
import { Sayer } from '../sayer.js';

/** A Dockerfile that is being written: its problems, and its escape character. */
export class Target extends Sayer {
  constructor(readonly escape: Escape) {
    super();
  }
}
