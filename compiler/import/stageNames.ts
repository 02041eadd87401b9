import type { Dockerfile, Escape, Instruction } from '../dockerfile/ast.js';
import { stageName } from '../dockerfile/normal.js';

/** The stages of a Dockerfile by the names that they have in the spec, where each has one of its own. */
export class StageNames {
  readonly escape: Escape;
  /** Of each stage, in order. */
  readonly names: string[] = [];
  readonly #given: (string | null)[];
  /** How many stages stand before the one that is being converted. */
  before = 0;

  constructor({ escape, instructions }: Dockerfile) {
    this.escape = escape;
    const froms = instructions.filter(({ verb }) => verb === 'FROM');
    this.#given = froms.map(stageName);
    for (const [index, from] of froms.entries())
      this.names.push(this.#unique(writtenName(from) ?? `stage-${index}`));
  }

  /** The stage that a name or index means to an instruction of the present stage; null where it is an image. */
  find(text: string): string | null {
    const index = /^\d+$/.test(text)
      ? Number(text)
      : this.#given.slice(0, this.before).lastIndexOf(text.toLowerCase());
    return index >= 0 && index < this.before ? (this.names[index] ?? null) : null;
  }

  /** The same for FROM, to which a number is an image. */
  findBase(text: string): string | null {
    return /^\d+$/.test(text) ? null : this.find(text);
  }

  /** Does what belongs to a build of another file, which has stages of its own. */
  apart<T>(work: () => T): T {
    const { before } = this;
    this.before = 0;
    const result = work();
    this.before = before;
    return result;
  }

  #unique(wanted: string): string {
    const taken = new Set(this.names.map((name) => name.toLowerCase()));
    let name = wanted;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${wanted}-${count}`;
    return name;
  }
}

function writtenName(from: Instruction): string | null {
  return stageName(from) !== null && from.arguments.kind === 'words'
    ? (from.arguments.words[2] ?? null)
    : null;
}
