import { expect } from 'chai';
import type { Clone } from '../../../../compiler/cli/review/change.js';
import { surroundingsOf } from '../../../../compiler/cli/review/surroundings.js';
import { targetOf } from '../../../../compiler/cli/review/target.js';
import type { GitLabApi } from '../../../../compiler/clients/gitlab/api.js';
import type { MergeRequest } from '../../../../compiler/clients/gitlab/types.js';
import type { Git } from '../../../../compiler/host/git.js';
import { fault, MERGE_REQUEST } from '../../../support/review/memory-gitlab.js';

const { head: HEAD } = MERGE_REQUEST;
const MERGE = 'f'.repeat(40);
const CLONE: Clone = { folder: '', head: HEAD, branch: 'change', defaultBranch: 'main' };

describe('cli/review/target', () => {
  const git = (parents: readonly string[]): Git => ({
    run: () => Buffer.from(`${MERGE} ${parents.join(' ')}\n`),
  });
  const gitlab = (open: readonly MergeRequest[], asked: unknown[] = []): GitLabApi =>
    ({
      mergeRequest: async (iid: number) => ({ value: open.find((one) => one.iid === iid) ?? null }),
      mergeRequests: async (filter: unknown) => {
        asked.push(filter);
        return { value: open };
      },
    }) as unknown as GitLabApi;
  const target = (
    open: readonly MergeRequest[],
    env: object = {},
    head = HEAD,
    parents: readonly string[] = [],
  ) => targetOf(gitlab(open), {}, surroundingsOf(env as Record<string, string>), CLONE, head, git(parents));

  it('the open merge request of the branch', async () => {
    const asked: unknown[] = [];
    const here = surroundingsOf({ CHANGE_TARGET: 'next' });
    const found = await targetOf(gitlab([MERGE_REQUEST], asked), {}, here, CLONE, HEAD, git([]));
    expect(found).to.deep.equal({ mergeRequest: MERGE_REQUEST, commit: HEAD, isMerge: false });
    expect(asked).to.deep.equal([{ sourceBranch: 'change', targetBranch: 'next', state: 'opened' }]);
    expect(await target([])).to.deep.equal({ mergeRequest: null, commit: HEAD, isMerge: false });
  });

  it('of several that of the commit, and else a question', async () => {
    const other = { ...MERGE_REQUEST, iid: 6, head: 'e'.repeat(40) };
    expect(await target([other, MERGE_REQUEST])).to.have.nested.property('mergeRequest.iid', 5);
    expect(await target([other, { ...other, iid: 7 }])).to.deep.equal({
      problem: 'the branch has several open merge requests: !6, !7',
      help: 'Say which one: --merge-request NUMBER.',
    });
  });

  it('the one that is named, or that the project has none', async () => {
    expect(await target([MERGE_REQUEST], { CI_MERGE_REQUEST_IID: '5' })).to.have.property('commit', HEAD);
    expect(await target([MERGE_REQUEST], { CHANGE_ID: '9' })).to.have.property(
      'problem',
      'the project has no merge request !9',
    );
    const broken = { mergeRequest: async () => ({ fault: fault('unreachable', 0) }) } as unknown as GitLabApi;
    const wanted = { mergeRequest: 5 };
    expect(await targetOf(broken, wanted, surroundingsOf({}), CLONE, HEAD, git([]))).to.have.property(
      'fault',
    );
  });

  it('the pushed commit, never a merge of it', async () => {
    expect(await target([MERGE_REQUEST], {}, MERGE, ['e'.repeat(40), HEAD])).to.include({
      commit: HEAD,
      isMerge: true,
    });
    // A merge that was pushed itself, and a commit on top.
    expect(await target([{ ...MERGE_REQUEST, head: MERGE }], {}, MERGE, [HEAD, 'e'.repeat(40)])).to.include({
      commit: MERGE,
      isMerge: false,
    });
    expect(await target([MERGE_REQUEST], {}, MERGE, [HEAD])).to.include({ commit: MERGE, isMerge: false });
    expect(await target([MERGE_REQUEST], { CI_COMMIT_SHA: HEAD }, MERGE)).to.include({
      commit: HEAD,
      isMerge: true,
    });
  });
});
