import type { Files } from '../host/files.js';
import { MARK, type Artifact } from '../model/artifact.js';

/** How a generated file stands to what is on the disk. */
export type Standing = 'same' | 'missing' | 'differs' | 'foreign';

export interface Comparison {
  readonly artifact: Artifact;
  readonly standing: Standing;
  /** What is on the disk; '' where nothing is. */
  readonly found: string;
}

/**
 * Compares an artifact with its file. 'foreign' is a file that somebody wrote by hand where a generated one
 * would go: it lacks the header, and writing would lose it.
 */
export function compare(files: Files, root: string, artifact: Artifact): Comparison {
  const bytes = files.read(`${root}/${artifact.path}`);
  if (bytes === null) return { artifact, standing: 'missing', found: '' };
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const standing =
    found === artifact.content ? 'same' : !artifact.marked || isGenerated(found) ? 'differs' : 'foreign';
  return { artifact, standing, found };
}

/** Whether a text has the header of a generated file in its first line. */
export function isGenerated(text: string): boolean {
  const [first = ''] = text.split('\n', 1);
  return first.includes(MARK);
}
