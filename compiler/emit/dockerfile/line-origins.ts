/** Which part of a field each physical line of its instruction comes from. */

import type { InstructionBody, RunBody, SourceOperand } from '../../model/instruction.js';
import { at } from '../../model/pointer.js';
import type { Pointer } from '../../model/plan.js';
import type { LineOrigin } from '../block.js';

/**
 * One entry for each line of an instruction.
 * @param count how many lines `render` gives for it
 */
export function lineOrigins(body: InstructionBody, origin: Pointer, count: number): LineOrigin[] {
  const parts = partsOf(body, origin, count);
  return Array.from({ length: count }, (_, index) => (parts[index] === undefined ? origin : parts[index]));
}

function partsOf(body: InstructionBody, origin: Pointer, count: number): readonly LineOrigin[] {
  switch (body.verb) {
    case 'ARG':
    case 'ENV':
    case 'LABEL':
      return body.pairs.map((pair) => pair.origin);
    case 'RUN':
      return runParts(body.body, origin, count);
    case 'ADD':
    case 'COPY':
      return [origin, ...body.sources.flatMap(textParts)];
    case 'ONBUILD':
      return partsOf(body.instruction, origin, count);
    default:
      return [];
  }
}

/** A script without its own interpreter, as any text, may be one string in the spec: then all lines are that string's. */
function runParts(body: RunBody, origin: Pointer, count: number): readonly LineOrigin[] {
  switch (body.form) {
    case 'commands':
      // `set -eu; \` comes first.
      return [null, ...body.commands.map((_, index) => at(origin, 'commands', index))];
    case 'script':
      return [origin, ...body.lines.map((_, index) => at(origin, 'script', index)), at(origin, 'script')];
    case 'lines': {
      const own = body.lines.map((_, index) =>
        body.origins ? (body.origins[index] ?? null) : at(origin, 'lines', index),
      );
      const texts = body.heredocs.flatMap(({ lines }, index) => [
        ...lines.map((_, row) => at(origin, 'heredocs', index, 'content', row)),
        at(origin, 'heredocs', index),
      ]);
      // A comment can't share the line of the word RUN, so it may stand alone.
      const isAlone = count > own.length + texts.length;
      return [...(isAlone ? [null] : []), ...own, ...texts];
    }
    default:
      return [];
  }
}

/** The text of a file that stands in the Dockerfile, and its end. */
function textParts(source: SourceOperand): LineOrigin[] {
  if (!('heredoc' in source)) return [];
  return [...source.lines.map((_, index) => at(source.origin, 'content', index)), source.origin];
}
