import type { Instruction, Pair } from '../model/instruction.js';
import type { Pointer } from '../model/plan.js';
import { problem, type Problem } from '../model/problem.js';
import { at } from '../model/pointer.js';
import type { ArgumentValue } from '../model/spec.js';
import { variablesOf } from '../quote/index.js';
import { pairInstructions, type Comments } from './comments.js';

export type Say = (found: Problem) => void;

type Values = Readonly<Record<string, string | null>>;

/** ARG by rank. */
export function args(
  values: Readonly<Record<string, ArgumentValue>> | undefined,
  pointer: Pointer,
  comments: Comments,
  say: Say,
): Instruction[] {
  const defaults: Values = Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [
      name,
      typeof value === 'object' ? (value?.default ?? null) : value,
    ]),
  );
  return ranked('ARG', pointer, defaults, comments, say);
}

/** ENV by rank: a variable stands after those that it refers to. */
export function env(
  values: Readonly<Record<string, string>> | undefined,
  pointer: Pointer,
  comments: Comments,
  say: Say,
): Instruction[] {
  return ranked('ENV', pointer, values ?? {}, comments, say);
}

/** Build arguments stand before ENV, so they can't refer to it. */
export function argumentOrder(
  values: Readonly<Record<string, ArgumentValue>> | undefined,
  later: Readonly<Record<string, string>> | undefined,
  pointer: Pointer,
  say: Say,
): void {
  for (const [name, value] of Object.entries(values ?? {})) {
    const text = typeof value === 'object' ? (value?.default ?? '') : value;
    for (const other of variablesOf(text))
      if (!Object.hasOwn(values ?? {}, other) && Object.hasOwn(later ?? {}, other))
        say(problem('argument-order', at(pointer, name), { name, other }));
  }
}

/**
 * One instruction a rank: within one ENV every value sees only what stood before it, so a variable that refers to
 * a sibling goes into a later one. A reference to itself means the inherited value.
 */
function ranked(
  verb: 'ARG' | 'ENV',
  pointer: Pointer,
  values: Values,
  comments: Comments,
  say: Say,
): Instruction[] {
  const field = pointer.slice(pointer.lastIndexOf('/') + 1);
  const waiting = new Map(
    Object.keys(values)
      .sort()
      .map((name) => {
        const siblings = variablesOf(values[name] ?? '').filter(
          (other) => other !== name && Object.hasOwn(values, other),
        );
        return [name, new Set(siblings)] as const;
      }),
  );
  const instructions: Instruction[] = [];
  while (waiting.size > 0) {
    const rank = [...waiting]
      .filter(([, siblings]) => ![...siblings].some((other) => waiting.has(other)))
      .map(([name]) => name);
    if (rank.length === 0) {
      const ring = ringIn(waiting);
      say(problem('variable-ring', at(pointer, ring[0] ?? ''), { ring: ring.join(' → ') }));
      break;
    }
    const pairs = rank.map((name): Pair => ({
      name,
      value: values[name] ?? null,
      origin: at(pointer, name),
    }));
    instructions.push(...pairInstructions(verb, pairs, field, comments, instructions.length === 0));
    for (const name of rank) waiting.delete(name);
  }
  return instructions;
}

/** Every variable that still waits refers to another one that waits, so following them must come back. */
function ringIn(waiting: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const path: string[] = [];
  let current = [...waiting.keys()][0] ?? '';
  while (!path.includes(current)) {
    path.push(current);
    current = [...(waiting.get(current) ?? [])].find((other) => waiting.has(other)) ?? '';
  }
  return [...path.slice(path.indexOf(current)), current];
}
