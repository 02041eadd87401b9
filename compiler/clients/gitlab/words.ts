/**
 * GitLab's own sentences, by which alone some refusals can be told apart: all come with 400 or 403.
 * Source: app/services/commits, app/services/files, app/services/branches and lib/api of
 * https://gitlab.com/gitlab-org/gitlab
 */
import type { Question } from './refusal.js';
import type { GitLabFault } from './types.js';

type Known = Pick<GitLabFault, 'kind' | 'reason' | 'advice'>;

interface Sentence {
  readonly said: RegExp;
  readonly kind: GitLabFault['kind'];
  /** What goes behind the thing. */
  readonly clause: string;
  /** Whether GitLab's words are told too. */
  readonly quoted: boolean;
  readonly advice: string;
}

const AGAIN = 'Get what is there now, and try again.';

const SENTENCES: readonly Sentence[] = [
  {
    said: /has changed since you started editing/iu,
    kind: 'conflict',
    clause: 'has been changed by somebody else meanwhile',
    quoted: true,
    advice: AGAIN,
  },
  {
    said: /a file with (?:this|that) name already exists|already exists in the destination/iu,
    kind: 'conflict',
    clause: 'would make a file that is there already',
    quoted: true,
    advice: AGAIN,
  },
  {
    said: /a branch called .* already exists|^branch already exists/iu,
    kind: 'conflict',
    clause: 'is there already',
    quoted: false,
    advice: 'Name another branch, or add to that one.',
  },
  {
    said: /could not update refs\/|please refresh and try again|reference update|state update to .* failed|(?:branch|ref) .*(?:was|has been) (?:updated|changed)/iu,
    kind: 'conflict',
    clause: 'has been changed by somebody else at the same moment',
    quoted: true,
    advice: AGAIN,
  },
  {
    said: /when you are on a branch|no such branch|branch .*does not exist|target branch .*(?:missing|does not exist)/iu,
    kind: 'conflict',
    clause: 'is not there any more',
    quoted: true,
    advice: 'It may have been deleted meanwhile: name another branch, or start it anew.',
  },
  {
    said: /a file with this name doesn'?t exist|file .*does not exist|doesn'?t exist$/iu,
    kind: 'conflict',
    clause: 'changes a file that is not there any more',
    quoted: true,
    advice: AGAIN,
  },
  {
    said: /not allowed to (?:push|create|update|delete|force push)|protected branch|deploy key .*not allowed|cannot be deleted/iu,
    kind: 'forbidden',
    clause: "may not be changed by the token's user",
    quoted: true,
    advice:
      'A protected branch is changed by merge requests: name another branch, or ask a maintainer for the right to push.',
  },
  {
    said: /larger than the allowed size|too (?:large|big)|exceeds? .*(?:size|limit)|maximum .*size/iu,
    kind: 'too-large',
    clause: 'is more than GitLab takes',
    quoted: true,
    advice: 'Take large files out, or ask who runs GitLab for a higher limit.',
  },
  {
    said: /another open merge request already exists/iu,
    kind: 'conflict',
    clause: 'is open already',
    quoted: true,
    advice: 'Look for it, and update it.',
  },
  {
    said: /sha does not match|sha must be provided/iu,
    kind: 'conflict',
    clause: 'has got new commits meanwhile',
    quoted: true,
    advice: AGAIN,
  },
  {
    said: /cannot (?:write|perform write)|read-?only|maintenance/iu,
    kind: 'refused',
    clause: 'is not changed: GitLab takes no changes now',
    quoted: true,
    advice: 'Try again later, or ask who runs GitLab.',
  },
  {
    said: /archived/iu,
    kind: 'forbidden',
    clause: 'belongs to a project that is archived',
    quoted: true,
    advice: 'An archived project takes no changes: have it unarchived, or name another in GITLAB_PROJECT.',
  },
  {
    said: /gl-hook-err|pre-?receive|hook declined|push rule|does not follow the pattern|is prohibited by the pattern|committer|author .*(?:not a member|email)|secret/iu,
    kind: 'refused',
    clause: 'is refused by a rule of the project or the server',
    quoted: true,
    advice: 'The rule is of its push rules or hooks: keep it, or ask a maintainer.',
  },
];

/** null for a sentence that we do not know. */
export function wordsOf(text: string, { thing }: Question): Known | null {
  const found = SENTENCES.find(({ said }) => said.test(text));
  if (found === undefined) return null;
  const { kind, clause, quoted, advice } = found;
  return { kind, reason: `${thing} ${clause}${quoted ? ` (${text})` : ''}`, advice };
}
