import type { Instruction } from '../dockerfile/ast.js';
import { contentOf } from '../dockerfile/content.js';
import { flagOf, isTrue } from '../dockerfile/flagContent.js';
import { heredocOf } from '../quote/heredoc.js';
import type { Losses } from './report.js';
import { textLines } from './run.js';
import type { StageNames } from './stageNames.js';
import { heredocText, type SpecText, specText } from './values.js';

const SWITCHES: Readonly<Record<string, string>> = {
  link: 'link',
  parents: 'parents',
  'keep-git-dir': 'keepGitDir',
  unpack: 'unpack',
};

/** COPY or ADD as a step; null where it cannot be said. */
export function copyStep(
  instruction: Instruction,
  names: StageNames,
  losses: Losses,
): Record<string, unknown> | null {
  const { verb, arguments: args, startLine: line } = instruction;
  const words = args.kind === 'json' || args.kind === 'words' ? args.words : [];
  if (words.length < 2) {
    losses.add(verb, line, 'it needs a source and a destination');
    return null;
  }
  const say = (text: SpecText): string | null => {
    if ('text' in text) return text.text;
    losses.add(verb, line, text.problem);
    return null;
  };
  const sources = words.slice(0, -1).map((word) => source(word, instruction, names, say));
  const to = say(specText(words.at(-1) ?? '', names.escape));
  if (to === null || sources.includes(null)) return null;
  const [first] = sources;
  return {
    [verb.toLowerCase()]: sources.length === 1 && typeof first === 'string' ? first : sources,
    to,
    ...flags(instruction, names, losses),
  };
}

function source(
  word: string,
  { heredocs }: Instruction,
  names: StageNames,
  say: (text: SpecText) => string | null,
): string | Record<string, unknown> | null {
  const start = heredocOf(word);
  if (start === null) return say(specText(word, names.escape));
  const found = start === 'refused' ? undefined : heredocs.findLast(({ name }) => name === start.name);
  if (found === undefined) return say({ problem: `the heredoc \`${word}\` has no text` });
  const raw = contentOf(found);
  const text = found.expand ? say(heredocText(raw)) : raw;
  if (text === null) return null;
  return { name: found.name, content: textLines(text), ...(found.expand ? { expand: true } : {}) };
}

function flags(
  { verb, flags: given, startLine: line }: Instruction,
  names: StageNames,
  losses: Losses,
): object {
  const options: Record<string, unknown> = {};
  const exclude: string[] = [];
  for (const flag of given) {
    const { name, text } = flagOf(flag);
    const lose = (reason: string): void => losses.add(`${verb} --${name}`, line, reason);
    const said = specText(text ?? '', names.escape);
    if (SWITCHES[name] !== undefined) {
      // `--link=false` is the same as none; of the two others only none is.
      if (isTrue(text)) options[SWITCHES[name]] = true;
      else if (name === 'keep-git-dir' || name === 'unpack') options[SWITCHES[name]] = false;
    } else if (name === 'from' && text !== null) options['from'] = names.find(text) ?? imageFrom(text);
    else if ('problem' in said) lose(said.problem);
    else if (name === 'exclude') exclude.push(said.text);
    else if (['chown', 'chmod', 'checksum'].includes(name)) options[name] = said.text;
    else lose('a spec has no such flag');
  }
  return { ...options, ...(exclude.length > 0 ? { exclude } : {}) };
}

/** `{image}`, with its digest apart. */
export function imageFrom(text: string): { image: string; digest?: string } {
  const [, image, digest] = /^([^@$]+)@(sha256:[a-f0-9]{64})$/.exec(text) ?? [];
  return image === undefined || digest === undefined ? { image: text } : { image, digest };
}
