import { problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import { stagesOf } from '../../model/stages.js';
import type { Rule } from '../rule.js';
import { referencesOf, type Reference } from '../stage-references.js';

/** BuildKit builds only what the image needs; other builders build every stage. */
export const stageUnused: Rule = function* ({ spec }) {
  const stages = stagesOf(spec);
  const names = new Set(stages.map(({ name }) => name?.toLowerCase()));
  const isMissing = ({ kind, name }: Reference): boolean =>
    kind === 'stage' && !names.has(name.toLowerCase());
  // With a name that names nothing nobody knows what is used.
  if (stages.flatMap(referencesOf).some(isMissing)) return;
  const used = new Set<number>();
  const visit = (index: number): void => {
    const stage = stages[index];
    if (stage === undefined || used.has(index)) return;
    used.add(index);
    for (const { name } of referencesOf(stage))
      visit(stages.findIndex((other) => other.name?.toLowerCase() === name.toLowerCase()));
  };
  visit(stages.length - 1);
  const isFirst = (name: string | null, index: number): boolean =>
    stages.findIndex((other) => other.name?.toLowerCase() === name?.toLowerCase()) === index;
  for (const [index, { name, pointer }] of stages.entries())
    // One whose name is taken is a problem already.
    if (!used.has(index) && isFirst(name, index))
      yield problem('stage-unused', at(pointer, 'name'), { name: name ?? '' });
};
