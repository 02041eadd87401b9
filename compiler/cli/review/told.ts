/** A review on the terminal, or for programs. */
import type { GitLabFault, MergeRequest } from '../../clients/gitlab/types.js';
import { printable } from '../../diagnostics/create.js';
import { reviewNote, type Review } from '../../review-change.js';
import type { Posted, Skipped } from '../../review/post.js';
import type { StatusEnd } from '../../review/status.js';
import type { Io } from '../io.js';
import { jsonText } from '../json-text.js';

/** What came of telling it in GitLab. */
export interface Telling {
  readonly commit: string;
  readonly mergeRequest: MergeRequest | null;
  readonly posted: Posted | Skipped | null;
  /** Name → how it ended; of those that GitLab took. */
  readonly statuses: readonly (StatusEnd & { readonly name: string })[];
  readonly faults: readonly GitLabFault[];
}

/** What a reviewer reads, to standard output. */
export function showMarkdown(review: Review, io: Io): void {
  io.out(`${reviewNote(review, 0).trimEnd()}\n`);
}

export function showJson({ effect, checked }: Review, telling: Telling | null, io: Io): void {
  const { names, images, stale } = effect;
  const { posted = null } = telling ?? {};
  io.out(
    `${jsonText(
      {
        compared: names,
        images: images.map(({ dir, standing, changes }) => ({ dir, standing, changes: changes.length })),
        diagnostics: checked.diagnostics.map(({ code, severity, message, help, location }) => ({
          code,
          severity,
          message,
          help,
          file: location?.file ?? null,
          line: location?.start.line ?? null,
        })),
        stale,
        ...(telling && {
          commit: telling.commit,
          mergeRequest: telling.mergeRequest?.iid ?? null,
          ...(posted &&
            ('skipped' in posted
              ? { skipped: posted.skipped }
              : { note: posted.note, comments: posted.comments })),
          statuses: telling.statuses,
          faults: telling.faults,
        }),
      },
      2,
    )}\n`,
  );
}

/** A line for the merge request, and one for each status. */
export function showTelling({ commit, mergeRequest, posted, statuses }: Telling, io: Io): void {
  if (mergeRequest && posted && !('skipped' in posted)) {
    const { made, updated, resolved, reopened, unplaced } = posted.comments;
    const words = { made, updated, resolved, 'opened again': reopened, 'without a line': unplaced };
    const parts = Object.entries(words).flatMap(([word, amount]) =>
      amount > 0 ? [`${amount} ${word}`] : [],
    );
    const comments = parts.length > 0 ? `; comments: ${parts.join(', ')}` : '';
    io.out(`!${mergeRequest.iid}: note ${posted.note ?? 'not made'}${comments}\n`);
  }
  const short = commit.slice(0, 12);
  for (const { name, state, description } of statuses)
    io.out(`${short}: status ${printable(name)}: ${state}, ${description}\n`);
}

/** Why nothing was told in the merge request. */
export function skippedText(iid: number, skipped: Skipped, commit: string): string {
  switch (skipped.skipped) {
    case 'missing':
      return `the merge request !${iid} is gone: nothing was told there`;
    case 'closed':
      return `the merge request !${iid} is ${skipped.state}: nothing was told there`;
    case 'moved':
      return `the merge request !${iid} is at ${printable(skipped.head.slice(0, 12))}, and this is of ${commit.slice(0, 12)}: nothing was told there`;
  }
}
