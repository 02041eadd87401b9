import type { Instruction } from '../model/instruction.js';
import type { Feature } from '../model/plan.js';

/** What the instructions ask of a builder beyond what every builder has. */
export function featuresOf(instructions: readonly Instruction[]): Feature[] {
  const found = new Set<Feature>();
  for (const { body } of instructions) {
    if (body.verb === 'RUN') {
      if (body.body.form === 'script') found.add('heredoc');
      for (const { name, value } of body.flags) {
        found.add('mounts');
        if (name === 'security' && value === 'insecure') found.add('security');
      }
    }
    if (body.verb === 'HEALTHCHECK' && body.flags.some(({ name }) => name === 'start-interval'))
      found.add('start-interval');
  }
  return [...found].sort();
}
