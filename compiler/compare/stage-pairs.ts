import { labelOf, splitStages, type BuiltStage } from '../layers/stages.js';
import type { InstructionBody } from '../model/instruction.js';
import type { ImageState } from './change.js';

/** A stage on both sides: the image itself is paired with the image itself, others by name, or number. */
export interface StagePair {
  /** null for the image itself. */
  readonly label: string | null;
  readonly before: BuiltStage | null;
  readonly after: BuiltStage | null;
}

export function stagePairs(before: ImageState | null, after: ImageState): StagePair[] {
  const [old, now] = [before, after].map(
    (state) =>
      new Map(splitStages(state?.plan.instructions ?? []).stages.map((stage) => [labelOf(stage), stage])),
  ) as [Map<string | null, BuiltStage>, Map<string | null, BuiltStage>];
  return [...new Set([...old.keys(), ...now.keys()])].map((label) => ({
    label,
    before: old.get(label) ?? null,
    after: now.get(label) ?? null,
  }));
}

type Verb = InstructionBody['verb'];
type Among<B, V extends Verb> = B extends { verb: infer W } ? (V extends W ? B : never) : never;
export type BodyOf<V extends Verb> = Among<InstructionBody, V>;

/** The bodies of a stage's instructions of one kind, in order. */
export function bodiesOf<V extends Verb>(stage: BuiltStage | null, verb: V): BodyOf<V>[] {
  return (stage?.instructions ?? []).flatMap(({ body }) =>
    body.verb === verb ? [body as unknown as BodyOf<V>] : [],
  );
}

/** The last of one kind, which is the one that counts. */
export function lastOf<V extends Verb>(stage: BuiltStage | null, verb: V): BodyOf<V> | null {
  return bodiesOf(stage, verb).at(-1) ?? null;
}

/** Names and values of ENV, ARG or LABEL; what comes later counts. `null` is shown as ''. */
export function pairsOf(
  stage: BuiltStage | null,
  verb: 'ENV' | 'ARG' | 'LABEL',
  noValue = '',
): Map<string, string> {
  return new Map(
    bodiesOf(stage, verb).flatMap(({ pairs }) => pairs.map(({ name, value }) => [name, value ?? noValue])),
  );
}
