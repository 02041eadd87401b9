import { posix } from 'node:path';
import type { Pointer } from '../../model/plan.js';
import { problem, type Problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import type { CopySources } from '../../model/spec.js';
import { copiesOf, onbuildsOf, stagesOf, stepsOf, type CopyLike } from '../../model/stages.js';
import type { Rule } from '../rule.js';

const OF_COPY = ['from', 'parents'] as const;
const OF_ADD = ['checksum', 'keepGitDir', 'unpack'] as const;
const OF_BOTH = ['to', 'chown', 'chmod', 'link', 'exclude'] as const;

/** The options of a copy stand beside `copy` or `add`, and its sources are in the context. */
export const copy: Rule = function* ({ spec }) {
  for (const stage of stagesOf(spec)) {
    // Items of the field have a verb and `to` by the schema.
    for (const { value, pointer } of [...copiesOf(stage), ...onbuildsOf(stage)]) {
      yield* checkOptions(value, pointer);
      yield* checkSources(value, pointer);
    }
    for (const { value, pointer } of stepsOf(stage))
      if (value.copy === undefined && value.add === undefined) yield* checkOptions(value, pointer);
  }
};

function* checkOptions(item: CopyLike, pointer: Pointer): Iterable<Problem> {
  const { copy: copied, add } = item;
  const misplaced = (options: readonly (keyof CopyLike)[], needs: string): Problem[] =>
    options
      .filter((option) => item[option] !== undefined)
      .map((option) => problem('option-needs', at(pointer, option), { option, needs }, true));
  if (copied === undefined && add === undefined) yield* misplaced(OF_BOTH, '`copy` or `add`');
  else if (item.to === undefined)
    yield problem('missing-key', pointer, { key: 'to', what: 'Where the files are put.' });
  if (copied === undefined) yield* misplaced(OF_COPY, '`copy`');
  if (add === undefined) yield* misplaced(OF_ADD, '`add`');
}

function* checkSources(item: CopyLike, pointer: Pointer): Iterable<Problem> {
  const verb = item.add === undefined ? 'copy' : 'add';
  const sources: CopySources = item[verb] ?? [];
  const list = typeof sources === 'string' ? [sources] : sources;
  const names = new Set<string>();
  for (const [index, source] of list.entries()) {
    const place = typeof sources === 'string' ? at(pointer, verb) : at(pointer, verb, index);
    if (typeof source === 'string') {
      const outside = /^\.\.(\/|$)/u.test(posix.normalize(source));
      if (outside && item.from === undefined)
        yield problem('path-outside', place, { path: source, root: 'the build context' });
    } else if (names.has(source.name)) yield problem('duplicate-item', at(place, 'name'), {});
    else names.add(source.name);
  }
  const { to } = item;
  if (list.length > 1 && to !== undefined && !/(^|\/)\.{0,2}$|\$\{?\w+\}?$/u.test(to))
    yield problem('copy-to-folder', at(pointer, 'to'), { path: to });
}
