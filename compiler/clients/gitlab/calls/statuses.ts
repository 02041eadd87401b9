import { numberOf } from '../../http/json.js';
import { isBroken } from '../../http/outcome.js';
import type { GitLabApi } from '../api.js';
import { nothing } from '../caller.js';
import { about, change, emptied, quoted, type Connection } from '../connection.js';
import { isThere, statusOf } from '../note-json.js';
import { saidIn } from '../said.js';

/** Characters of a description, at most: GitLab's own limit. */
const LONGEST = 255;

export function statusCalls({
  session,
  caller,
  project,
}: Connection): Pick<GitLabApi, 'statuses' | 'setStatus'> {
  return {
    /** Each branch and pipeline of a commit has its own of a name. */
    async statuses(commit, of) {
      const answer = await caller.list(
        about(`the statuses of ${quoted(commit)}`),
        ({ commits }, page) => commits.allStatuses(of ?? project, commit, page as object),
        (json) => {
          const status = statusOf(json);
          return status === null ? null : { id: numberOf(json['id']), status };
        },
      );
      if ('fault' in answer) return answer;
      const sorted = [...answer.value].sort((a, b) => a.id - b.id);
      return { value: [...new Map(sorted.map(({ status }) => [status.name, status])).values()] };
    },
    /** Setting it once more to what it is, which GitLab refuses, is no fault. */
    async setStatus(commit, { name, state, description, url }, ref, of) {
      const outcome = await session.write(({ commits }) =>
        commits.editStatus(of ?? project, commit, state, {
          name,
          description: cut(description),
          ...(url === null ? {} : { targetUrl: url }),
          ...(ref === undefined ? {} : { ref }),
        }),
      );
      if (!isBroken(outcome) && outcome.status === 400 && isThere(saidIn(outcome, []).text, state))
        return { value: null };
      const question = change(`the status ${quoted(name)} of ${quoted(commit.slice(0, 12))}`);
      return emptied(await caller.told(question, outcome, nothing));
    },
  };
}

function cut(text: string): string {
  const letters = [...text.toWellFormed()];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : letters.join('');
}
