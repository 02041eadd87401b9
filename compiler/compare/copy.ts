import type { BuiltStage } from '../layers/stages.js';
import type { InstructionBody } from '../model/instruction.js';
import { change, type Change, type ImageState } from './change.js';
import { factWords } from './file-words.js';
import { sequence } from './sequence.js';
import { stagePairs } from './stage-pairs.js';

/** COPY and ADD of each stage, and the files of the context that they take. The rootfs is told by file. */
export function copy(before: ImageState | null, after: ImageState): Change[] {
  const lines = stagePairs(before, after).flatMap(({ label, before: old, after: now }) =>
    sequence('copy', copiesOf(old), copiesOf(now), label),
  );
  const [old, now] = [before?.files.context ?? new Map(), after.files.context];
  // Of a new image each file is new; its COPY lines say so.
  const paths = before === null ? [] : [...new Set([...old.keys(), ...now.keys()])].sort();
  const files = paths.flatMap((path) => {
    const [was, is] = [old.get(path), now.get(path)];
    const note = was && is && was.id !== is.id ? 'its content' : '';
    return change('copy', was ? factWords(was) : null, is ? factWords(is) : null, { name: path, note });
  });
  return [...lines, ...files];
}

function copiesOf(stage: BuiltStage | null): InstructionBody[] {
  return (stage?.instructions ?? []).flatMap(({ body, origin }) =>
    (body.verb === 'COPY' || body.verb === 'ADD') && !/\/(rootfs|files)$/u.test(origin) ? [body] : [],
  );
}
