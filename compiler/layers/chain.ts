/**
 * When an instruction is done anew: when it, what it reads, or anything before it in its stage has changed. So each
 * instruction has a key over all of that, as the builder's cache has.
 */

import { createHash } from 'node:crypto';
import type { Instruction } from '../model/instruction.js';
import { keyOf } from './key.js';
import { readsOf, type Read } from './reads.js';
import type { BuiltStage, SplitStages } from './stages.js';

export interface Link {
  readonly instruction: Instruction;
  readonly reads: readonly Read[];
  /** Of the instruction alone. */
  readonly own: string;
  /** Of the instruction with all that it depends on. */
  readonly key: string;
}

/**
 * The links of every stage, in order.
 * @param contentOf a digest of what is read of the build context
 */
export function chainsOf(
  { globals, stages }: SplitStages,
  contentOf: (read: Read) => string,
): readonly (readonly Link[])[] {
  const chains: Link[][] = [];
  const end = ({ index }: BuiltStage): string => chains[index]?.at(-1)?.key ?? '';
  for (const { instructions, index } of stages) {
    const links: Link[] = [];
    for (const instruction of instructions) {
      const reads = readsOf(instruction, stages, index);
      const own = keyOf(instruction.body);
      const read = reads.map((one) => (one.kind === 'stage' ? end(one.stage) : contentOf(one)));
      const before = links.at(-1)?.key ?? '';
      links.push({
        instruction,
        reads,
        own,
        key: digest([before, own, ...read, ...globalsOf(instruction, globals)]),
      });
    }
    chains.push(links);
  }
  return chains;
}

/** Global arguments that FROM names, and those that ARG takes into a stage. */
function globalsOf({ body }: Instruction, globals: readonly Instruction[]): string[] {
  if (body.verb !== 'FROM' && body.verb !== 'ARG') return [];
  return globals.flatMap((global) => {
    if (global.body.verb !== 'ARG') return [];
    return global.body.pairs
      .filter(({ name }) =>
        body.verb === 'FROM'
          ? `${body.image} ${body.platform ?? ''}`.includes(name)
          : body.pairs.some((pair) => pair.name === name && pair.value === null),
      )
      .map(({ name, value }) => `${name}=${value ?? ''}`);
  });
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
