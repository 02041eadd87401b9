/** The combinations of a matrix: every value of each axis with every value of the others, less `exclude`, and `include`. */

import type { Pointer } from '../model/plan.js';
import { at } from '../model/pointer.js';
import { problem, type Problem } from '../model/problem.js';
import type { MatrixSpec } from '../model/spec.js';
import { didYouMean } from '../diagnostics/suggest.js';

/** Axis → value. */
export type Combination = Readonly<Record<string, string>>;

/** More images than this of one spec are a mistake, and would be as many Jenkins jobs. */
export const MOST_VARIANTS = 256;

/** In order of the axes' names, then of their values as listed: key order means nothing. */
export function combinations(matrix: MatrixSpec): { combinations: Combination[]; problems: Problem[] } {
  const problems = [...axisProblems(matrix)];
  if (problems.length > 0) return { combinations: [], problems };
  const axes = Object.entries(matrix.axes).sort(([a], [b]) => (a < b ? -1 : 1));
  const count =
    axes.reduce((product, [, values]) => product * values.length, 1) + (matrix.include?.length ?? 0);
  if (count > MOST_VARIANTS)
    return {
      combinations: [],
      problems: [...problems, problem('matrix-too-large', '/matrix/axes', { count, limit: MOST_VARIANTS })],
    };
  let all: Combination[] = [{}];
  for (const [axis, values] of axes)
    all = all.flatMap((combination) => values.map((value) => ({ ...combination, [axis]: value })));
  for (const [index, excluded] of (matrix.exclude ?? []).entries()) {
    const rest = all.filter((combination) => !matches(combination, excluded));
    if (rest.length === all.length) problems.push(nothingMatches(at('/matrix/exclude', index)));
    all = rest;
  }
  for (const [index, included] of (matrix.include ?? []).entries()) {
    if (all.some((combination) => matches(combination, included)))
      problems.push(problem('duplicate-item', at('/matrix/include', index), {}));
    else all.push(included);
  }
  for (const [index, { when }] of (matrix.overrides ?? []).entries())
    if (!all.some((combination) => matches(combination, when)))
      problems.push(nothingMatches(at('/matrix/overrides', index, 'when')));
  if (all.length === 0) problems.push(problem('matrix-empty', '/matrix', {}));
  return { combinations: all, problems };
}

/** Whether a combination has all these values. */
export function matches(combination: Combination, values: Combination): boolean {
  return Object.entries(values).every(([axis, value]) => combination[axis] === value);
}

function nothingMatches(pointer: Pointer): Problem {
  return problem('matrix-matches-nothing', pointer, {});
}

function* axisProblems({ axes, include = [], exclude = [], overrides = [] }: MatrixSpec): Iterable<Problem> {
  const known = Object.keys(axes);
  const parts = [
    ...include.map((item, index) => [item, at('/matrix/include', index)] as const),
    ...exclude.map((item, index) => [item, at('/matrix/exclude', index)] as const),
    ...overrides.map(({ when }, index) => [when, at('/matrix/overrides', index, 'when')] as const),
  ];
  for (const [item, pointer] of parts)
    for (const axis of Object.keys(item))
      if (!known.includes(axis))
        yield problem(
          'unknown-axis',
          at(pointer, axis),
          { axis, suggestion: didYouMean(axis, known), known: known.join(', ') },
          true,
        );
  for (const [index, item] of include.entries())
    for (const axis of known)
      if (!Object.hasOwn(item, axis))
        yield problem('missing-key', at('/matrix/include', index), {
          key: axis,
          what: 'An included combination has a value for every axis.',
        });
}
