import { at } from '../model/pointer.js';
import type { ImageSpec, OnbuildItem } from '../model/spec.js';
import { onbuildsOf, stagesOf, stepsOf, type Placed, type StageFields } from '../model/stages.js';

/** A field of every stage, and the same as a step and in `onbuild`. */
export function valuesOf<F extends keyof StageFields, V extends keyof OnbuildItem>(
  spec: ImageSpec,
  field: F,
  verb: V,
): Placed<NonNullable<StageFields[F]> | NonNullable<OnbuildItem[V]>>[] {
  return stagesOf(spec).flatMap((stage) => {
    const own = stage.fields[field];
    return [
      ...(own === undefined ? [] : [{ value: own, pointer: at(stage.pointer, field) }]),
      ...[...stepsOf(stage), ...onbuildsOf(stage)].flatMap(({ value, pointer }) => {
        const found = (value as OnbuildItem)[verb];
        return found === undefined ? [] : [{ value: found, pointer: at(pointer, verb) }];
      }),
    ];
  }) as Placed<NonNullable<StageFields[F]> | NonNullable<OnbuildItem[V]>>[];
}
