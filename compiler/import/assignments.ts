import type { Assignment, Escape, Instruction } from '../dockerfile/ast.js';
import { effective } from '../dockerfile/normal.js';
import type { Losses } from './report.js';
import { namesIn, type SpecText, specText } from './values.js';

/** Assignments as maps that come one after the other: in one map no value refers to another key of it. */
export function assignmentMaps(
  instruction: Instruction,
  escape: Escape,
  losses: Losses,
): Record<string, string | null>[] {
  const { verb, arguments: args, startLine: line } = instruction;
  const all = args.kind === 'pairs' ? args.pairs : [];
  const given = verb === 'ARG' ? all : effective(all, ({ name }) => name);
  if (given.length === 0) losses.add(verb, line, 'it assigns nothing');
  const pairs = given.flatMap((pair): Said[] => {
    const name = plainName(pair.name, verb, escape);
    const value: SpecText | null = pair.value === null ? null : specText(pair.value, escape);
    const problem =
      'problem' in name ? name.problem : value !== null && 'problem' in value ? value.problem : null;
    if (problem !== null) losses.add(`${verb} ${pair.name}`, line, problem);
    if (problem !== null || 'problem' in name || (value !== null && 'problem' in value)) return [];
    return [{ name: name.text, value: value?.text ?? null, uses: usesOf(pair, escape) }];
  });
  if (verb === 'ARG') return oneByOne(pairs);
  return inOrder(pairs, verb === 'LABEL', () =>
    losses.add(verb, line, 'its values refer to each other in a ring, each meaning what was before'),
  );
}

interface Said {
  readonly name: string;
  readonly value: string | null;
  readonly uses: readonly string[];
}

function usesOf({ value }: Assignment, escape: Escape): string[] {
  return value === null ? [] : namesIn(value, escape);
}

/** A key of a map, which is not expanded. */
function plainName(raw: string, verb: string, escape: Escape): SpecText {
  const name = verb === 'ARG' ? { text: raw } : specText(raw, escape);
  if ('problem' in name) return name;
  const allowed = verb === 'LABEL' ? /^[^\s"'\\$=#\p{Cc}]+$/u : /^[A-Za-z_][A-Za-z0-9_]*$/;
  return allowed.test(name.text) ? name : { problem: 'its name is none that a spec allows' };
}

/**
 * ARG sets one variable after the other, and a value sees those before it. In a map, what is referred to comes first:
 * so what a value before refers to goes into a later map, and so does a name that is set again.
 */
function oneByOne(pairs: readonly Said[]): Record<string, string | null>[] {
  const maps: Said[][] = [];
  for (const pair of pairs) {
    const last = maps.at(-1);
    const joins = last?.every(({ name, uses }) => name !== pair.name && !uses.includes(pair.name));
    if (last !== undefined && joins) last.push(pair);
    else maps.push([pair]);
  }
  return maps.map((map) => Object.fromEntries(map.map(({ name, value }) => [name, value])));
}

/** A value means the variables as they were before the instruction, so what refers to a key stands before what sets it. */
function inOrder(
  pairs: readonly Said[],
  isLabel: boolean,
  onRing: () => void,
): Record<string, string | null>[] {
  const maps: Record<string, string | null>[] = [];
  let rest = [...pairs];
  while (rest.length > 0) {
    const waits = (pair: Said): boolean =>
      !isLabel && rest.some((other) => other !== pair && other.uses.includes(pair.name));
    const ready = rest.filter((pair) => !waits(pair));
    if (ready.length === 0) {
      onRing();
      return maps;
    }
    maps.push(Object.fromEntries(ready.map(({ name, value }) => [name, value])));
    rest = rest.filter((pair) => !ready.includes(pair));
  }
  return maps;
}
