import type { Node } from 'jsonc-parser';
import type { Location, Position } from '../model/diagnostic.js';
import type { Pointer } from '../model/plan.js';
import { segmentsOf } from '../model/pointer.js';

/** A JSON text with its syntax tree: finds the place that a pointer names. */
export class Document {
  /** Offsets at which lines begin; made when the first place is asked for. */
  #lines: readonly number[] | null = null;
  readonly #members = new WeakMap<Node, ReadonlyMap<string, Node>>();

  /**
   * @param path from the workspace's root
   * @param parse makes the tree when the first place is asked for; undefined where the text is no JSON
   */
  constructor(
    readonly path: string,
    readonly text: string,
    readonly parse: () => Node | undefined,
  ) {}

  #tree: { readonly root: Node | undefined } | null = null;

  get root(): Node | undefined {
    this.#tree ??= { root: this.parse() };
    return this.#tree.root;
  }

  /** The value's place, or its key's; of the nearest object around it where the pointer names nothing. */
  locate(pointer: Pointer, onKey: boolean): Location {
    const segments = segmentsOf(pointer);
    while (this.root) {
      const node = this.#find(segments);
      if (node) {
        const key = onKey && node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
        return this.range((key ?? node).offset, (key ?? node).length);
      }
      segments.pop();
    }
    return this.range(0, 0);
  }

  /** The place of a range, offset and length in UTF-16 code units. */
  range(offset: number, length: number): Location {
    const start = this.#position(offset);
    const text = this.#line(start.line);
    // A frame shows one line: a range over more of them (a whole object) ends with its first.
    const end = this.#position(offset + length);
    return { file: this.path, start, end: end.line === start.line ? end : start, text };
  }

  /** The text of a line, counted from 1. */
  #line(line: number): string {
    const end = this.#starts()[line];
    return this.text.slice(this.#starts()[line - 1], end && end - 1).replace(/\r$/u, '');
  }

  #starts(): readonly number[] {
    this.#lines ??= lineStarts(this.text);
    return this.#lines;
  }

  #position(offset: number): Position {
    const starts = this.#starts();
    let [line, end] = [0, starts.length];
    while (end - line > 1) {
      const middle = (line + end) >> 1;
      if ((starts[middle] ?? 0) <= offset) line = middle;
      else end = middle;
    }
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  }

  #find(segments: readonly string[]): Node | undefined {
    let node = this.root;
    for (const segment of segments)
      node =
        node?.type === 'array'
          ? node.children?.[Number(segment)]
          : node?.type === 'object'
            ? this.#membersOf(node).get(segment)?.children?.[1]
            : undefined;
    return node;
  }

  /** Properties by key; kept, for an object may have thousands of them and a problem with each. */
  #membersOf(object: Node): ReadonlyMap<string, Node> {
    const known = this.#members.get(object);
    if (known) return known;
    const members = new Map(
      object.children?.map((property) => [property.children?.[0]?.value as string, property]),
    );
    this.#members.set(object, members);
    return members;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
