import type { Files, Stat } from '../host/files.js';
import { isDamaged, isMarked, type Artifact } from '../model/artifact.js';

/** How a generated file stands to what is on the disk. */
export type Standing = 'same' | 'missing' | 'differs' | 'foreign';

export interface Comparison {
  readonly artifact: Artifact;
  readonly standing: Standing;
  /** What is on the disk; '' where nothing is. */
  readonly found: string;
  /** Its mode is another: it may be run, or may not. */
  readonly wrongMode?: true;
}

/**
 * Compares an artifact with its file. 'foreign' is what somebody put by hand where a generated file would go: it
 * lacks the header, and writing would lose it. So is whatever is no plain file.
 */
export function compare(files: Files, root: string, artifact: Artifact): Comparison {
  const { path, content, marked } = artifact;
  const stat = files.lstat(`${root}/${path}`);
  if (stat && stat.type !== 'file') return { artifact, standing: 'foreign', found: '' };
  const bytes = files.read(`${root}/${path}`);
  if (!stat || bytes === null) return { artifact, standing: 'missing', found: '' };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (buffer.equals(Buffer.from(content)))
    return hasMode(files, root, artifact, stat)
      ? { artifact, standing: 'same', found: content }
      : { artifact, standing: 'differs', found: content, wrongMode: true };
  const found = buffer.toString('utf8');
  const isOurs = !marked || isMarked(found) || isDamaged(found, content);
  return { artifact, standing: isOurs ? 'differs' : 'foreign', found };
}

const RUN = 0o111;

/** Git keeps of a mode only whether a file may be run. Where every file seems to, the file system keeps no modes. */
function hasMode(files: Files, root: string, { mode }: Artifact, stat: Stat): boolean {
  if (Boolean(stat.mode & RUN) === Boolean(mode & RUN)) return true;
  return Boolean((files.lstat(`${root}/cooperage.json`)?.mode ?? 0) & RUN);
}
