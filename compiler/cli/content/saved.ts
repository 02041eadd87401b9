import type { Conflict, Version } from '../../content/look.js';
import { isBinary } from '../../content/project-content.js';
import type { Saved } from '../../content/save.js';
import { isError } from '../../compile.js';
import { printable } from '../../diagnostics/create.js';
import { Exit } from '../exit.js';
import { reportFault } from '../gitlab/fault.js';
import type { Io } from '../io.js';
import { jsonText } from '../json-text.js';
import { patchText } from '../patch.js';
import { count, report } from '../report.js';

/** @returns the exit code */
export function showSaved(saved: Saved, branch: string, json: boolean, io: Io): number {
  if (json) io.out(`${jsonText(asJson(saved, branch), 2)}\n`);
  switch (saved.kind) {
    case 'fault':
      return reportFault(saved.fault, io);
    case 'errors':
      if (!json) report(saved.diagnostics, {}, io);
      io.err('cooper: nothing was saved\n  Correct what is wrong, or save it all the same with --force.\n');
      return Exit.specs;
    case 'conflict':
      saved.conflicts.forEach((conflict) => showConflict(conflict, io));
      io.err('cooper: nothing was saved\n  Take in what others have changed, and save again.\n');
      return Exit.outside;
    case 'nothing':
      if (!json) io.out(`${printable(branch)} has that already.\n`);
      return Exit.fine;
    case 'saved':
      if (!json) report(saved.diagnostics.filter(isError), {}, io);
      if (!json) showCommit(saved, branch, io);
      return Exit.fine;
  }
}

function showCommit(
  { commit, generated, isBehind }: Extract<Saved, { readonly kind: 'saved' }>,
  branch: string,
  io: Io,
): void {
  const with_ = generated.length > 0 ? `, with ${count(generated.length, 'generated file')}` : '';
  io.out(`Saved to ${printable(branch)} as ${commit.id.slice(0, 12)}${with_}.\n${printable(commit.url)}\n`);
  if (isBehind)
    io.err(
      'Somebody else has committed to the branch in the same moment: see by cooper compile --check whether the generated files are current.\n',
    );
}

function showConflict({ path, base, ours, theirs, commit }: Conflict, io: Io): void {
  const who = commit
    ? ` by ${printable(commit.authorName)} on ${printable(commit.authored.slice(0, 10))} (${commit.id.slice(0, 12)} ${printable(commit.title)})`
    : '';
  const what = theirs === null ? 'removed' : base === null ? 'added' : 'changed';
  io.err(`cooper: ${JSON.stringify(path)} was ${what}${who}\n`);
  io.err(`Theirs:\n${difference(path, base, theirs, io)}Yours:\n${difference(path, base, ours, io)}`);
}

/** More lines of a side are not shown: who wants them all has both. */
const MOST = 40;

function difference(path: string, before: Version | null, after: Version | null, io: Io): string {
  const texts = [before, after].map((version) => (version ? textOf(version) : null));
  if ([before, after].some((version, index) => version !== null && texts[index] === null))
    return '  (no text, or a large one)\n';
  if (texts[0] === texts[1] && before && after)
    return before.executable === after.executable
      ? '  (unchanged)\n'
      : `  (${after.executable ? 'executable' : 'not executable'} now)\n`;
  const [old = null, now = null] = texts;
  const lines = patchText([{ path: printable(path), before: old, after: now }], io.color).split('\n');
  const more = lines.length > MOST ? `… and ${lines.length - MOST} more lines\n` : '';
  return `${lines.slice(0, MOST).join('\n').trimEnd()}\n${more}`;
}

function textOf({ content }: Version): string | null {
  return content === null || isBinary(content) ? null : new TextDecoder().decode(content);
}

function asJson(saved: Saved, branch: string): object {
  if (saved.kind === 'conflict')
    return {
      kind: saved.kind,
      branch,
      conflicts: saved.conflicts.map(({ base, ours, theirs, ...rest }) => ({
        ...rest,
        base: sideJson(base),
        ours: sideJson(ours),
        theirs: sideJson(theirs),
      })),
    };
  if (saved.kind !== 'fault') return { ...saved, branch };
  const { kind, reason, advice } = saved.fault;
  return { kind: 'fault', branch, fault: { kind, reason, advice } };
}

/** `text` or `base64`; neither where it is too large. */
function sideJson(version: Version | null): object | null {
  if (version === null) return null;
  const { executable, content } = version;
  const text = textOf(version);
  if (content === null) return { executable };
  return { executable, ...(text === null ? { base64: Buffer.from(content).toString('base64') } : { text }) };
}
