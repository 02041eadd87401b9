/** `cooper review --post`: tells a change in GitLab, all of it that GitLab takes. */
import { setImmediate as turn } from 'node:timers/promises';
import type { GitLabApi } from '../../clients/gitlab/api.js';
import type { GitLabFault, MergeRequest } from '../../clients/gitlab/types.js';
import { isError } from '../../compile.js';
import { endOfReview, reviewNote, type Review } from '../../review-change.js';
import { linksOf } from '../../review/links.js';
import { postReview, type Posted, type Skipped } from '../../review/post.js';
import { statusName, underStatus, type StatusEnd } from '../../review/status.js';
import { Exit } from '../exit.js';
import { connectGitLab } from '../gitlab/connect.js';
import { reportFault } from '../gitlab/fault.js';
import { report } from '../report.js';
import { startFolder } from '../workspace.js';
import { reportWrong } from '../wrong.js';
import { watchInterrupts, type Interruption } from './interrupt.js';
import { look, type Job, type Seen } from './look.js';
import { noting, setImages, setterOf, type EndedStatus } from './statuses.js';
import { withProject } from './surroundings.js';
import { targetOf, type Target } from './target.js';
import { showJson, showMarkdown, showTelling, skippedText, type Telling } from './told.js';

export async function post(job: Job & { readonly head: string }): Promise<number> {
  const { io, root, clone, here, git, options, command, head } = job;
  const interruption = watchInterrupts();
  try {
    const connected = await connectGitLab(
      { ...io, env: withProject(io.env) },
      startFolder(command),
      root,
      undefined,
      interruption.cut,
    );
    // What needs no GitLab is told all the same.
    if ('exit' in connected) return lookOnly(job, connected.exit);
    const { gitlab } = connected;
    const target = await targetOf(gitlab, options, here, clone, head, git);
    if ('problem' in target) return lookOnly(job, reportWrong(target, io));
    if ('fault' in target) return lookOnly(job, reportFault(target.fault, io));
    const code = await tell(gitlab, target, job, interruption);
    return interruption.exit() ?? code;
  } finally {
    interruption.end();
  }
}

/** @param exit where nothing is wrong with the specs */
export function lookOnly(job: Job, exit: number): number {
  const seen = look(job, null);
  if ('failed' in seen) return seen.failed;
  if (job.options.json === true) showJson(seen.review, null, job.io);
  else showMarkdown(seen.review, job.io);
  return seen.exit === Exit.fine ? exit : seen.exit;
}

async function tell(
  gitlab: GitLabApi,
  target: Target,
  job: Job,
  { stop, cut }: Interruption,
): Promise<number> {
  const { io, options, clone, here } = job;
  const { mergeRequest, commit } = target;
  const faults: GitLabFault[] = [];
  const statuses: EndedStatus[] = [];
  const set =
    options.status === 'none' ? async () => null : noting(setterOf(gitlab, target, job, cut), statuses);
  const name = statusName(clone.folder);
  const done = await underStatus(
    set,
    { name, url: here.job },
    (fault) => faults.push(fault),
    async (): Promise<{ end: StatusEnd; result: Done }> => {
      const seen = look(job, mergeRequest);
      // A signal that came meanwhile is only heard of now.
      await turn();
      if ('failed' in seen) return { end: UNKNOWN, result: { seen, posted: null } };
      if (stop.aborted) return { end: STOPPED, result: { seen, posted: null } };
      const { review } = seen;
      const posted = mergeRequest && (await postIn(gitlab, target, mergeRequest, review, clone.folder, stop));
      if (posted && 'faults' in posted) faults.push(...posted.faults);
      if (posted && 'fault' in posted) faults.push(posted.fault);
      if (options.status === 'image' && !stop.aborted)
        faults.push(...(await setImages(set, review, clone.folder, here.job, stop)));
      const end = stop.aborted ? STOPPED : endOfReview(review);
      return { end, result: { seen, posted: posted && 'fault' in posted ? null : posted } };
    },
  );
  if ('failed' in done.seen) {
    faults.forEach((fault) => reportFault(fault, io));
    return done.seen.failed;
  }
  const telling = { commit, mergeRequest, posted: done.posted, statuses, faults: distinct(faults) };
  return show(done.seen, telling, job);
}

/** What was seen, and what came of telling it in the merge request; null where it was not tried, or failed as a whole. */
interface Done {
  readonly seen: ReturnType<typeof look>;
  readonly posted: Posted | Skipped | null;
}

const UNKNOWN: StatusEnd = { state: 'failed', description: 'the change cannot be compared: see the log' };
const STOPPED: StatusEnd = { state: 'canceled', description: 'stopped before the end' };

function postIn(
  gitlab: GitLabApi,
  { commit, isMerge }: Target,
  { iid }: MergeRequest,
  review: Review,
  folder: string,
  stop: AbortSignal,
): ReturnType<typeof postReview> {
  const text = (found: MergeRequest, unplaced: number): string =>
    reviewNote(review, unplaced, isMerge ? {} : { links: linksOf(found, commit, folder) });
  return postReview(gitlab, { iid, commit, isMerge, folder, findings: review.findings, text }, stop);
}

function show({ review, exit }: Seen, telling: Telling, { io, options, here, clone }: Job): number {
  const { mergeRequest, posted, commit, faults } = telling;
  const isSkipped = posted !== null && 'skipped' in posted;
  if (options.json === true) showJson(review, telling, io);
  else {
    report(review.checked.diagnostics.filter(isError), {}, io);
    if (mergeRequest === null)
      io.err(
        `cooper: no merge request is open for ${here.branch ?? clone.branch ?? 'this commit'}: the report stands here.\n`,
      );
    // What nobody can read in GitLab is read here.
    if (posted === null || isSkipped || posted.note === null) showMarkdown(review, io);
    showTelling(telling, io);
  }
  if (isSkipped && mergeRequest) io.err(`cooper: ${skippedText(mergeRequest.iid, posted, commit)}.\n`);
  for (const fault of faults) reportFault(fault, io);
  if (exit !== Exit.fine) return exit;
  return faults.length > 0 || (isSkipped && posted.skipped !== 'moved') ? Exit.outside : Exit.fine;
}

function distinct(faults: readonly GitLabFault[]): GitLabFault[] {
  return [...new Map(faults.map((fault) => [fault.reason, fault])).values()];
}
