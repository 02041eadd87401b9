import { problem, type Problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import { stagesOf } from '../../model/stages.js';
import type { Rule } from '../rule.js';

/** A comment stands above something: without it the comment would be lost silently. */
export const comments: Rule = function* ({ spec, labels }) {
  for (const { fields, pointer } of stagesOf(spec)) {
    if (fields.comments === undefined) continue;
    const stated: Readonly<Record<string, unknown>> =
      pointer === '' ? { ...fields, labels, globalArgs: spec.globalArgs } : { ...fields };
    for (const key of Object.keys(fields.comments)) {
      const [field = '', ...rest] = key.split('.');
      // The rootfs and the inline files are one instruction.
      const value = stated[field] ?? (field === 'rootfs' ? stated['files'] : undefined);
      const name = rest.join('.');
      const stands = isSome(value) || (RESETS.includes(field) && value !== undefined);
      const found = name === '' ? stands : Object.hasOwn((value as object | undefined) ?? {}, name);
      if (!found) yield unplaced(key, at(pointer, 'comments', key));
    }
  }
};

/** `[]` in them resets what the base has: that is an instruction, too. */
const RESETS = ['entrypoint', 'cmd'];

function isSome(value: unknown): boolean {
  return (
    value !== undefined && (typeof value !== 'object' || value === null || Object.keys(value).length > 0)
  );
}

function unplaced(field: string, pointer: string): Problem {
  return problem('comment-unplaced', pointer, { field }, true);
}
