import { chmodSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { needs } from '../../../support/parts.js';
import { type FakeGitLab, startGitLab } from '../../../support/gitlab/server.js';
import { branches, Clone, filesHere, filesOf, good, publish, WORKSPACE } from './support.js';

const BRANCH = 'cooperage/publish';

describe('cooper publish', function () {
  this.timeout(120_000);
  let gitlab: FakeGitLab;
  let clone: Clone;

  before(function () {
    needs(this, 'git');
  });
  beforeEach(async () => {
    gitlab = await startGitLab();
    await gitlab.commit('main', { 'README.md': 'images\n' });
    clone = new Clone(gitlab).write(WORKSPACE);
  });
  afterEach(async () => {
    clone.remove();
    await gitlab.stop();
  });

  const writes = (): string[] =>
    gitlab.asked.filter(({ method }) => method !== 'GET' && method !== 'HEAD').map(({ method }) => method);

  it('makes the branch with one commit, and one merge request', async () => {
    const result = good(await publish(clone), 'published');
    expect(result.commit?.commits).to.equal(1);
    expect(filesOf(gitlab, BRANCH)).to.deep.equal(filesHere(clone));
    expect(branches(gitlab)).to.deep.equal([BRANCH, 'main']);
    const [request, ...others] = gitlab.world.mergeRequests;
    expect(others).to.deep.equal([]);
    expect(request?.title).to.equal('Update web');
    expect(request?.source).to.equal(BRANCH);
    expect(request?.target).to.equal('main');
    expect(writes(), 'commit, merge request, report').to.deep.equal(['POST', 'POST', 'POST']);
  });

  it('does nothing the second time, and says so', async () => {
    await publish(clone);
    const before = writes().length;
    const result = good(await publish(clone), 'published');
    expect(result.commit).to.equal(null);
    expect(result.mergeRequest?.how).to.equal('unchanged');
    expect(writes().length).to.equal(before);
  });

  it('does nothing the second time from another clone, which remembers nothing', async () => {
    await publish(clone);
    const other = new Clone(gitlab).write(WORKSPACE);
    const result = good(await publish(other), 'published');
    expect(result.commit).to.equal(null);
    other.remove();
  });

  it('sends just what differs: new, changed, gone, moved, mode', async () => {
    clone.write({
      'images/web/rootfs/a': 'one\n',
      'images/web/rootfs/b': 'two\n',
      'images/web/rootfs/c': 'three\n',
      'images/web/rootfs/d e#%é😀': 'four\n',
    });
    await publish(clone);
    const root = join(clone.path, 'images/web/rootfs');
    rmSync(join(root, 'a'));
    renameSync(join(root, 'b'), join(root, 'B'));
    chmodSync(join(root, 'c'), 0o755);
    renameSync(join(root, 'd e#%é😀'), join(root, 'd?&+'));
    clone.write({ 'images/web/rootfs/a/is/a/folder': 'five\n' });
    const result = good(await publish(clone), 'published');
    const actions = result.plan?.actions.map(({ action, path }) => `${action} ${path}`) ?? [];
    expect(actions).to.include.members([
      'delete images/web/rootfs/a',
      'move images/web/rootfs/B',
      'move images/web/rootfs/d?&+',
      'update images/web/rootfs/c',
      'create images/web/rootfs/a/is/a/folder',
    ]);
    expect(filesOf(gitlab, BRANCH)).to.deep.equal(filesHere(clone));
    expect(result.mergeRequest?.how).to.equal('unchanged');
  });

  it('shows what it would do, and does nothing', async () => {
    const result = good(await publish(clone, { dryRun: true }), 'planned');
    const paths = result.plan?.actions.map(({ path }) => path) ?? [];
    expect(paths).to.include.members(['images/web/image.json', 'images/web/Dockerfile']);
    expect(clone.git('status', '--porcelain', '--', 'images/web/Dockerfile')).to.equal('');
    expect(writes()).to.deep.equal([]);
    const done = good(await publish(clone), 'published');
    expect(done.plan?.actions).to.deep.equal(result.plan?.actions);
  });

  it('tells a conflict with both sides, and sends nothing', async () => {
    await publish(clone);
    await gitlab.commit(BRANCH, { 'images/web/rootfs/etc/motd': 'theirs\n', 'images/web/notes': 'kept\n' });
    const before = filesOf(gitlab, BRANCH);
    clone.write({ 'images/web/rootfs/etc/motd': 'ours\n' });
    const { conflicts } = good(await publish(clone), 'conflict');
    expect(conflicts.map(({ path }) => path)).to.deep.equal(['images/web/rootfs/etc/motd']);
    expect(conflicts[0]?.texts).to.deep.equal({ ours: 'ours\n', theirs: 'theirs\n' });
    expect(conflicts[0]?.commit?.authorName).to.equal('Somebody Else');
    expect(filesOf(gitlab, BRANCH)).to.deep.equal(before);
    clone.write({ 'images/web/rootfs/etc/motd': 'theirs\n', 'images/web/rootfs/more': 'x\n' });
    const result = good(await publish(clone), 'published');
    expect(result.plan?.actions.map(({ path }) => path)).to.deep.equal(['images/web/rootfs/more']);
    expect(filesOf(gitlab, BRANCH)?.some((line) => line.endsWith('images/web/notes'))).to.equal(true);
  });
});
