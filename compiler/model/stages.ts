/** The build stages of a spec: `stages`, and the image itself, which is the last one. Both say the same fields. */

import type { Pointer } from './plan.js';
import { at } from './pointer.js';
import type { FileSpec, ImageSpec, OnbuildItem, RunItem, StageSpec, Step } from './spec.js';

/** What a stage may say; `rootfs` and `files` only the image itself. */
export type StageFields = Omit<StageSpec, 'name'> & Pick<ImageSpec, 'rootfs' | 'files'>;

export interface Stage {
  /** null for the image itself, unless it states a `target`. */
  readonly name: string | null;
  /** Where its fields stand: '' for the image itself. */
  readonly pointer: Pointer;
  readonly fields: StageFields;
}

/** Something of a spec, and where it stands. */
export interface Placed<T> {
  readonly value: T;
  readonly pointer: Pointer;
}

/** In order; the image itself comes last. */
export function stagesOf(spec: ImageSpec): Stage[] {
  const earlier = (spec.stages ?? []).map((stage, index) => ({
    name: stage.name,
    pointer: at('/stages', index),
    fields: stage,
  }));
  return [...earlier, { name: spec.target ?? null, pointer: '', fields: spec }];
}

export function stepsOf({ fields, pointer }: Stage): Placed<Step>[] {
  return placed(fields.steps, at(pointer, 'steps'));
}

/** Those of the field and of the steps. */
export function onbuildsOf(stage: Stage): Placed<OnbuildItem>[] {
  return [
    ...placed(stage.fields.onbuild, at(stage.pointer, 'onbuild')),
    ...stepsOf(stage).flatMap(({ value, pointer }) =>
      value.onbuild === undefined ? [] : [{ value: value.onbuild, pointer: at(pointer, 'onbuild') }],
    ),
  ];
}

/** The run items of the fields and of the steps; those of `onbuild` run in another build. */
export function runsOf(stage: Stage): Placed<RunItem>[] {
  const { fields, pointer } = stage;
  return [
    ...placed(fields.run, at(pointer, 'run')),
    ...placed(fields.runAfterFiles, at(pointer, 'runAfterFiles')),
    ...stepsOf(stage).flatMap(({ value, pointer: place }) =>
      value.run === undefined ? [] : [{ value: value.run, pointer: at(place, 'run') }],
    ),
  ];
}

/** A COPY or an ADD: an item of `copy`, a step, or an item of `onbuild`. The schema's `required` is on items only. */
export type CopyLike = Pick<
  Step,
  | 'copy'
  | 'add'
  | 'to'
  | 'from'
  | 'chown'
  | 'chmod'
  | 'link'
  | 'parents'
  | 'exclude'
  | 'checksum'
  | 'keepGitDir'
  | 'unpack'
>;

/** The copies of the fields and of the steps; those of `onbuild` run in another build. */
export function copiesOf(stage: Stage): Placed<CopyLike>[] {
  return [
    ...placed(stage.fields.copy, at(stage.pointer, 'copy')),
    ...stepsOf(stage).filter(({ value }) => value.copy !== undefined || value.add !== undefined),
  ];
}

/** The rootfs directory, from its field or its step. */
export function rootfsOf(spec: ImageSpec): Placed<string> | null {
  if (spec.rootfs !== undefined) return { value: spec.rootfs, pointer: '/rootfs' };
  const step = imageSteps(spec).find(({ value }) => value.rootfs !== undefined);
  return step?.value.rootfs === undefined
    ? null
    : { value: step.value.rootfs, pointer: at(step.pointer, 'rootfs') };
}

/** The inline files, from their field or their step. */
export function filesOf(spec: ImageSpec): Placed<Readonly<Record<string, FileSpec>>> {
  if (spec.files !== undefined) return { value: spec.files, pointer: '/files' };
  const step = imageSteps(spec).find(({ value }) => value.files !== undefined);
  return { value: step?.value.files ?? {}, pointer: step ? at(step.pointer, 'files') : '/files' };
}

function imageSteps(spec: ImageSpec): Placed<Step>[] {
  return placed(spec.steps, '/steps');
}

/** The items of a list, each with its place. */
export function placed<T>(list: readonly T[] | undefined, pointer: Pointer): Placed<T>[] {
  return (list ?? []).map((value, index) => ({ value, pointer: at(pointer, index) }));
}
