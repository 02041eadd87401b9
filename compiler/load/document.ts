import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type { Location, Position } from '../model/diagnostic.js';
import type { Pointer } from '../model/plan.js';
import { segmentsOf } from '../model/pointer.js';

/** A JSON text with its syntax tree: finds the place that a pointer names. */
export class Document {
  /**
   * @param path from the workspace's root
   * @param root undefined where the text is no JSON
   */
  constructor(
    readonly path: string,
    readonly text: string,
    readonly root: Node | undefined,
  ) {}

  /** The value's place, or its key's; of the nearest object around it where the pointer names nothing. */
  locate(pointer: Pointer, onKey: boolean): Location {
    const segments = segmentsOf(pointer);
    while (this.root) {
      const node = findNodeAtLocation(this.root, toPath(this.root, segments));
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
    // A frame shows one line: a range over more of them (a whole object) ends with its first.
    const text = lineAround(this.text, offset);
    const end = this.#position(offset + length);
    return { file: this.path, start, end: end.line === start.line ? end : start, text };
  }

  #position(offset: number): Position {
    const before = this.text.slice(0, offset);
    return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
  }
}

// jsonc-parser wants array indices as numbers.
function toPath(root: Node, segments: readonly string[]): (string | number)[] {
  const path: (string | number)[] = [];
  for (const segment of segments) {
    const parent = findNodeAtLocation(root, path);
    path.push(parent?.type === 'array' ? Number(segment) : segment);
  }
  return path;
}

function lineAround(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end === -1 ? undefined : end).replace(/\r$/u, '');
}
