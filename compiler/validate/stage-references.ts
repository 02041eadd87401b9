import type { Pointer } from '../model/plan.js';
import { at } from '../model/pointer.js';
import type { From } from '../model/spec.js';
import { copiesOf, runsOf, type Stage } from '../model/stages.js';

/** A place of a stage that names a stage, or could. */
export interface Reference {
  readonly name: string;
  readonly pointer: Pointer;
  /**
   * 'stage' must be one, 'mount' may be one or an image; 'base' and 'image' (of a copy) are written as images.
   */
  readonly kind: 'stage' | 'mount' | 'base' | 'image';
}

export function referencesOf(stage: Stage): Reference[] {
  return [
    ...ofBase(stage.fields.from, at(stage.pointer, 'from')),
    ...copiesOf(stage).flatMap(({ value: { from }, pointer }): Reference[] => {
      const place = at(pointer, 'from');
      if (from === undefined) return [];
      if (typeof from === 'string') return [{ name: from, pointer: place, kind: 'stage' }];
      return from.image === undefined
        ? []
        : [{ name: from.image, pointer: at(place, 'image'), kind: 'image' }];
    }),
    ...runsOf(stage).flatMap(({ value, pointer }) =>
      ((typeof value === 'object' && value.mounts) || []).flatMap((mount, index): Reference[] =>
        mount.from === undefined
          ? []
          : [{ name: mount.from, pointer: at(pointer, 'mounts', index, 'from'), kind: 'mount' }],
      ),
    ),
  ];
}

function ofBase(from: From, pointer: Pointer): Reference[] {
  if (typeof from === 'string') return [{ name: from, pointer, kind: 'base' }];
  if (from.stage !== undefined) return [{ name: from.stage, pointer: at(pointer, 'stage'), kind: 'stage' }];
  return from.image === undefined ? [] : [{ name: from.image, pointer: at(pointer, 'image'), kind: 'base' }];
}
