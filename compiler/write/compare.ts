import type { Files } from '../host/files.js';
import { isMarked, type Artifact } from '../model/artifact.js';

/** How a generated file stands to what is on the disk. */
export type Standing = 'same' | 'missing' | 'differs' | 'foreign';

export interface Comparison {
  readonly artifact: Artifact;
  readonly standing: Standing;
  /** What is on the disk; '' where nothing is. */
  readonly found: string;
}

/**
 * Compares an artifact with its file. 'foreign' is what somebody put by hand where a generated file would go: it
 * lacks the header, and writing would lose it. So is whatever is no plain file.
 */
export function compare(files: Files, root: string, artifact: Artifact): Comparison {
  const type = files.lstat(`${root}/${artifact.path}`)?.type;
  if (type !== undefined && type !== 'file') return { artifact, standing: 'foreign', found: '' };
  const bytes = files.read(`${root}/${artifact.path}`);
  if (bytes === null) return { artifact, standing: 'missing', found: '' };
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const standing =
    found === artifact.content ? 'same' : !artifact.marked || isMarked(found) ? 'differs' : 'foreign';
  return { artifact, standing, found };
}
