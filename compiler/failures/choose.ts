/**
 * Which of the lines that the table knows tells why the build failed: of the failed stage and of what stands outside
 * of all stages, a cause before a symptom, what lies shortly before the end before what lies long before it, and then
 * the first, because the others follow from it.
 */
import type { Rank, Signature } from './signature.js';
import { TABLE } from './table.js';
import type { Sighting, StageNotes } from './stage-notes.js';

type Stages = ReadonlyMap<string | null, StageNotes>;

export function choose(stages: Stages, failed: string | null, result: string): Sighting | null {
  const pick = (of: (notes: StageNotes) => readonly Sighting[]): Sighting[] =>
    [...new Set([failed, null])].flatMap((name) => {
      const notes = stages.get(name);
      return notes ? of(notes).filter(({ signature }) => explains(signature, name, result)) : [];
    });
  const recent = pick((notes) => notes.recent()).sort((a, b) => a.at - b.at || index(a) - index(b));
  const old = pick((notes) => notes.old()).sort((a, b) => b.at - a.at || index(a) - index(b));
  const of = (sightings: readonly Sighting[], rank: Rank): Sighting | undefined =>
    sightings.find(({ signature }) => signature.rank === rank);
  return (
    of(recent, 'cause') ??
    of(recent, 'symptom') ??
    of(old, 'cause') ??
    of(old, 'symptom') ??
    of(recent, 'last') ??
    null
  );
}

/** Of one line's signatures the first in the table is meant. */
function index({ signature }: Sighting): number {
  return TABLE.indexOf(signature);
}

function explains({ stages, results }: Signature, stage: string | null, result: string): boolean {
  if (!(results ?? ['FAILURE']).some((known) => known === result)) return false;
  // A pipeline's last words stand behind its stages.
  return stages === null || stage === null || stages.includes(stage);
}
