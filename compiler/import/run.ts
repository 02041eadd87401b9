import type { Escape, Heredoc, Instruction } from '../dockerfile/ast.js';
import { quotesOf } from '../dockerfile/shellBlanks.js';
import { flagOf } from '../dockerfile/flagContent.js';
import { heredocOf } from '../quote/heredoc.js';
import { mountOf } from './mount.js';
import type { Losses } from './report.js';
import type { StageNames } from './stageNames.js';

/** A RUN as a run item: a string where one says it all. */
export function runItem(
  instruction: Instruction,
  names: StageNames,
  losses: Losses,
  comment: readonly string[],
): string | Record<string, unknown> | null {
  const body = bodyOf(instruction, names.escape);
  if (body === null) {
    losses.add('RUN', instruction.startLine, 'it has no command');
    return null;
  }
  const options = flags(instruction, names, losses);
  const only = body['lines'] as readonly string[] | undefined;
  const plain = only?.length === 1 && body['heredocs'] === undefined && Object.keys(options).length === 0;
  if (plain && comment.length === 0) return only[0] ?? '';
  return { ...body, ...options, ...(comment.length > 0 ? { comment } : {}) };
}

function bodyOf(instruction: Instruction, escape: Escape): Record<string, unknown> | null {
  const { arguments: args, heredocs } = instruction;
  if (args.kind === 'json') return args.words.length > 0 ? { exec: args.words } : null;
  if (args.kind !== 'text') return null;
  const [only] = heredocs;
  const whole = heredocOf(args.text);
  const plainScript =
    whole !== null && whole !== 'refused' && whole.expand && !whole.chomp && whole.descriptor === 0;
  if (plainScript && heredocs.length === 1 && only !== undefined) return { script: textLines(only.content) };
  return {
    lines: physicalLines(instruction, args.text, escape),
    ...(heredocs.length > 0
      ? { heredocs: heredocs.map(({ name, content }: Heredoc) => ({ name, content: textLines(content) })) }
      : {}),
  };
}

/** A heredoc's text as lines; each has a line break in the file. */
export function textLines(content: string): string[] {
  return content === '' ? [] : content.replace(/\n$/, '').split('\n');
}

/**
 * The physical lines of a command, for which a continuation with a blank in front will be added. Where that blank would
 * change a word or a quoted text, two lines become one.
 */
function physicalLines({ lines, text, argumentsAt }: Instruction, command: string, escape: Escape): string[] {
  const found: string[] = [];
  // An ONBUILD's own lines are with the ONBUILD.
  if (lines.length === 0) return [command];
  const isQuoted = quotesOf(command);
  let at = 0;
  let open = null as string | null;
  const close = (): void => {
    if (open !== null && open.trim() !== '') found.push(open);
    open = null;
  };
  for (const line of lines) {
    // What two lines share is behind a comment that stood between them.
    if (line.kind === 'comment') found.push(line.text.trimEnd());
    if (line.kind !== 'code') continue;
    const start = Math.max(0, argumentsAt - at);
    at += line.text.length;
    const shown = line.text.slice(start);
    // The first code stands behind the word RUN, whatever stood before it.
    open = open === null && found.every(isComment) ? shown.trimStart() : (open ?? '') + shown;
    if (start >= line.text.length) continue;
    const quoted = isQuoted(at - argumentsAt);
    const spaced = open.endsWith(' ');
    const parted = spaced || (!quoted && /[ \t]/.test(text.charAt(at)));
    const odd = open.trimEnd().endsWith(escape) || (quoted && open.trim() === '');
    if (at < text.length && (!parted || odd)) continue;
    if (at < text.length && spaced) open = open.slice(0, -1);
    close();
  }
  close();
  return trimmedEnd(found);
}

/** Docker takes the blanks at the end of a command off. */
function trimmedEnd(lines: string[]): string[] {
  const last = lines.findLastIndex((line) => !isComment(line));
  return lines.map((line, index) => (index === last ? line.trimEnd() : line));
}

function isComment(line: string): boolean {
  return /^\s*#/u.test(line);
}

function flags(
  { flags: given, startLine }: Instruction,
  names: StageNames,
  losses: Losses,
): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  const mounts: Record<string, unknown>[] = [];
  for (const flag of given) {
    const { name, text } = flagOf(flag);
    if (name === 'mount' && text !== null) {
      const mount = mountOf(text, names);
      if ('problem' in mount) losses.add(`RUN --mount`, startLine, mount.problem);
      else mounts.push(mount.mount);
    } else if ((name === 'network' || name === 'security') && text !== null) options[name] = text;
    else losses.add(`RUN --${name}`, startLine, 'a spec has no such flag');
  }
  return { ...(mounts.length > 0 ? { mounts } : {}), ...options };
}
