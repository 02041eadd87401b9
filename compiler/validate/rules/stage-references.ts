import { didYouMean } from '../../diagnostics/suggest.js';
import type { Pointer } from '../../model/plan.js';
import { problem, type Problem } from '../../model/problem.js';
import { stagesOf, type Stage } from '../../model/stages.js';
import type { Rule } from '../rule.js';
import { referencesOf, type Reference } from '../stage-references.js';

/**
 * A stage sees only the stages before it; and what names one says so, for a builder takes a name for a stage first:
 * https://docs.docker.com/reference/dockerfile/#copy---from
 */
export const stageReferences: Rule = function* ({ spec }) {
  const stages = stagesOf(spec);
  for (const [index, stage] of stages.entries())
    for (const reference of referencesOf(stage)) yield* check(reference, stages, index);
};

function* check(reference: Reference, stages: readonly Stage[], index: number): Iterable<Problem> {
  const { name, pointer, kind } = reference;
  const position = stages.findIndex((stage) => stage.name?.toLowerCase() === name.toLowerCase());
  if (kind === 'base' || kind === 'image') {
    // `FROM debian AS debian` is no reference to itself; in a copy builders look at all stages.
    const taken = position >= 0 && (kind === 'image' || position < index);
    const isIndex = kind === 'image' && /^\d+$/u.test(name);
    if (taken || isIndex)
      yield problem('stage-as-image', pointer, {
        name,
        form: kind === 'base' ? `{"stage": "${name}"}` : `"from": "${name}"`,
      });
  } else if (position >= index) {
    const when = position === index ? 'this one itself' : 'defined later';
    yield problem('stage-order', pointer, { name: stages[position]?.name ?? name, when });
  } else if (position < 0 && kind === 'stage') yield unknown(name, pointer, stages.slice(0, index));
}

function unknown(name: string, pointer: Pointer, before: readonly Stage[]): Problem {
  const known = before.flatMap((stage) => stage.name ?? []);
  const suggestion = didYouMean(name, known);
  return problem('stage-unknown', pointer, { name, suggestion, known: known.join(', ') || 'none' });
}
