/**
 * Reads the log of a build line by line, and tells in the end why it failed. Nothing of the log is kept but what the
 * table knows, and of that a bounded part.
 */
import { choose } from './choose.js';
import type { Failure } from './failure.js';
import { Matcher } from './matcher.js';
import type { Line, Outcome } from './outcome.js';
import type { Signature } from './signature.js';
import { isAfterwards } from './stages.js';
import { StageNotes } from './stage-notes.js';
import { TABLE } from './table.js';
import { tell, tellUnknown } from './tell.js';

/** More stages than a generated pipeline can have; of a log that claims more, the oldest are forgotten. */
const MOST_STAGES = 128;

const BAD: ReadonlySet<string> = new Set(['FAILED', 'ABORTED', 'UNSTABLE']);

let whole: Matcher | undefined;

export class FailureScanner {
  readonly #matcher = (whole ??= new Matcher(TABLE));
  /** In the order in which they began. */
  readonly #stages = new Map<string | null, StageNotes>();
  #at = 0;
  /** The stage that the first skipped one follows. */
  #failed: string | null = null;
  #stage: string | null = null;
  readonly #skipped = new Set<string>();
  #notes = this.#notesOf(null);

  /** Stages of which the log says that they were skipped. */
  get skipped(): ReadonlySet<string> {
    return this.#skipped;
  }

  line({ text, stage }: Line): void {
    this.#at += 1;
    if (stage !== this.#stage) {
      this.#stage = stage;
      this.#notes = this.#notesOf(stage);
    }
    const notes = this.#notes;
    notes.rows += 1;
    if (text !== '') notes.last = text;
    const found = this.#matcher.find(text);
    if (found === null) return;
    for (const one of found) {
      if (one.kind === 'match') notes.note(one.signature, this.#at, text);
      else if (one.kind === 'overcome') this.#overcome(one.signature);
      else if (one.clue === 'line') notes.line = Number(one.text);
      else if (one.clue === 'instruction') notes.instruction = one.text;
      else if (one.clue === 'error') notes.error = text;
      else this.#skip(stage);
    }
  }

  /** null for a build that succeeded, whatever its log holds. */
  result(outcome: Outcome): Failure | null {
    if (outcome.result === 'SUCCESS') return null;
    const stage = this.#failedStage(outcome);
    const notes = this.#stages.get(stage);
    const chosen = choose(this.#stages, stage, outcome.result);
    return chosen ? tell(chosen, stage, notes) : tellUnknown(outcome.result, stage, notes);
  }

  #skip(stage: string | null): void {
    this.#failed ??= this.#before(stage);
    if (stage !== null && this.#skipped.size < MOST_STAGES) this.#skipped.add(stage);
  }

  /** The innermost, which Jenkins tells last; skipped stages read as if they had failed. */
  #failedStage({ stages }: Outcome): string | null {
    const told = stages?.findLast(({ name, status }) => BAD.has(status) && !this.#skipped.has(name));
    return told?.name ?? this.#failed ?? this.#before(null);
  }

  /** The last stage before this one (before the end: null) in which something ran. */
  #before(stage: string | null): string | null {
    let last: string | null = null;
    for (const name of this.#stages.keys()) {
      if (name === null || isAfterwards(name)) continue;
      if (name === stage) break;
      last = name;
    }
    return last;
  }

  #overcome(signature: Signature): void {
    for (const notes of this.#stages.values()) notes.forget(signature);
  }

  #notesOf(stage: string | null): StageNotes {
    const known = this.#stages.get(stage);
    if (known) return known;
    const notes = new StageNotes();
    this.#stages.set(stage, notes);
    if (this.#stages.size > MOST_STAGES)
      for (const name of this.#stages.keys())
        if (name !== null) {
          this.#stages.delete(name);
          break;
        }
    return notes;
  }
}
