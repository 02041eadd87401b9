import type { Instruction, Pair } from '../model/instruction.js';
import type { ResolvedImage } from '../model/image.js';
import { problem, type Problem } from '../model/problem.js';
import { at } from '../model/pointer.js';
import { linesOf } from '../model/text.js';
import { variablesOf } from '../quote/index.js';

type Say = (found: Problem) => void;
type Values = Readonly<Record<string, string | null>>;

/** ARG by rank. Build arguments stand before ENV, so they can't refer to it. */
export function args({ spec }: ResolvedImage, say: Say): Instruction[] {
  const values: Values = Object.fromEntries(
    Object.entries(spec.args ?? {}).map(([name, value]) => [
      name,
      typeof value === 'object' ? (value?.default ?? null) : value,
    ]),
  );
  for (const [name, value] of Object.entries(values))
    for (const other of variablesOf(value ?? ''))
      if (!Object.hasOwn(values, other) && Object.hasOwn(spec.env ?? {}, other))
        say(problem('argument-order', at('/args', name), { name, other }));
  return ranked('ARG', '/args', values, linesOf(spec.comments?.['args']), say);
}

/** ENV by rank: a variable stands after those that it refers to. */
export function env({ spec }: ResolvedImage, say: Say): Instruction[] {
  return ranked('ENV', '/env', spec.env ?? {}, linesOf(spec.comments?.['env']), say);
}

/**
 * One instruction a rank: within one ENV every value sees only what stood before it, so a variable that refers to
 * a sibling goes into a later one. A reference to itself means the inherited value.
 */
function ranked(
  verb: 'ARG' | 'ENV',
  pointer: string,
  values: Values,
  comment: readonly string[],
  say: Say,
): Instruction[] {
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
    const [first] = rank;
    if (first === undefined) {
      const ring = ringIn(waiting);
      say(problem('variable-ring', at(pointer, ring[0] ?? ''), { ring: ring.join(' → ') }));
      break;
    }
    const pairs = rank.map((name): Pair => ({
      name,
      value: values[name] ?? null,
      origin: at(pointer, name),
    }));
    instructions.push({
      body: { verb, pairs },
      comment: instructions.length === 0 ? comment : [],
      origin: at(pointer, first),
    });
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
