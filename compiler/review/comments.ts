/** Comments on the lines of a merge request, one for each finding. */
import type { GitLabApi } from '../clients/gitlab/api.js';
import type {
  Answer,
  DiffPosition,
  DiffRefs,
  Discussion,
  FileDiff,
  GitLabFault,
} from '../clients/gitlab/types.js';
import { commentText, goneText, saysGone } from './comment-text.js';
import { lineLike, shownLines, type DiffLine } from './diff-lines.js';
import type { Finding } from './finding.js';
import { fingerprintIn, sameText } from './markers.js';

/** The part of GitLab that this needs. */
export type CommentsApi = Pick<
  GitLabApi,
  | 'facts'
  | 'discussions'
  | 'createDiscussion'
  | 'resolveDiscussion'
  | 'mergeRequestDiff'
  | 'updateNote'
  | 'deleteNote'
>;

export interface CommentsTarget {
  readonly iid: number;
  /** null as long as GitLab prepares the diff: then no comment is made. */
  readonly refs: DiffRefs | null;
  /** Of the workspace in its repository; '' is the top. */
  readonly folder: string;
  /** What was looked at is a merge with the target, in which lines may have other numbers. */
  readonly isMerge: boolean;
  /** How many comments may stand open; what is beyond is unplaced. */
  readonly limit: number;
}

export interface CommentsKept {
  readonly made: number;
  readonly updated: number;
  readonly resolved: number;
  readonly reopened: number;
  /** Findings without a comment: their lines are not in the diff, or there are too many, or GitLab refused. */
  readonly unplaced: readonly Finding[];
  /** What GitLab refused; the rest is done. */
  readonly faults: readonly GitLabFault[];
}

/**
 * Makes the comments that are missing, corrects the texts of the others, resolves those whose findings are gone, and
 * opens again those that we had resolved and whose findings are back. What a person has resolved stays so; nothing
 * that others wrote is touched.
 */
export async function keepComments(
  gitlab: CommentsApi,
  findings: readonly Finding[],
  target: CommentsTarget,
): Promise<CommentsKept> {
  const keeper = new Keeper(gitlab, target);
  const standing = await keeper.look();
  if ('fault' in standing) return { ...NOTHING, unplaced: findings, faults: [standing.fault] };
  const comments = new Map(standing.value.map((comment) => [comment.fingerprint, comment]));
  const wanted = new Set(findings.map(({ fingerprint }) => fingerprint));
  for (const comment of comments.values()) if (!wanted.has(comment.fingerprint)) await keeper.gone(comment);
  const fresh: Finding[] = [];
  let open = 0;
  for (const finding of findings) {
    const comment = comments.get(finding.fingerprint);
    if (!comment) fresh.push(finding);
    else if (await keeper.refresh(comment, finding)) open++;
  }
  await keeper.add(fresh, target.limit - open);
  return keeper.result();
}

const NOTHING = { made: 0, updated: 0, resolved: 0, reopened: 0 };

/** A comment of ours: the first note of a discussion. */
interface Comment {
  readonly fingerprint: string;
  readonly id: string;
  readonly note: Discussion['notes'][number];
  readonly hasReplies: boolean;
}

class Keeper {
  readonly #counts = { ...NOTHING };
  readonly #unplaced: Finding[] = [];
  readonly #faults: GitLabFault[] = [];

  constructor(
    private readonly gitlab: CommentsApi,
    private readonly target: CommentsTarget,
  ) {}

