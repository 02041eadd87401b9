/** The flat list of a plan's instructions, stage by stage. */

import type { Instruction, InstructionBody } from '../model/instruction.js';

export type FromBody = Extract<InstructionBody, { verb: 'FROM' }>;

export interface BuiltStage {
  /** What `AS` names it; null for none. */
  readonly name: string | null;
  /** From 0, as `--from` counts them. */
  readonly index: number;
  /** The image itself, which is the last one. */
  readonly isImage: boolean;
  readonly from: FromBody;
  /** FROM is the first of them. */
  readonly instructions: readonly Instruction[];
}

export interface SplitStages {
  /** ARG before the first FROM. */
  readonly globals: readonly Instruction[];
  /** In order; the image itself comes last. */
  readonly stages: readonly BuiltStage[];
}

/** Each stage begins with FROM; what stands before the first is global. */
export function splitStages(instructions: readonly Instruction[]): SplitStages {
  const globals: Instruction[] = [];
  const groups: { from: FromBody; instructions: Instruction[] }[] = [];
  for (const instruction of instructions) {
    const { body } = instruction;
    if (body.verb === 'FROM') groups.push({ from: body, instructions: [instruction] });
    else (groups.at(-1)?.instructions ?? globals).push(instruction);
  }
  const stages = groups.map(({ from, instructions: own }, index) => ({
    name: from.as,
    index,
    isImage: index === groups.length - 1,
    from,
    instructions: own,
  }));
  return { globals, stages };
}

/** The stage that a word of FROM or `--from` names, among those before `index`: by name (of any case) or number. */
export function stageNamed(
  stages: readonly BuiltStage[],
  word: string,
  index: number,
): BuiltStage | undefined {
  const earlier = stages.slice(0, index);
  return (
    earlier.findLast(({ name }) => name?.toLowerCase() === word.toLowerCase()) ??
    earlier.find((stage) => String(stage.index) === word)
  );
}

/** What people call it: its name or number; null for the image itself. */
export function labelOf({ name, index, isImage }: BuiltStage): string | null {
  return isImage ? null : (name ?? String(index));
}
