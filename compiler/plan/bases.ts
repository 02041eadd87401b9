import type { ResolvedImage } from '../model/image.js';
import type { From, FromObject, ImageSpec } from '../model/spec.js';
import { copiesOf, runsOf, stagesOf } from '../model/stages.js';
import { withDefaults } from '../reference/defaults.js';
import { parentReference, referenceOf, textOf } from './references.js';

/** The images that a build starts from. */
export interface Bases {
  /** Of the image itself; '' for scratch, and where only the builder knows it. */
  readonly base: string;
  /** Every other one, each once, in order: other stages' bases, and what is copied or mounted from. */
  readonly bases: readonly string[];
}

export function basesOf(image: ResolvedImage): Bases {
  const stages = stagesOf(image.spec);
  const names = new Set(stages.flatMap(({ name }) => (name === null ? [] : [name.toLowerCase()])));
  const fromOf = (from: From): string | null => {
    if (typeof from === 'string')
      return from === 'scratch' ? null : textOf(referenceOf(from, undefined, image.pins));
    if (from.stage !== undefined) return null;
    return external(from, image);
  };
  const used = stages.flatMap((stage) => [
    ...copiesOf(stage).map(({ value: { from } }) =>
      typeof from !== 'object' || from.context !== undefined ? null : external(from, image),
    ),
    ...runsOf(stage).flatMap(({ value }) =>
      typeof value === 'string'
        ? []
        : (value.mounts ?? []).map(({ from }) =>
            from === undefined || names.has(from.toLowerCase())
              ? null
              : textOf(referenceOf(from, undefined, image.pins)),
          ),
    ),
  ]);
  const found = [...stages.map(({ fields }) => fromOf(fields.from)), ...used].flatMap((reference) => {
    const known = reference === null ? null : knownText(reference, image.spec);
    return known === null ? [] : [known];
  });
  const own = baseOfImage(image, fromOf);
  return { base: own, bases: [...new Set(found)].filter((reference) => reference !== own) };
}

/** The base of the image itself, through the stages that it is built on. */
function baseOfImage(image: ResolvedImage, fromOf: (from: From) => string | null): string {
  const { stages = [] } = image.spec;
  let { from } = image.spec;
  // Each step leads to an earlier stage, so it ends.
  for (let before = stages.length; typeof from === 'object' && from.stage !== undefined;) {
    const name = from.stage.toLowerCase();
    const index = stages.findLastIndex((stage, at) => at < before && stage.name.toLowerCase() === name);
    const stage = stages[index];
    if (stage === undefined) return '';
    before = index;
    from = stage.from;
  }
  const reference = fromOf(from);
  return reference === null ? '' : (knownText(reference, image.spec) ?? '');
}

function external(
  from: Pick<FromObject, 'image' | 'digest' | 'spec' | 'tag'>,
  { pins, parents }: ResolvedImage,
): string | null {
  if (from.spec !== undefined) return parents.has(from.spec) ? textOf(parentReference(from, parents)) : null;
  return textOf(referenceOf(from.image ?? '', from.digest, pins));
}

/** With the defaults of `globalArgs`; null where only the builder knows its variables. */
function knownText(reference: string, { globalArgs }: ImageSpec): string | null {
  const known = withDefaults(reference, globalArgs);
  return 'text' in known ? known.text : null;
}

/** Jobs of the images that this one is built on. */
export function upstreamOf({ spec, parents }: ResolvedImage): string[] {
  const used = stagesOf(spec).flatMap((stage) => [
    stage.fields.from,
    ...copiesOf(stage).map(({ value }) => value.from ?? ''),
  ]);
  const jobs = used.flatMap((from) => {
    const job = typeof from === 'object' && from.spec !== undefined ? parents.get(from.spec)?.job : undefined;
    return job === undefined ? [] : [job];
  });
  return [...new Set(jobs)].sort();
}