  result(): CommentsKept {
    return { ...this.#counts, unplaced: this.#unplaced, faults: this.#faults };
  }

  /** Ours of this workspace, one for each finding: where runs at once have made two, the older. */
  async look(): Promise<Answer<readonly Comment[]>> {
    const { iid, folder } = this.target;
    const [facts, discussions] = [await this.gitlab.facts(), await this.gitlab.discussions(iid)];
    if ('fault' in facts) return facts;
    if ('fault' in discussions) return discussions;
    const ours = discussions.value.flatMap(({ id, notes: [note, ...replies] }): Comment[] => {
      if (!note || note.system || note.author.id !== facts.value.user.id) return [];
      const fingerprint = fingerprintIn(note.body, folder);
      return fingerprint === null ? [] : [{ fingerprint, id, note, hasReplies: replies.length > 0 }];
    });
    const oldest = new Map<string, Comment>();
    for (const comment of ours.sort((a, b) => a.note.id - b.note.id)) {
      if (!oldest.has(comment.fingerprint)) oldest.set(comment.fingerprint, comment);
      // What somebody has answered to is not taken away from under the answer.
      else if (!comment.hasReplies) this.#did(await this.gitlab.deleteNote(iid, comment.note.id));
    }
    return { value: [...oldest.values()] };
  }

  /**
   * Resolved first and marked afterwards: killed in between, it looks as if a person had resolved it, which is what
   * it then stays.
   */
  async gone({ id, note }: Comment): Promise<void> {
    if (saysGone(note.body)) return;
    const { iid } = this.target;
    if (!note.resolved && !this.#did(await this.gitlab.resolveDiscussion(iid, id, true))) return;
    if (!note.resolved) this.#counts.resolved++;
    this.#did(await this.gitlab.updateNote(iid, note.id, goneText(note.body)));
  }

  /** @returns whether it stands open */
  async refresh({ id, note }: Comment, finding: Finding): Promise<boolean> {
    const { iid, folder } = this.target;
    const text = commentText(finding, folder);
    const isBack = saysGone(note.body);
    let isOpen = !note.resolved;
    if (isBack && note.resolved) {
      // Opened first: marked as open while it is resolved would say that a person has resolved it.
      if (!this.#did(await this.gitlab.resolveDiscussion(iid, id, false))) return false;
      this.#counts.reopened++;
      isOpen = true;
    }
    if (!sameText(note.body, text) && this.#did(await this.gitlab.updateNote(iid, note.id, text)) && !isBack)
      this.#counts.updated++;
    return isOpen;
  }

  async add(findings: readonly Finding[], room: number): Promise<void> {
    const { iid, refs, folder, isMerge } = this.target;
    if (findings.length === 0) return;
    const diff = refs === null ? { value: [] } : await this.gitlab.mergeRequestDiff(iid);
    if ('fault' in diff) this.#faults.push(diff.fault);
    const place = placing('fault' in diff ? [] : diff.value, isMerge);
    let isStopped = false;
    for (const finding of findings) {
      const position = refs && place(finding);
      if (!position || isStopped || this.#counts.made >= room) {
        this.#unplaced.push(finding);
        continue;
      }
      const made = await this.gitlab.createDiscussion(iid, commentText(finding, folder), {
        ...position,
        refs,
      });
      if (!('fault' in made)) {
        this.#counts.made++;
        continue;
      }
      this.#unplaced.push(finding);
      // GitLab may not know the line, where somebody has pushed since. What refuses one otherwise refuses all.
      if (made.fault.kind === 'refused') continue;
      this.#faults.push(made.fault);
      isStopped = true;
    }
    // Another run may have made the same at the same time.
    if (this.#counts.made > 0 || isStopped) await this.#removeDoubles();
  }

  async #removeDoubles(): Promise<void> {
    const now = await this.look();
    if ('fault' in now) this.#faults.push(now.fault);
  }

  /** Whether it was done; a thing that somebody has deleted meanwhile needs nothing done. */
  #did(answer: Answer<unknown>): boolean {
    if ('fault' in answer && answer.fault.kind !== 'missing') this.#faults.push(answer.fault);
    return !('fault' in answer);
  }
}

/** Where findings lie in a diff; each file is read once. */
function placing(
  files: readonly FileDiff[],
  isMerge: boolean,
): (finding: Finding) => Omit<DiffPosition, 'refs'> | null {
  const byPath = new Map(files.filter(({ kind }) => kind !== 'removed').map((file) => [file.newPath, file]));
  const lines = new Map<string, ReadonlyMap<number, DiffLine>>();
  return ({ path, diagnostic: { location } }) => {
    const file = byPath.get(path);
    if (!file) return null;
    const shown = lines.get(path) ?? shownLines(file.diff);
    lines.set(path, shown);
    const line = lineLike(shown, location.start.line, location.text, isMerge);
    return (
      line && { oldPath: file.oldPath, newPath: file.newPath, oldLine: line.oldLine, newLine: line.newLine }
    );
  };
}
