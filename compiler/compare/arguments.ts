import { splitStages } from '../layers/stages.js';
import { changes, type Change, type ImageState } from './change.js';
import { pairsOf, stagePairs } from './stage-pairs.js';

const NO_DEFAULT = 'no default';

/** Build arguments: of each stage, before the first FROM, and those whose value the build gives. */
export function buildArguments(before: ImageState | null, after: ImageState): Change[] {
  return [
    ...changes('arguments', globalsOf(before), globalsOf(after)),
    ...changes('arguments', givenOf(before), givenOf(after)),
    ...stagePairs(before, after).flatMap(({ label, before: old, after: now }) =>
      changes('arguments', pairsOf(old, 'ARG', NO_DEFAULT), pairsOf(now, 'ARG', NO_DEFAULT), {
        stage: label,
      }),
    ),
  ];
}

function globalsOf(state: ImageState | null): Map<string, string> {
  const { globals } = splitStages(state?.plan.instructions ?? []);
  return new Map(
    globals.flatMap(({ body }) =>
      body.verb === 'ARG'
        ? body.pairs.map(({ name, value }) => [`${name} (before FROM)`, value ?? NO_DEFAULT])
        : [],
    ),
  );
}

function givenOf(state: ImageState | null): Map<string, string> {
  return new Map((state?.plan.buildArgs ?? []).map(({ name, variable }) => [name, `from ${variable}`]));
}
