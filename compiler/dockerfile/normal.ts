/**
 * The normal form of a Dockerfile: what it does, instruction by instruction, so that two can be compared whatever
 * their notation. Assignments and lists come one by one, stages have numbers, and a variable is told apart from one of
 * the same name that was set before or after.
 */

import type { Assignment, Comment, Dockerfile, Escape, Instruction, PhysicalLine } from './ast.js';
import { trim } from './blanks.js';
import { contentsOf, type Scope } from './content.js';
import { flagContent } from './flagContent.js';
import { type Piece, readValue } from './value.js';

/** One thing that an instruction says. */
export interface Item {
  readonly verb: string;
  /** Equal for equal content. */
  readonly key: string;
  /** The name that ENV, ARG or LABEL sets. */
  readonly name: string;
  /** The comments above and within, without blanks around. */
  readonly comments: readonly Comment[];
  readonly line: number;
  /** What an ONBUILD holds. */
  readonly trigger?: Item;
}

export interface Normal {
  readonly directives: readonly (readonly [name: string, value: string, line: number])[];
  readonly globalArgs: readonly Item[];
  readonly stages: readonly (readonly Item[])[];
  readonly trailing: readonly Comment[];
}

/** The normal form of the first stages, or of all of them. */
export function normalize(file: Dockerfile, stages = Infinity): Normal {
  const names: string[] = [];
  const globals = new Scoped(file, names);
  const globalArgs: Item[] = [];
  const found: Item[][] = [];
  let scope = globals;
  for (const instruction of file.instructions) {
    if (instruction.verb === 'FROM') {
      if (found.length >= stages) break;
      found.push([fromItem(instruction, globals)]);
      names.push(stageName(instruction) ?? '');
      scope = new Scoped(file, names);
    } else (found.at(-1) ?? globalArgs).push(...scope.items(instruction));
  }
  const complete =
    found.length < stages || file.instructions.filter(({ verb }) => verb === 'FROM').length <= stages;
  return {
    // What the escape character is shows in the rest.
    directives: file.directives
      .filter(({ name }) => name !== 'escape')
      .map(({ name, value, line }) => [name, value, line]),
    globalArgs,
    stages: found,
    trailing: complete ? [...commentsBehind(file.instructions.at(-1)), ...file.trailing] : [],
  };
}

/** The name that a FROM gives its stage, in lower case; null for none. */
export function stageName({ arguments: args }: Instruction): string | null {
  if (args.kind !== 'words') return null;
  const [, as, name] = args.words;
  return args.words.length === 3 && as?.toLowerCase() === 'as' ? (name ?? '').toLowerCase() : null;
}

function fromItem(instruction: Instruction, scope: Scoped): Item {
  const { arguments: args, flags } = instruction;
  const image = args.kind === 'words' ? (args.words[0] ?? '') : '';
  const stage = scope.named(image);
  const options = flagContent(flags, scope.value, scope.stage);
  return scope.item(instruction, [stage ?? scope.value(image), options], '', true);
}

/** The assignments of one instruction that count: of a name that is set twice the last one. */
export function effective(pairs: readonly Assignment[], nameOf: (pair: Assignment) => string): Assignment[] {
  const last = new Map(pairs.map((pair) => [nameOf(pair), pair]));
  return pairs.filter((pair) => last.get(nameOf(pair)) === pair);
}

/** Follows the variables through a stage. */
class Scoped implements Scope {
  /** How often a name was set. */
  readonly #versions = new Map<string, number>();
  shell = 0;
  #later: Scoped | null = null;

  constructor(
    readonly file: Dockerfile,
    readonly names: readonly string[],
  ) {}

