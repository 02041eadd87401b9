/** A change as its reviewers are told of it: its effect, and what stands at lines of its specs. */

import { demandedBy } from './check-since.js';
import { isError, type CompileResult } from './compile.js';
import type { Sides } from './diff/revisions.js';
import { checkSide, effectOf } from './effect-report.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { Effect } from './report/effect.js';
import { count } from './report/markdown.js';
import { effectReport, type ReportOptions } from './report/report.js';
import { findingsOf, type Finding } from './review/finding.js';
import { noteText } from './review/note-text.js';
import type { StatusEnd } from './review/status.js';

export interface Review {
  readonly effect: Effect;
  /**
   * What compiling the new side gave; nothing was written. Of the files that are not current it has those that this
   * change has to answer for, as `compile --check --since` does.
   */
  readonly checked: CompileResult;
  /** What is said at lines: all errors, and what of the policy is new. */
  readonly findings: readonly Finding[];
}

/** @param folder of the workspace in its repository; '' is the top */
export function reviewChange(
  sides: Sides,
  folder: string,
  options: { readonly onProgress?: (done: number, total: number) => void } = {},
): Review {
  const whole = checkSide(sides.after);
  const told = effectOf(sides, { ...options, checked: whole });
  // While a new compiler is rolled out, other images still have the files of the older one.
  const isDemanded = demandedBy(sides.changed, told.images);
  const effect = { ...told, stale: told.stale.filter(({ path }) => isDemanded(path)) };
  const checked = {
    ...whole,
    changes: whole.changes.filter(({ artifact: { path } }) => isDemanded(path)),
    removals: whole.removals.filter(isDemanded),
  };
  const isNew = newIn(effect);
  const said = checked.diagnostics.filter(
    (found) =>
      isError(found) || (found.code.startsWith('policy-') && found.severity !== 'note' && isNew(found)),
  );
  return { effect, checked, findings: findingsOf(said, folder) };
}

/** The text of the note. @param unplaced how many findings have no comment at their line */
export function reviewNote(
  { effect, findings }: Review,
  unplaced: number,
  options: ReportOptions = {},
): string {
  const isNew = newIn(effect);
  const before = findings.filter(({ diagnostic }) => !isNew(diagnostic));
  return noteText(effectReport(effect, options), before, unplaced);
}

/** How the status of the workspace ends. */
export function endOfReview({ checked, effect }: Review): StatusEnd {
  const { diagnostics, images } = checked;
  const errors = diagnostics.filter(isError).length;
  if (errors > 0) return { state: 'failed', description: `${count(errors, 'error')} in the specs` };
  const stale = effect.stale.length;
  if (stale > 0) return { state: 'failed', description: `${count(stale, 'generated file')} not current` };
  return { state: 'success', description: `${count(images.length, 'image')}: no errors` };
}

/** The images that the change touches, or that have errors, by their folders: how the status of each ends. */
export function endsOfImages({ checked, effect }: Review): ReadonlyMap<string, StatusEnd> {
  const errors = new Map<string, number>();
  for (const { location } of checked.diagnostics.filter(isError)) {
    const dir = checked.dirs.find((folder) => location?.file.startsWith(`${folder}/`));
    if (dir !== undefined) errors.set(dir, (errors.get(dir) ?? 0) + 1);
  }
  const ends = new Map<string, StatusEnd>();
  for (const { dir, standing, changes } of effect.images)
    if (standing !== 'removed' && standing !== 'unknown') {
      const stale = effect.stale.filter(({ path }) => path.startsWith(`${dir}/`)).length;
      const what = standing === 'changed' ? count(changes.length, 'change') : WORDS[standing];
      ends.set(
        dir,
        stale > 0
          ? { state: 'failed', description: `${count(stale, 'generated file')} not current` }
          : { state: 'success', description: what },
      );
    }
  for (const [dir, amount] of errors) ends.set(dir, { state: 'failed', description: count(amount, 'error') });
  return ends;
}

const WORDS = { added: 'a new image', comments: 'only comments change', same: 'nothing changes' } as const;

/** The same objects: both come of the same compile. */
function newIn({ findings }: Effect): (found: Diagnostic) => boolean {
  const added = new Set(findings.added);
  return (found) => added.has(found);
}
