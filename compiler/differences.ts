/** Tells of generated files that are not current: how, and by which line of which spec they would be. */

import { generators } from './blame/generator.js';
import type { WrittenAt } from './blame/written.js';
import type { CompileResult } from './compile.js';
import { diagnostic } from './diagnostics/create.js';
import { fileStart } from './diagnostics/file-start.js';
import type { Files } from './host/files.js';
import { nodeFiles } from './host/node-files.js';
import { remembering } from './host/remembering.js';
import type { Diagnostic, Related } from './model/diagnostic.js';
import { openWorkspace } from './open-workspace.js';
import type { Comparison } from './write/compare.js';

/**
 * One diagnostic for each generated file that is not current, at the first line that differs, with the place that
 * this line comes from.
 * @param root absolute path of the folder with cooperage.json
 */
export function differences(
  root: string,
  { changes, removals }: Pick<CompileResult, 'changes' | 'removals'>,
  files: Files = nodeFiles,
): Diagnostic[] {
  if (changes.length + removals.length === 0) return [];
  const opened = openWorkspace(remembering(files), root);
  const generatorOf = 'workspace' in opened ? generators(opened.workspace) : null;
  return [
    ...changes.map((change) => explainDifference(change, generatorOf)),
    ...removals.map((path) =>
      diagnostic('not-current', { path, reason: 'no spec generates it any more' }, fileStart(path)),
    ),
  ];
}

/** One file that differs. @param generatorOf null where the workspace cannot be read any more */
export function explainDifference(
  change: Comparison,
  generatorOf: ReturnType<typeof generators> | null,
): Diagnostic {
  const difference = firstDifference(change);
  const generated = difference.generated === null ? null : generatorOf?.(change.artifact.path);
  const origin = generated && 'artifact' in generated ? generated.originOf(difference.line, null) : null;
  return notCurrent(change, difference, origin?.written ?? null);
}

function notCurrent(
  { artifact: { path }, standing }: Comparison,
  { line, found, generated, reason }: Difference,
  written: WrittenAt | null,
): Diagnostic {
  const place = { line, column: 1 };
  const told = diagnostic(
    'not-current',
    { path, reason: written ? `${reason} (from ${placeOf(written)})` : reason },
    { file: path, start: place, end: place, text: found ?? '' },
  );
  if (!written) return told;
  const instead = generated === null || generated === '' || standing === 'missing' ? [] : [generated];
  const related: Related[] = [
    ...instead.map((text) => ({ message: `in its place belongs: ${text}`, location: null })),
    { message: 'that comes from', location: written.location },
    ...written.way,
  ];
  return { ...told, related };
}

function placeOf({ location: { file, start }, isDefault, field, pointer }: WrittenAt): string {
  const name = isDefault ? field : pointer;
  return `${file}:${start.line}${name === '' ? '' : ` ${name}`}${isDefault ? ', by default' : ''}`;
}

interface Difference {
  /** One-based. */
  readonly line: number;
  /** The texts of the line, without its end; null where there is none. */
  readonly found: string | null;
  readonly generated: string | null;
  readonly reason: string;
}

function firstDifference({
  artifact: { content, mode },
  found,
  standing,
  wrongMode,
}: Comparison): Difference {
  const [there, wanted] = [found, content].map((text) => text.split(/(?<=\n)/u)) as [string[], string[]];
  const length = Math.max(there.length, wanted.length);
  const index = Array.from({ length }).findIndex((_, at) => there[at] !== wanted[at]);
  const line = Math.max(0, index) + 1;
  const bare = (text: string | undefined): string | null => text?.replace(/\r?\n$/u, '') ?? null;
  const texts = { line, found: bare(there[line - 1]), generated: bare(wanted[line - 1]) };
  if (standing === 'missing') return { ...texts, reason: 'it is missing' };
  if (wrongMode)
    return { ...texts, reason: mode === 0o755 ? 'it cannot be run' : 'it can be run as a program' };
  if (index === -1) return { ...texts, reason: 'its bytes are not UTF-8' };
  return { ...texts, reason: `line ${line} ${howDiffers(there[index], wanted[index])}` };
}

function howDiffers(found: string | undefined, wanted: string | undefined): string {
  if (found === undefined) return 'is missing';
  if (wanted === undefined) return 'is not generated';
  if (found === `\ufeff${wanted}`) return 'begins with a byte order mark';
  return found.trimEnd() === wanted.trimEnd() ? 'differs in its end: blanks or line ends' : 'differs';
}