  items(instruction: Instruction): Item[] {
    const { verb, arguments: args } = instruction;
    if (verb === 'SHELL') this.shell += 1;
    const assigns = args.kind === 'pairs' && ['ENV', 'ARG', 'LABEL'].includes(verb);
    if (args.kind === 'onbuild') {
      // It is read in a build of another file.
      this.#later ??= new Scoped(this.file, []);
      const triggers = this.#later.items({ ...args.instruction, heredocs: instruction.heredocs });
      return triggers.map((trigger, index) => ({
        ...this.item(instruction, trigger.key, '', index === 0),
        trigger,
      }));
    }
    if (!assigns) {
      const contents = contentsOf(instruction, this);
      const all = contents.length === 0 ? [null] : contents;
      return all.map((content, index) => this.item(instruction, content, '', index === 0));
    }
    if (verb === 'ARG') {
      // One after the other, as if each had an instruction of its own.
      return args.pairs.map(({ name, value }, index) => {
        const read = value === null ? null : this.value(value);
        return this.#assignment(instruction, name, read, index === 0);
      });
    }
    // All values of one ENV or LABEL see the variables as they were before it.
    const pairs = effective(args.pairs, ({ name }) => JSON.stringify(this.value(name)));
    const values = pairs.map(({ value }) => (value === null ? null : this.value(value)));
    return pairs.map(({ name }, index) => this.#assignment(instruction, name, values[index], index === 0));
  }

  #assignment(instruction: Instruction, text: string, value: unknown, first: boolean): Item {
    // Docker takes no quotes off the name of an ARG.
    const name = JSON.stringify(instruction.verb === 'ARG' ? [text] : this.value(text));
    const counted = instruction.verb === 'LABEL' ? `label ${name}` : name;
    const version = (this.#versions.get(counted) ?? 0) + 1;
    this.#versions.set(counted, version);
    return this.item(instruction, [name, version, value], name, first);
  }

  item(instruction: Instruction, content: unknown, name: string, first: boolean): Item {
    const { verb, comments, lines, startLine } = instruction;
    const last = verb === 'RUN' ? lastCode(lines) : Infinity;
    const within = commentsOf(lines.slice(0, last));
    const above = comments.map((each) => ({ line: each.line, text: blankless(each.text) }));
    // Those of a RUN stay where they are.
    const inRun = verb === 'RUN' ? within.map(({ text }) => text) : [];
    return {
      verb,
      key: JSON.stringify([verb, content, inRun]),
      name,
      comments: !first ? [] : verb === 'RUN' ? above : [...above, ...within],
      line: startLine,
    };
  }

  readonly value = (text: string): unknown => this.#read(text, this.file.escape, true);

  // Whatever the escape character is elsewhere.
  readonly heredoc = (text: string): unknown => this.#read(text, '\\', false);

  #read(text: string, escape: Escape, quotes: boolean): unknown {
    const pieces = readValue(text, escape, quotes);
    return 'problem' in pieces ? { unreadable: text } : this.#tagged(pieces);
  }

  /** Literal text as it is, variables with the number of times that they were set. */
  #tagged(pieces: readonly Piece[]): unknown[] {
    return pieces.map((piece) =>
      'literal' in piece
        ? piece.literal
        : [
            piece.variable,
            this.#versions.get(JSON.stringify([piece.variable])) ?? 0,
            piece.modifier,
            piece.words.map((word) => this.#tagged(word)),
          ],
    );
  }

  readonly stage = (text: string): string => {
    const index = /^\d+$/.test(text) ? Number(text) : -1;
    return this.named(text) ?? (index >= 0 && index < this.names.length ? `stage ${index}` : text);
  };

  /** The last earlier stage of that name. */
  named(text: string): string | null {
    const index = this.names.lastIndexOf(text.toLowerCase());
    return index < 0 || text === '' ? null : `stage ${index}`;
  }
}

function commentsOf(lines: readonly PhysicalLine[]): Comment[] {
  return lines
    .filter(({ kind }) => kind === 'comment')
    .map(({ line, text }) => ({ line, text: blankless(trim(text).slice(1)) }));
}

function lastCode(lines: readonly PhysicalLine[]): number {
  return lines.findLastIndex(({ kind, text }) => kind === 'code' && trim(text) !== '');
}

/** Comments behind the last line of a RUN, which only the end of the file can end. */
function commentsBehind(last: Instruction | undefined): Comment[] {
  if (last?.verb !== 'RUN') return [];
  return commentsOf(last.lines.slice(lastCode(last.lines) + 1));
}

/** Tabs of a comment are blanks like others. */
function blankless(text: string): string {
  return trim(text.replaceAll('\t', ' '));
}
