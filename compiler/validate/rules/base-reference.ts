import type { Pointer } from '../../model/plan.js';
import { problem, type Problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import { copiesOf, runsOf, stagesOf } from '../../model/stages.js';
import { dockerBare, expandVariables, isProblem, variablesOf } from '../../quote/index.js';
import { DIGEST, REFERENCE } from '../grammar.js';
import type { Rule } from '../rule.js';

/**
 * `from` is a reference of the OCI distribution grammar, maybe with variables in it, or "scratch"; a digest stands
 * in one place. Where something is copied or mounted from, builders expand nothing.
 */
export const baseReference: Rule = function* ({ spec }) {
  for (const stage of stagesOf(spec)) {
    const { from } = stage.fields;
    const place = at(stage.pointer, 'from');
    if (typeof from === 'string') {
      if (from !== 'scratch') yield* checkReference(from, undefined, place);
    } else if (from.image !== undefined) yield* checkReference(from.image, from.digest, at(place, 'image'));
    else if (from.digest !== undefined)
      yield problem('option-needs', at(place, 'digest'), { option: 'digest', needs: '`image`' }, true);
    if (typeof from === 'object' && from.tag !== undefined && from.spec === undefined)
      yield problem('option-needs', at(place, 'tag'), { option: 'tag', needs: '`spec`' }, true);

    for (const { value: item, pointer } of copiesOf(stage))
      if (typeof item.from === 'object' && item.from.image !== undefined)
        yield* checkPlain(item.from.image, item.from.digest, at(pointer, 'from', 'image'));
    for (const { value: item, pointer } of runsOf(stage))
      for (const [index, mount] of ((typeof item === 'object' && item.mounts) || []).entries())
        if (mount.from?.includes('$'))
          yield problem('copy-from-variable', at(pointer, 'mounts', index, 'from'), { value: mount.from });
  }
};

function* checkReference(image: string, digest: string | undefined, pointer: Pointer): Iterable<Problem> {
  // Any value of a variable is likely to be a word; of one after `@`, a digest.
  const text = expandVariables(image, () => 'x')?.replace(/@x$/u, '') ?? shapeOf(image);
  // What FROM can't hold in one word is none either: the emitter relies on it.
  if (image.includes('$$') || !REFERENCE.test(text) || isProblem(dockerBare(image)))
    yield problem('base-reference', pointer, { value: image });
  if (digest !== undefined && DIGEST.test(image)) yield problem('base-digest-twice', pointer, {});
}

/** Forms of a variable that only the builder expands. */
function shapeOf(image: string): string {
  return variablesOf(image).length === 0 ? image : image.replaceAll(/\$\{\w+[#%/][^{}$\s]*\}/gu, 'x');
}

function* checkPlain(image: string, digest: string | undefined, pointer: Pointer): Iterable<Problem> {
  if (variablesOf(image).length > 0) yield problem('copy-from-variable', pointer, { value: image });
  else yield* checkReference(image, digest, pointer);
}
