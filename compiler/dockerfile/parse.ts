/**
 * Reads Dockerfiles as BuildKit's own parser does, quirks and all, and keeps what it forgets: comments inside
 * instructions, the physical lines, where arguments begin.
 */

import { heredocsOf } from '../quote/heredoc.js';
import { LINE_LIMIT } from '../quote/limits.js';
import { argumentsOf } from './arguments.js';
import type { Comment, Dockerfile, Heredoc, Instruction, PhysicalLine, Refusal } from './ast.js';
import { splitOnce, trim, trimEnd, trimStart } from './blanks.js';
import { Directives } from './directives.js';
import { takeFlags } from './flags.js';
import { Refused } from './refused.js';

/** The tree of a Dockerfile, or why BuildKit refuses it. Unknown verbs are no reason: they have their own kind. */
export function parseDockerfile(text: string): Dockerfile | { readonly refused: Refusal } {
  try {
    return new Reader(text).read();
  } catch (error) {
    if (error instanceof Refused) return { refused: error.refusal };
    throw error;
  }
}

class Reader {
  /** Each with its line break. */
  readonly #lines: readonly string[];
  readonly #directives = new Directives();
  #next = 0;

  constructor(text: string) {
    this.#lines = text.replace(/^\ufeff/u, '').match(/[^\n]*\n|[^\n]+$/g) ?? [];
  }

  read(): Dockerfile {
    const instructions: Instruction[] = [];
    let comments: Comment[] = [];
    while (this.#next < this.#lines.length) {
      const text = trimStart(this.#take());
      if (this.#directives.take(text, this.#next)) continue;
      if (text.startsWith('#')) comments.push({ line: this.#next, text: commentText(text) });
      else if (text !== '') {
        instructions.push(this.#instruction(text, comments));
        comments = [];
      }
    }
    if (instructions.length === 0) this.#refuse(this.#next, 'it has no instructions');
    const { found: directives, escape } = this.#directives;
    return { escape, directives, instructions, trailing: comments };
  }

  /** The next line without its break. */
  #take(): string {
    const raw = this.#lines[this.#next++] ?? '';
    // Cheap first: a character has at most three bytes a unit.
    if (raw.length * 3 > LINE_LIMIT && Buffer.byteLength(raw) > LINE_LIMIT + Number(raw.endsWith('\n')))
      this.#refuse(this.#next, `a line has more than ${LINE_LIMIT} bytes`);
    return trimEnd(raw, '\r\n');
  }

  #instruction(first: string, comments: readonly Comment[]): Instruction {
    const startLine = this.#next;
    const lines: PhysicalLine[] = [];
    let { code, ends } = this.#continuation(first);
    lines.push({ line: startLine, kind: 'code', text: code });
    while (!ends && this.#next < this.#lines.length) {
      const text = this.#take();
      const start = trimStart(text);
      const kind = start === '' ? 'empty' : start.startsWith('#') ? 'comment' : 'code';
      if (kind === 'code') ({ code, ends } = this.#continuation(text));
      lines.push({ line: this.#next, kind, text: kind === 'code' ? code : text });
    }
    const joined = lines.map(({ kind, text }) => (kind === 'code' ? text : '')).join('');
    const read = this.#command(joined, startLine);
    return {
      ...read,
      comments,
      lines,
      heredocs: this.#heredocs(read, joined, startLine),
      startLine,
      endLine: this.#next,
    };
  }

  /** Takes the continuation off. A doubled escape character is none. */
  #continuation(text: string): { code: string; ends: boolean } {
    const code = trimEnd(text, ' \t');
    const { escape } = this.#directives;
    const ends = !code.endsWith(escape) || code.at(-2) === escape;
    return { code: ends ? text : code.slice(0, -1), ends };
  }

  #command(text: string, line: number): Instruction {
    const trimmed = trim(text);
    const [keyword, behind = ''] = splitOnce(trimmed) ?? [trimmed];
    const verb = verbOf(keyword);
    const { flags, rest } = takeFlags(behind, this.#directives.escape);
    const args = trim(rest);
    const common = {
      verb,
      flags,
      heredocs: [],
      comments: [],
      lines: [],
      text,
      argumentsAt: trimEnd(text).length - args.length,
      startLine: line,
      endLine: this.#next,
    };
    if (verb === 'ONBUILD')
      return {
        ...common,
        arguments:
          args === '' ? { kind: 'none' } : { kind: 'onbuild', instruction: this.#command(args, line) },
      };
    const found = argumentsOf(verb, args, this.#directives.escape);
    return { ...common, arguments: typeof found === 'string' ? this.#refuse(line, found) : found };
  }

  #heredocs({ verb, arguments: args }: Instruction, opening: string, line: number): Heredoc[] {
    const inner = args.kind === 'onbuild' ? args.instruction : { verb, arguments: args };
    if (!['RUN', 'COPY', 'ADD'].includes(inner.verb) || inner.arguments.kind === 'json') return [];
    const starts = heredocsOf(opening) ?? this.#refuse(line, 'the word of a heredoc cannot be read');
    return starts.map((start) => {
      let content = '';
      while (this.#next < this.#lines.length) {
        const raw = this.#lines[this.#next] ?? '';
        const text = this.#take();
        if ((start.chomp ? text.replace(/^\t+/u, '') : text) === start.name) return { ...start, content };
        content += raw;
      }
      return this.#refuse(line, `the heredoc "${start.name}" is not ended`);
    });
  }

  #refuse(line: number, reason: string): never {
    throw new Refused({ line, reason });
  }
}

function commentText(line: string): string {
  return trimEnd(line.slice(line[1] === ' ' ? 2 : 1));
}

/** Go finds a verb by its lower case; `ſ`, whose upper case is S, makes none. */
function verbOf(keyword: string): string {
  const upper = keyword.toLowerCase().toUpperCase();
  return VERBS.has(upper) && /^[a-z\u212a]+$/iu.test(keyword) && !keyword.includes('\u017f')
    ? upper
    : keyword;
}

const VERBS = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
);
