/** Where a spec is built on other images of the workspace: `{"spec": …}` in `from`, and in `from` of a copy. */

import type { Pointer } from '../model/plan.js';
import { at } from '../model/pointer.js';
import type { CopyFrom, From, ImageSpec } from '../model/spec.js';

export interface ParentWord {
  /** As the spec writes it. */
  readonly word: string;
  readonly pointer: Pointer;
}

export function parentWords(spec: ImageSpec): ParentWord[] {
  return [
    ...within(spec, ''),
    ...(spec.stages ?? []).flatMap((stage, index) => within(stage, at('/stages', index))),
  ];
}

type Body = Pick<ImageSpec, 'from' | 'copy' | 'steps'>;

function within({ from, copy, steps }: Body, pointer: Pointer): ParentWord[] {
  return [
    ...wordOf(from, at(pointer, 'from')),
    ...(copy ?? []).flatMap((item, index) => wordOf(item.from, at(pointer, 'copy', index, 'from'))),
    ...(steps ?? []).flatMap((step, index) => wordOf(step.from, at(pointer, 'steps', index, 'from'))),
  ];
}

function wordOf(from: From | CopyFrom | undefined, pointer: Pointer): ParentWord[] {
  if (typeof from !== 'object' || from.spec === undefined) return [];
  return [{ word: from.spec, pointer: at(pointer, 'spec') }];
}
