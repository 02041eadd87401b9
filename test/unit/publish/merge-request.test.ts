import { expect } from 'chai';
import fc from 'fast-check';
import type { GitLabUser, MergeRequest, MergeRequestChange } from '../../../compiler/clients/gitlab/types.js';
import { describe as describeRequest, described, digestOf } from '../../../compiler/publish/description.js';
import { changedDirs, titleOf } from '../../../compiler/publish/images.js';
import { hasMark, marked, markOf } from '../../../compiler/publish/mark.js';
import {
  keepMergeRequest,
  type MergeRequestApi,
  type WantedRequest,
} from '../../../compiler/publish/merge-request.js';

const user = (id: number): GitLabUser => ({ id, username: `user${id}`, name: '' });

const WANTED: WantedRequest = {
  source: 'work',
  target: 'main',
  title: 'Update web',
  isTitleGiven: false,
  section: 'It touches web.',
  labels: ['images'],
  reviewers: [user(1)],
  removeSourceBranch: true,
  folder: '',
};

class Requests implements MergeRequestApi {
  readonly all: MergeRequest[] = [];
  readonly changes: MergeRequestChange[] = [];
  /** The next change is made, and its answer lost. */
  loses = false;

  mergeRequests: MergeRequestApi['mergeRequests'] = ({ state }) =>
    Promise.resolve({ value: this.all.filter((one) => state === 'all' || one.state === state) });
  mergeRequest: MergeRequestApi['mergeRequest'] = (iid) =>
    Promise.resolve({ value: this.all.find((one) => one.iid === iid) ?? null });
  createMergeRequest: MergeRequestApi['createMergeRequest'] = (sourceBranch, targetBranch, change) => {
    const bare = { iid: this.all.length + 1, url: '', description: '', labels: [], reviewers: [], head: '' };
    this.all.push({
      ...{ ...bare, state: 'opened', sourceBranch, targetBranch, title: '', author: user(9) },
      ...{ sourceProject: 1, diffRefs: null },
    });
    return this.updateMergeRequest(bare.iid, change);
  };
  updateMergeRequest: MergeRequestApi['updateMergeRequest'] = (iid, change) => {
    this.changes.push(change);
    const at = this.all.findIndex((one) => one.iid === iid);
    const { reviewers, state: _, squash: __, removeSourceBranch: ___, ...rest } = change;
    const request = {
      ...this.all[at],
      ...rest,
      ...(reviewers && { reviewers: reviewers.map(user) }),
    } as MergeRequest;
    this.all[at] = request;
    if (!this.loses) return Promise.resolve({ value: request });
    this.loses = false;
    return Promise.resolve({ fault: { kind: 'unknown', status: 0, reason: 'lost', advice: '' } });
  };
}

const sleep = (): Promise<void> => Promise.resolve();
async function keep(requests: Requests, more: Partial<WantedRequest> = {}): Promise<string> {
  const kept = await keepMergeRequest(requests, { ...WANTED, ...more }, { sleep });
  return 'fault' in kept ? kept.fault.kind : `${kept.value.how} ${kept.value.request.iid}`;
}

describe('the merge request of a branch', () => {
  it('is opened once, and left as it is', async () => {
    const requests = new Requests();
    expect(await keep(requests)).to.equal('opened 1');
    expect(await keep(requests)).to.equal('unchanged 1');
    expect(requests.changes.length).to.equal(1);
  });

  it('is not opened twice when the answer is lost', async () => {
    const requests = new Requests();
    requests.loses = true;
    expect(await keep(requests)).to.equal('opened 1');
    requests.loses = true;
    expect(await keep(requests, { section: 'More.' })).to.equal('updated 1');
    expect(requests.all.length).to.equal(1);
  });

  it('keeps what people did', async () => {
    const requests = new Requests();
    await keep(requests);
    const [request] = requests.all as [MergeRequest];
    requests.all[0] = {
      ...request,
      title: 'Theirs',
      labels: ['images', 'mine'],
      reviewers: [user(5)],
      description: `Above.\r\n\r\n${request.description}\r\nBelow.`,
    };
    expect(
      await keep(requests, { title: 'Update db', section: 'It touches db.', reviewers: [user(1), user(2)] }),
    ).to.equal('updated 1');
    const [now] = requests.all as [MergeRequest];
    expect([now.title, now.labels]).to.deep.equal(['Theirs', ['images', 'mine']]);
    expect(
      now.reviewers.map(({ id }) => id),
      'whom they took off is not asked again',
    ).to.deep.equal([5, 2]);
    expect(now.description).to.match(/^Above\.\n\n<!--[^]*It touches db\.[^]*-->\nBelow\.$/u);
    expect(
      await keep(requests, { title: 'Update db', section: 'It touches db.', reviewers: [user(1), user(2)] }),
    ).to.equal('unchanged 1');
  });

  it('has a title that is made up anew, until somebody gives one', async () => {
    const requests = new Requests();
    await keep(requests);
    await keep(requests, { title: 'Update db' });
    expect(requests.all[0]?.title).to.equal('Update db');
    await keep(requests, { title: 'Given', isTitleGiven: true });
    expect(await keep(requests, { title: 'Update db' })).to.equal('unchanged 1');
    expect(requests.all[0]?.title).to.equal('Given');
    requests.all[0] = { ...(requests.all[0] as MergeRequest), title: 'Draft: Given' };
    await keep(requests, { title: 'New', isTitleGiven: true });
    expect(requests.all[0]?.title).to.equal('Draft: New');
  });

  it('our part of a description is found again, whatever stands around and in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'binary' }), fc.nat(), (around, title, id) => {
        const section = { title, section: 'text', reviewers: [{ id }], folder: 'f/' };
        const once = describeRequest(around, section);
        expect(describeRequest(once, section)).to.equal(once);
        expect(described(once, 'f/')).to.include({ title: digestOf(title) });
        expect(described(once, 'f/')?.reviewers).to.deep.equal([id]);
        expect(described(once, 'g/')).to.equal(null);
      }),
    );
  });
});

describe('words of what is published', () => {
  it('a title names few images, and no name that GitLab would read', () => {
    expect(titleOf([])).to.equal('Update the workspace');
    expect(titleOf(['images/a', 'images/b-1.2'])).to.equal('Update a and b-1.2');
    expect(titleOf(['images/a', 'images/b', 'images/c', 'images/d'])).to.equal('Update 4 images');
    for (const name of ['@all', '#1', 'a b', '!3', '[x](y)'])
      expect(titleOf([name])).to.equal('Update 1 image');
  });

  it('paths belong to the image that they lie in', () => {
    const dirs = ['images/a', 'images/a/x', 'images/b'];
    expect(changedDirs(['images/a/x/y/z', 'images/bb', 'top'], dirs)).to.deep.equal([
      'images/a',
      'images/a/x',
    ]);
  });

  it('a mark is known on a line of its own only', () => {
    const mark = markOf('', 'b', null, []);
    expect(hasMark(marked('Title', mark), mark)).to.equal(true);
    expect(hasMark(`Title Cooperage-Publish: ${mark}`, mark)).to.equal(false);
    expect(markOf('', 'b', 'x', [])).not.to.equal(mark);
  });
});
