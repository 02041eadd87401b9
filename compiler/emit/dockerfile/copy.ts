import type { Flag, InstructionBody, SourceOperand } from '../../model/instruction.js';
import type { Pointer } from '../../model/plan.js';
import { at } from '../../model/pointer.js';
import { dockerWords, heredocText, heredocWord } from '../../quote/index.js';
import { flagsText } from './flags.js';
import type { Target } from './target.js';

type Body = Extract<InstructionBody, { verb: 'ADD' | 'COPY' }>;
type HeredocOperand = Extract<SourceOperand, { heredoc: string }>;

/** The spec's word for a flag, where they differ. */
const OPTIONS: Readonly<Record<string, string>> = { 'keep-git-dir': 'keepGitDir' };

/** COPY and ADD; the texts of heredocs stand behind the line. */
export function copy({ verb, sources, to, flags }: Body, origin: Pointer, say: Target): string[] {
  const place = ({ name }: Flag): Pointer => at(origin, OPTIONS[name] ?? name);
  const start = `${verb} ${flagsText(flags, place, say)}`;
  const heredocs = sources.filter((source) => 'heredoc' in source);
  if (heredocs.length === 0)
    return [
      start +
        words(
          sources.flatMap((source) => ('path' in source ? [source.path] : [])),
          to,
          origin,
          say,
        ),
    ];
  const operands = sources.map((source) =>
    'heredoc' in source
      ? say.text(heredocWord(source.heredoc, source.expand), at(source.origin, 'name'))
      : bare(source.path, source.origin, say),
  );
  return [
    `${start}${[...operands, bare(to, at(origin, 'to'), say)].join(' ')}`,
    ...heredocs.flatMap((source) => text(source, say)),
  ];
}

function words(paths: readonly string[], to: string, origin: Pointer, say: Target): string {
  return say.text(dockerWords([...paths, to], say.escape), origin);
}

/** Beside a heredoc there is no JSON form, so a path can't hold a blank. */
function bare(path: string, origin: Pointer, say: Target): string {
  const word = say.text(dockerWords([path], say.escape), origin);
  if (word.startsWith('['))
    say.unquotable('Beside a heredoc, a path cannot hold blanks or quotes. Copy it by itself.', origin);
  return word;
}

function text({ heredoc, lines, expand, origin }: HeredocOperand, say: Target): string[] {
  const shown = lines.map((line, index) =>
    say.text(heredocText(line, heredoc, expand), at(origin, 'content', index)),
  );
  return [...shown, heredoc];
}
