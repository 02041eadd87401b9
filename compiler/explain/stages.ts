import { effectOf } from '../layers/layers.js';
import { readsOf, type Read } from '../layers/reads.js';
import { labelOf, splitStages } from '../layers/stages.js';
import { wordsOf } from '../layers/words.js';
import type { Instruction } from '../model/instruction.js';
import type { BuildPlan, Pointer } from '../model/plan.js';
import type { ExplainedInstruction, ExplainedStage, Line } from './explanation.js';

/** The stages of a plan, with what each instruction makes and what makes it be done anew. */
export function explainStages(plan: BuildPlan, locate: (pointer: Pointer) => Line): ExplainedStage[] {
  const { globals, stages } = splitStages(plan.instructions);
  const explained = (instruction: Instruction, index: number): ExplainedInstruction => ({
    words: wordsOf(instruction.body),
    from: locate(instruction.origin),
    effect: effectOf(instruction.body),
    reads: readsOf(instruction, stages, index).map((read) => readWords(read, plan)),
  });
  const first = globals.map((instruction) => explained(instruction, 0));
  return stages.map((stage, index) => ({
    name: labelOf(stage),
    instructions: [
      ...(index === 0 ? first : []),
      ...stage.instructions.map((instruction) => explained(instruction, index)),
    ],
  }));
}

function readWords(read: Read, { context, source }: BuildPlan): string {
  switch (read.kind) {
    case 'rootfs': {
      const inline = context.entries.some(({ type }) => ['file', 'dir', 'attr'].includes(type));
      return [
        ...(context.rootfs === null ? [] : [`files under ${source}/${context.rootfs}`]),
        ...(inline ? ['inline files'] : []),
      ].join(' and ');
    }
    case 'context':
      return `the file or folder ${read.path}`;
    case 'stage':
      return `the stage ${labelOf(read.stage) ?? ''}`;
    case 'image':
      return `the image ${read.reference}`;
    case 'address':
      return `what ${read.url} gives`;
    case 'secret':
      return `the secret ${read.id} (its value changes nothing)`;
  }
}
