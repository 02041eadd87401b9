/** Tells of each line of a generated file where a person wrote what it comes from. */

import { align, linesIn } from './blame/align.js';
import { generators, type Generated } from './blame/generator.js';
import type { WrittenAt } from './blame/written.js';
import type { Files } from './host/files.js';
import { nodeFiles } from './host/node-files.js';
import { remembering } from './host/remembering.js';
import type { Diagnostic } from './model/diagnostic.js';
import { openWorkspace } from './open-workspace.js';
import { compare } from './write/compare.js';

export interface BlamedLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /**
   * `value`: what somebody wrote, or a default; `fixed`: words of the compiler's own, which belong to the field;
   * `edited`: not what would be generated, so it was edited by hand, or its spec has changed since; `own`: of a file
   * that is generated in part, a line that nobody generates.
   */
  readonly kind: 'value' | 'fixed' | 'edited' | 'own';
  /** Of an edited line: what would be generated in its place; null where nothing would. */
  readonly instead: string | null;
  /** Of an edited line: of what would be generated in its place. Null where nothing would, and for an own line. */
  readonly written: WrittenAt | null;
}

export interface BlamedFile {
  /** From the workspace's root. */
  readonly file: string;
  /** `image`: made of a spec; `workspace`: the same in every workspace, or made of the settings. */
  readonly of: 'image' | 'workspace';
  /** How it stands to what would be generated; of one that is missing the lines are those that would be. */
  readonly standing: 'same' | 'missing' | 'differs';
  /** How many lines it has. */
  readonly count: number;
  /** All of them, or the one that was asked for. */
  readonly lines: readonly BlamedLine[];
}

export type Blamed =
  | BlamedFile
  /** Errors of the specs or the settings, so that nothing can be generated. */
  | { readonly diagnostics: readonly Diagnostic[] }
  /** Nothing of ours; `reason` says what it is. */
  | { readonly reason: string; readonly help: string };

export interface BlameOptions {
  /** One-based; all lines where it is left out. A line that the file does not have gives no lines. */
  readonly line?: number;
  /** One-based, in UTF-16 code units: the argument of a step that stands there, where the line has several. */
  readonly column?: number;
  readonly files?: Files;
}

/**
 * Compiles the file's image in memory; nothing is written.
 * @param root absolute path of the folder with cooperage.json
 * @param path of the generated file, from there
 */
export function blame(root: string, path: string, options: BlameOptions = {}): Blamed {
  const { files: disk = nodeFiles, line: wanted, column = null } = options;
  const files = remembering(disk);
  const opened = openWorkspace(files, root);
  if ('diagnostics' in opened) return opened;
  const generated = generators(opened.workspace)(path);
  if (!('artifact' in generated)) return generated;
  const { standing, found } = compare(files, root, generated.artifact);
  if (standing === 'foreign')
    return {
      reason: `${path} was not generated: it lacks the header`,
      help: 'A person wrote it: `git blame` tells who.',
    };
  const texts = linesIn(standing === 'missing' ? generated.artifact.content : found);
  const lines = wanted === undefined ? texts.map((_, index) => index + 1) : [wanted];
  return {
    file: path,
    of: generated.of,
    standing,
    count: texts.length,
    lines: blameLines(texts, lines, generated, column),
  };
}

function blameLines(
  texts: readonly string[],
  wanted: readonly number[],
  { artifact, originOf }: Generated,
  column: number | null,
): BlamedLine[] {
  const generated = linesIn(artifact.content);
  const aligned = align(texts, generated);
  return wanted.flatMap((line): BlamedLine[] => {
    const text = texts[line - 1];
    const found = aligned[line - 1];
    if (text === undefined || !found) return [];
    const { index, isSame } = found;
    if (index === null) return [{ line, text, kind: 'edited', instead: null, written: null }];
    const { kind, written } = originOf(index + 1, isSame ? column : null);
    if (isSame) return [{ line, text, kind, instead: null, written }];
    return [{ line, text, kind: 'edited', instead: generated[index] ?? null, written }];
  });
}
