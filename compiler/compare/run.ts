import type { BuiltStage } from '../layers/stages.js';
import type { InstructionBody } from '../model/instruction.js';
import type { FileFact } from '../model/image-files.js';
import { change, type Change, type ImageState } from './change.js';
import { packagesOrigin } from './package-runs.js';
import { sequence } from './sequence.js';
import { stagePairs } from './stage-pairs.js';

/** RUN lines of each stage, and the scripts that they run. Those of `packages` are told by package. */
export function run(before: ImageState | null, after: ImageState): Change[] {
  const lines = stagePairs(before, after).flatMap(({ label, before: old, after: now }) =>
    sequence('run', runsOf(old), runsOf(now), label),
  );
  return [...lines, ...scripts(before?.files.scripts ?? new Map(), after.files.scripts)];
}

function runsOf(stage: BuiltStage | null): InstructionBody[] {
  return (stage?.instructions ?? []).flatMap(({ body, origin }) =>
    body.verb === 'RUN' && packagesOrigin(origin) === null ? [body] : [],
  );
}

/** Scripts on both sides whose content differs; one that comes or goes does so with its RUN. */
function scripts(before: ReadonlyMap<string, FileFact>, after: ReadonlyMap<string, FileFact>): Change[] {
  return [...after].flatMap(([path, fact]) => {
    const old = before.get(path);
    if (!old || old.id === fact.id) return [];
    return change('run', path, path, { name: path, note: 'its content' });
  });
}
