import type { Pointer } from '../model/plan.js';
import { at } from '../model/pointer.js';
import type { CopyFrom, From, ImageSpec, RunItem } from '../model/spec.js';
import { copiesOf, onbuildsOf, runsOf, stagesOf, type Stage } from '../model/stages.js';

/** An image from outside the workspace, which a spec is built on or takes something from. */
export interface ExternalImage {
  /** As the spec writes it, with its variables, without a digest. */
  readonly reference: string;
  /** Stated by the spec, in the reference or beside it. */
  readonly digest: string | null;
  readonly pointer: Pointer;
}

/**
 * Every image that a complete spec takes from a registry, stage by stage: `from`, `copy` with `from: {image}`, and
 * mounts from an image. Not `scratch`, stages, other specs and contexts.
 */
export function externalImages(spec: ImageSpec): ExternalImage[] {
  const stages = stagesOf(spec);
  const names = new Set(stages.flatMap(({ name }) => (name === null ? [] : [name.toLowerCase()])));
  return stages.flatMap((stage) => ofStage(stage, names));
}

function ofStage(stage: Stage, stages: ReadonlySet<string>): ExternalImage[] {
  return [
    ...ofFrom(stage.fields.from, at(stage.pointer, 'from')),
    ...copiesOf(stage).flatMap(({ value, pointer }) => ofCopy(value.from, at(pointer, 'from'))),
    ...runsOf(stage).flatMap(({ value, pointer }) => ofMounts(value, pointer, stages)),
    ...onbuildsOf(stage).flatMap(({ value, pointer }) => [
      ...ofCopy(value.from, at(pointer, 'from')),
      ...(value.run === undefined ? [] : ofMounts(value.run, at(pointer, 'run'), stages)),
    ]),
  ];
}

function ofMounts(item: RunItem, pointer: Pointer, stages: ReadonlySet<string>): ExternalImage[] {
  if (typeof item === 'string') return [];
  return (item.mounts ?? []).flatMap(({ from }, index) =>
    from === undefined || stages.has(from.toLowerCase()) || from === 'scratch'
      ? []
      : ofFrom({ image: from }, at(pointer, 'mounts', index, 'from')),
  );
}

/** As a string it is a stage's name. */
function ofCopy(from: CopyFrom | undefined, pointer: Pointer): ExternalImage[] {
  return from === undefined || typeof from === 'string' ? [] : ofFrom(from, pointer);
}

function ofFrom(from: From | Exclude<CopyFrom, string>, pointer: Pointer): ExternalImage[] {
  if (from === 'scratch') return [];
  const { image, digest } = typeof from === 'string' ? { image: from } : from;
  if (image === undefined) return [];
  const [reference = '', own] = image.split('@');
  return [{ reference, digest: digest ?? own ?? null, pointer }];
}
