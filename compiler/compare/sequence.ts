import { diffArrays } from 'diff';
import { keyOf } from '../layers/key.js';
import { wordsOf } from '../layers/words.js';
import type { InstructionBody } from '../model/instruction.js';
import { change, type Change, type Subject } from './change.js';

/**
 * Instructions of one kind in two lists: those that go, those that come, and where as many come in the place of
 * those that go, those that change.
 */
export function sequence(
  subject: Subject,
  before: readonly InstructionBody[],
  after: readonly InstructionBody[],
  stage: string | null,
): Change[] {
  const parts = diffArrays(
    before.map((body) => ({ body, key: keyOf(body) })),
    after.map((body) => ({ body, key: keyOf(body) })),
    { comparator: (a, b) => a.key === b.key },
  );
  const found: Change[] = [];
  let gone: string[] = [];
  const flush = (came: string[]): void => {
    const count = Math.max(gone.length, came.length);
    for (let index = 0; index < count; index++) {
      const [was, is] = [gone[index] ?? null, came[index] ?? null];
      // The words may leave out what differs, as those of a heredoc do.
      found.push(...change(subject, was, is, { stage, note: was === is ? 'its content' : '' }));
    }
    gone = [];
  };
  for (const { added, removed, value } of parts) {
    const words = value.map(({ body }) => wordsOf(body));
    if (removed) gone = words;
    else flush(added ? words : []);
  }
  flush([]);
  return found;
}
