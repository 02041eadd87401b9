/** The stages of a plan, and what of them ends up in the image. */

import type { Instruction, InstructionBody } from '../model/instruction.js';
import type { BuildPlan } from '../model/plan.js';
import { expand, type Expanded, type Lookup } from './expand.js';

type From = Extract<InstructionBody, { verb: 'FROM' }>;

export interface Stage {
  readonly from: From;
  /** The earlier stage that it is built on; null for an image or scratch. */
  readonly base: Stage | null;
  /** From FROM on. */
  readonly instructions: readonly Instruction[];
}

/** All stages in order. The ARGs before the first FROM belong to none. */
export function planStages({ instructions }: BuildPlan): Stage[] {
  const starts = instructions.flatMap(({ body }, index) => (body.verb === 'FROM' ? [index] : []));
  const stages: Stage[] = [];
  for (const [position, start] of starts.entries()) {
    const from = instructions[start]?.body as From;
    const base = stages.find((earlier) => sameName(earlier.from.as, from.image)) ?? null;
    stages.push({ from, base, instructions: instructions.slice(start, starts[position + 1]) });
  }
  return stages;
}

/** Docker compares the names of stages without case. */
export function sameName(name: string | null, other: string): boolean {
  return name !== null && name.toLowerCase() === other.toLowerCase();
}

/** An instruction that the image is made of. */
export interface Scoped {
  readonly instruction: Instruction;
  /** With the values that variables have at this instruction: until the next one is taken. */
  readonly expand: (value: string) => Expanded;
}

/** The instructions that give the image its metadata: of the last stage, after those of the stages below it. */
export function* finalInstructions(plan: BuildPlan): Generator<Scoped> {
  const chain: Stage[] = [];
  for (let stage = planStages(plan).at(-1) ?? null; stage; stage = stage.base) chain.unshift(stage);
  const globals = globalArgs(plan);
  const fromOutside = new Set(plan.buildArgs.map(({ name }) => name));
  const env = new Map<string, string | null>();
  for (const { instructions } of chain) {
    const args = new Map<string, string | null>();
    const lookup: Lookup = (name) => (env.has(name) ? env : args).get(name) ?? null;
    const expandHere = (value: string): Expanded => expand(value, lookup);
    const argument = (name: string, value: string | null): string | null => {
      if (fromOutside.has(name)) return null;
      return value === null ? globals(name) : known(expandHere(value));
    };
    for (const instruction of instructions) {
      yield { instruction, expand: expandHere };
      const { body } = instruction;
      if (body.verb !== 'ENV' && body.verb !== 'ARG') continue;
      // Within one instruction every value sees only what stood before it.
      const values = body.pairs.map(({ name, value }) =>
        body.verb === 'ENV' ? known(expandHere(value ?? '')) : argument(name, value),
      );
      const scope = body.verb === 'ENV' ? env : args;
      for (const [index, { name }] of body.pairs.entries()) scope.set(name, values[index] ?? null);
    }
  }
}

/** The values of the ARGs before the first FROM: the only ones that FROM may name. */
export function globalArgs({ instructions, buildArgs }: BuildPlan): Lookup {
  const values = new Map<string, string | null>();
  const lookup: Lookup = (name) => values.get(name) ?? null;
  const fromOutside = new Set(buildArgs.map(({ name }) => name));
  for (const { body } of instructions) {
    if (body.verb === 'FROM') break;
    if (body.verb !== 'ARG') continue;
    for (const { name, value } of body.pairs)
      values.set(name, value === null || fromOutside.has(name) ? null : known(expand(value, lookup)));
  }
  return lookup;
}

function known({ text, known: isKnown }: Expanded): string | null {
  return isKnown ? text : null;
}
