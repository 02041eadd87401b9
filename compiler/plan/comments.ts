import type { Instruction, InstructionBody, Pair } from '../model/instruction.js';
import type { Pointer } from '../model/plan.js';
import type { Comment } from '../model/spec.js';
import { linesOf } from '../model/text.js';

export type Comments = Readonly<Record<string, Comment>> | undefined;

/** The comment of a plain field. */
export function commentOn(comments: Comments, field: string): readonly string[] {
  return linesOf(comments?.[field]);
}

/** One instruction under the comment of its field; none for null. */
export function commented(
  comments: Comments,
  field: string,
  body: InstructionBody | null,
  origin: Pointer,
): Instruction[] {
  return body === null ? [] : [{ body, origin, comment: commentOn(comments, field) }];
}

/**
 * ARG, ENV or LABEL of several pairs. A pair that has a comment of its own (`env.PATH`) is an instruction of its
 * own, because a comment stands directly above an instruction. The field's comment stands above the first.
 */
export function pairInstructions(
  verb: 'ARG' | 'ENV' | 'LABEL',
  pairs: readonly Pair[],
  field: string,
  comments: Comments,
  first = true,
): Instruction[] {
  const groups: { comment: readonly string[]; pairs: Pair[] }[] = [];
  for (const pair of pairs) {
    const comment = commentOn(comments, `${field}.${pair.name}`);
    const last = groups.at(-1);
    if (last && comment.length === 0 && last.comment.length === 0) last.pairs.push(pair);
    else groups.push({ comment, pairs: [pair] });
  }
  return groups.map((group, index) => ({
    body: { verb, pairs: group.pairs },
    comment: [...(first && index === 0 ? commentOn(comments, field) : []), ...group.comment],
    origin: group.pairs[0]?.origin ?? '',
  }));
}
