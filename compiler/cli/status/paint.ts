import pc from 'picocolors';
import type { Stage } from '../../clients/jenkins/types.js';
import type { Io } from '../io.js';
import { isUtf8 } from '../utf8.js';
import type { Outcome } from './words.js';

type Color = (text: string) => string;

/** How results look. Each has a mark and a letter of its own: the colour is never the only sign. */
export interface Paint {
  readonly bold: Color;
  readonly dim: Color;
  readonly outcome: Readonly<Record<Outcome, Color>>;
  readonly stage: Readonly<Record<Stage['status'], Color>>;
  readonly mark: Readonly<Record<Outcome, string>>;
  /** From an eighth to a whole; with ASCII only the whole. */
  readonly blocks: readonly string[];
  readonly dot: string;
  readonly ellipsis: string;
}

export const LETTER: Readonly<Record<Outcome, string>> = {
  SUCCESS: 'S',
  UNSTABLE: 'U',
  FAILURE: 'F',
  ABORTED: 'A',
  NOT_BUILT: 'N',
  RUNNING: 'r',
};

const UNICODE = {
  mark: { SUCCESS: '✓', UNSTABLE: '!', FAILURE: '✗', ABORTED: '■', NOT_BUILT: '·', RUNNING: '▸' },
  blocks: [...'▏▎▍▌▋▊▉█'],
  dot: ' · ',
  ellipsis: '…',
};
const ASCII = {
  mark: { SUCCESS: '+', UNSTABLE: '!', FAILURE: 'x', ABORTED: '#', NOT_BUILT: '.', RUNNING: '>' },
  blocks: ['#'],
  dot: ', ',
  ellipsis: '...',
};

export function paintFor(io: Io): Paint {
  const { bold, dim, green, yellow, red, magenta, cyan } = pc.createColors(io.color);
  return {
    ...(isUtf8(io) ? UNICODE : ASCII),
    bold,
    dim,
    outcome: {
      SUCCESS: green,
      UNSTABLE: yellow,
      FAILURE: red,
      ABORTED: magenta,
      NOT_BUILT: dim,
      RUNNING: cyan,
    },
    stage: {
      SUCCESS: green,
      UNSTABLE: yellow,
      FAILED: red,
      ABORTED: magenta,
      NOT_EXECUTED: dim,
      IN_PROGRESS: cyan,
      PAUSED_PENDING_INPUT: yellow,
    },
  };
}
