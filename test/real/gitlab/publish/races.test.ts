/** Others are at work in the same project at the same moment. */
import { expect } from 'chai';
import { type FakeGitLab, startGitLab } from '../../../support/gitlab/server.js';
import { needs } from '../../../support/parts.js';
import { branches, Clone, filesHere, filesOf, good, publish, WORKSPACE } from './support.js';

const BRANCH = 'cooperage/publish';
const MOTD = 'images/web/rootfs/etc/motd';

describe('cooper publish: races', function () {
  this.timeout(120_000);
  let gitlab: FakeGitLab;
  let clone: Clone;
  let other: Clone;

  before(function () {
    needs(this, 'git');
  });
  beforeEach(async () => {
    gitlab = await startGitLab();
    await gitlab.commit('main', { 'README.md': 'images\n' });
    clone = new Clone(gitlab).write(WORKSPACE);
    other = new Clone(gitlab).write(WORKSPACE);
  });
  afterEach(async () => {
    clone.remove();
    other.remove();
    await gitlab.stop();
  });

  /** Does it once, right before the first commit arrives. */
  const beforeCommit = (act: () => Promise<unknown>): void => {
    let done = false;
    gitlab.onRequest(async ({ method, path }, phase) => {
      if (done || phase !== 'before' || method !== 'POST' || !path.endsWith('/commits')) return;
      done = true;
      await act();
    });
  };
  const open = (): number => gitlab.world.mergeRequests.filter(({ state }) => state === 'opened').length;

  it('two that publish the same make one commit and one merge request', async () => {
    const [one, two] = await Promise.all([publish(clone), publish(other)]);
    const commits = [good(one, 'published'), good(two, 'published')].map(({ commit }) => commit?.tip);
    expect(new Set(commits).size).to.equal(1);
    expect(open()).to.equal(1);
    expect(filesOf(gitlab, BRANCH)).to.deep.equal(filesHere(clone));
  });

  it('of two that publish something else one is told, and its next run tells both sides', async () => {
    other.write({ [MOTD]: 'of the other\n' });
    beforeCommit(async () => good(await publish(other), 'published'));
    const { fault, commit } = good(await publish(clone), 'fault');
    expect(fault.kind).to.equal('conflict');
    expect(commit).to.equal(null);
    expect(filesOf(gitlab, BRANCH)).to.deep.equal(filesHere(other));
    const { conflicts } = good(await publish(clone), 'conflict');
    expect(conflicts.map(({ path }) => path)).to.include(MOTD);
    expect(conflicts.find(({ path }) => path === MOTD)?.texts.theirs).to.equal('of the other\n');
  });

  it('does not overwrite what is committed between the look and the commit', async () => {
    good(await publish(clone), 'published');
    clone.write({ [MOTD]: 'ours\n' });
    beforeCommit(() => gitlab.commit(BRANCH, { [MOTD]: 'theirs\n' }));
    const { fault } = good(await publish(clone), 'fault');
    expect(fault.kind).to.equal('conflict');
    expect(fault.reason).to.contain(MOTD);
    const { conflicts } = good(await publish(clone), 'conflict');
    expect(conflicts[0]?.texts).to.deep.equal({ ours: 'ours\n', theirs: 'theirs\n' });
  });

  it('keeps what others add to the branch in that moment', async () => {
    good(await publish(clone), 'published');
    clone.write({ [MOTD]: 'ours\n' });
    beforeCommit(() => gitlab.commit(BRANCH, { 'images/web/note': 'theirs\n' }));
    good(await publish(clone), 'published');
    expect(filesOf(gitlab, BRANCH)?.some((line) => line.endsWith('images/web/note'))).to.equal(true);
    good(await publish(clone), 'published');
  });

  it('does not make a branch again that somebody deletes in that moment', async () => {
    good(await publish(clone), 'published');
    clone.write({ [MOTD]: 'ours\n' });
    const tip = await gitlab.world.repository.tip(BRANCH);
    beforeCommit(() => gitlab.world.repository.move(BRANCH, null, tip));
    const { fault } = good(await publish(clone), 'fault');
    expect(fault.kind).to.equal('conflict');
    expect(branches(gitlab)).to.deep.equal(['main']);
    good(await publish(clone), 'published');
    expect(filesOf(gitlab, BRANCH)).to.deep.equal(filesHere(clone));
  });

  it('opens a new merge request where the other was closed, and says so', async () => {
    good(await publish(clone), 'published');
    gitlab.world.mergeRequests.forEach((request) => (request.state = 'closed'));
    const { mergeRequest } = good(await publish(clone), 'published');
    expect(mergeRequest?.how).to.equal('opened');
    expect(mergeRequest?.earlier?.state).to.equal('closed');
  });

  it('splits a request that is too large for what stands before GitLab', async () => {
    await gitlab.stop();
    gitlab = await startGitLab({ limits: { body: 200_000 } });
    await gitlab.commit('main', { 'README.md': 'images\n' });
    const here = new Clone(gitlab).write(WORKSPACE);
    const { commit } = good(await publish(here), 'published');
    expect(commit?.commits).to.be.greaterThan(1);
    expect(filesOf(gitlab, BRANCH)).to.deep.equal(filesHere(here));
    expect(branches(gitlab)).to.deep.equal([BRANCH, 'main']);
    here.write({ 'images/web/rootfs/large': 'x'.repeat(300_000), 'images/web/rootfs/small': 'x' });
    const before = filesOf(gitlab, BRANCH);
    const { fault } = good(await publish(here), 'fault');
    expect(fault.kind).to.equal('too-large');
    expect(filesOf(gitlab, BRANCH)).to.deep.equal(before);
    const anew = good(await publish(here, { branch: 'new' }), 'fault');
    expect(anew.fault.reason).to.contain('images/web/rootfs/large');
    expect(branches(gitlab)).to.deep.equal([BRANCH, 'main']);
    here.remove();
  });

  it('two that publish the same in parts come to the same end', async () => {
    const limits = { bytes: 1e9, actions: 9 };
    const results = await Promise.all([publish(clone, { limits }), publish(other, { limits })]);
    expect(results.some(({ end }) => end === 'published')).to.equal(true);
    good(await publish(clone, { limits }), 'published');
    good(await publish(other, { limits }), 'published');
    expect(filesOf(gitlab, BRANCH)).to.deep.equal(filesHere(clone));
    expect(branches(gitlab).filter((name) => !name.startsWith('cooperage-parts/'))).to.deep.equal([
      BRANCH,
      'main',
    ]);
  });

  it('asks owners and CODEOWNERS to review, once, and keeps what people change', async () => {
    await gitlab.commit('main', { CODEOWNERS: '*.json @reporter @some/group\n/images/ @publisher\n' });
    clone.git('pull', '-q', gitlab.repository, 'main');
    const { notices } = good(await publish(clone), 'published');
    const [request] = gitlab.world.mergeRequests;
    expect(request?.reviewers.map(({ username }) => username)).to.deep.equal(['reporter', 'developer']);
    expect(notices.join()).to.contain('@some/group');
    if (request === undefined) throw new Error('no merge request');
    [request.title, request.reviewers] = ['A title of a person', []];
    request.description = `Why: because.\n\n${request.description}`;
    good(await publish(clone, { title: 'Given' }), 'published');
    expect(request.title).to.equal('Given');
    const { mergeRequest } = good(await publish(clone), 'published');
    expect(mergeRequest?.how).to.equal('unchanged');
    expect([request.title, request.reviewers.length]).to.deep.equal(['Given', 0]);
    expect(request.description.startsWith('Why: because.\n\n<!-- cooperage publish')).to.equal(true);
  });
});
