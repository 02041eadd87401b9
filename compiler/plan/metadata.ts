import type { Instruction, InstructionBody } from '../model/instruction.js';
import { at } from '../model/pointer.js';
import type { Stage } from '../model/stages.js';
import { commented, pairInstructions } from './comments.js';
import { healthcheck } from './healthcheck.js';
import { pairsOf, valueOf, valuesOf } from './values.js';

/** EXPOSE STOPSIGNAL HEALTHCHECK LABEL ENTRYPOINT CMD: their order among the others means nothing to a builder. */
export function metadata(
  { fields, pointer }: Stage,
  labels: Readonly<Record<string, string>>,
): Instruction[] {
  const { comments, expose = [], stopSignal, entrypoint, cmd } = fields;
  const field = (name: string, found: InstructionBody | null): Instruction[] =>
    commented(comments, name, found, at(pointer, name));
  return [
    ...field(
      'expose',
      expose.length === 0 ? null : { verb: 'EXPOSE', values: valuesOf(expose, at(pointer, 'expose')) },
    ),
    ...field(
      'stopSignal',
      stopSignal === undefined
        ? null
        : { verb: 'STOPSIGNAL', value: valueOf(stopSignal, at(pointer, 'stopSignal')) },
    ),
    ...field('healthcheck', fields.healthcheck === undefined ? null : healthcheck(fields.healthcheck)),
    ...pairInstructions('LABEL', pairsOf(labels, at(pointer, 'labels')), 'labels', comments),
    ...field('entrypoint', entrypoint === undefined ? null : { verb: 'ENTRYPOINT', command: entrypoint }),
    ...field('cmd', cmd === undefined ? null : { verb: 'CMD', command: cmd }),
  ];
}
