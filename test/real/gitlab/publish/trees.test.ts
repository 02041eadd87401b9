/** What may lie in a workspace and in a project: links, submodules, folders, filters, nothing at all. */
import { mkdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type FakeGitLab, startGitLab } from '../../../support/gitlab/server.js';
import { needs } from '../../../support/parts.js';
import { spec } from '../../../support/workspace.js';
import { branches, Clone, filesHere, filesOf, good, publish, WORKSPACE } from './support.js';

const BRANCH = 'cooperage/publish';

describe('cooper publish: trees', function () {
  this.timeout(120_000);
  let gitlab: FakeGitLab;
  let clone: Clone;

  before(function () {
    needs(this, 'git');
  });
  beforeEach(async () => {
    gitlab = await startGitLab();
  });
  afterEach(async () => {
    clone?.remove();
    await gitlab.stop();
  });

  const start = async (files: Parameters<FakeGitLab['commit']>[1] = {}): Promise<Clone> => {
    await gitlab.commit('main', { 'README.md': 'images\n', ...files });
    clone = new Clone(gitlab).write(WORKSPACE);
    return clone;
  };

  it('leaves a symlink and a submodule as they are', async () => {
    await start({
      'images/web/rootfs/link': { mode: '120000', content: 'etc' },
      'images/web/sub': { mode: '160000', content: '1'.repeat(40) },
    });
    const { plan } = good(await publish(clone), 'published');
    const paths = plan?.actions.map(({ path }) => path) ?? [];
    expect(paths.filter((path) => /link|sub$/.test(path))).to.deep.equal([]);
    const there = filesOf(gitlab, BRANCH) ?? [];
    expect(there.filter((line) => /^1[26]0000 /.test(line)).length).to.equal(2);
  });

  it('names a new symlink, and sends nothing; with git it goes', async () => {
    await start();
    symlinkSync('etc', join(clone.path, 'images/web/rootfs/link'));
    const { paths } = good(await publish(clone), 'unsendable');
    expect(paths).to.deep.equal(['images/web/rootfs/link']);
    expect(branches(gitlab)).to.deep.equal(['main']);
    good(await publish(clone, { git: true }), 'published');
    expect(filesOf(gitlab, BRANCH)).to.deep.equal(filesHere(clone));
    expect(gitlab.world.mergeRequests.length).to.equal(1);
    const again = good(await publish(clone, { git: true }), 'published');
    expect(again.commit).to.equal(null);
    unlinkSync(join(clone.path, 'images/web/rootfs/link'));
    good(await publish(clone), 'published');
    expect(filesOf(gitlab, BRANCH)).to.deep.equal(filesHere(clone));
  });

  it('makes a file of a symlink, a folder of a file, and the other way round', async () => {
    await start({
      'images/web/rootfs/link': { mode: '120000', content: 'etc' },
      'images/web/rootfs/file': 'x\n',
      'images/web/rootfs/folder/file': 'y\n',
    });
    for (const path of ['link', 'file']) unlinkSync(join(clone.path, 'images/web/rootfs', path));
    rmSync(join(clone.path, 'images/web/rootfs/folder'), { recursive: true });
    clone.write({ 'images/web/rootfs/link': 'no link\n', 'images/web/rootfs/file/below': 'z\n' });
    clone.write({ 'images/web/rootfs/folder': 'a file\n' });
    good(await publish(clone), 'published');
    expect(filesOf(gitlab, BRANCH)).to.deep.equal(filesHere(clone));
  });

  it('sends what git would store, after its filters', async () => {
    await start({ '.gitattributes': '*.txt text eol=crlf\n' });
    clone.write({
      'images/web/rootfs/dos.txt': 'one\r\ntwo\r\n',
      'images/web/rootfs/bin': Buffer.from([0, 13, 10]),
    });
    good(await publish(clone), 'published');
    expect(filesOf(gitlab, BRANCH)).to.deep.equal(filesHere(clone));
  });

  it('leaves out what git ignores, and removes what is generated no more', async () => {
    await start({ '.gitignore': 'secret\n' });
    clone.write({ 'images/web/secret': 'x\n', 'images/db/image.json': spec({ name: 'db' }) });
    good(await publish(clone), 'published');
    expect(filesOf(gitlab, BRANCH)?.some((line) => line.endsWith('secret'))).to.equal(false);
    unlinkSync(join(clone.path, 'images/db/image.json'));
    const { plan } = good(await publish(clone), 'published');
    expect(plan?.actions.map(({ action, path }) => `${action} ${path}`)).to.deep.equal([
      'delete images/db/Dockerfile',
      'delete images/db/Jenkinsfile',
      'delete images/db/image.json',
    ]);
  });

  it('makes the first commit of a project on its first branch', async () => {
    clone = new Clone(gitlab).write(WORKSPACE);
    const { notices, mergeRequest } = good(await publish(clone), 'published');
    expect(branches(gitlab)).to.deep.equal(['main']);
    expect(filesOf(gitlab, 'main')).to.deep.equal(filesHere(clone));
    expect(mergeRequest).to.equal(null);
    expect(notices.join()).to.match(/was empty/);
    const again = good(await publish(clone), 'published');
    expect(again.commit).to.equal(null);
  });

  it('looks at the folder of the workspace only', async () => {
    await gitlab.commit('main', { 'README.md': 'images\n', 'other/file': 'x\n' });
    clone = new Clone(gitlab);
    const inFolder = Object.fromEntries(
      Object.entries(WORKSPACE).map(([path, content]) => [`my ws/${path}`, content]),
    );
    clone.write({ ...inFolder, 'other/mine': 'y\n' });
    const result = await publish(clone, { folder: 'my ws' }, 'my ws');
    good(result, 'published');
    const there = filesOf(gitlab, BRANCH) ?? [];
    expect(there.filter((line) => line.includes(' my ws/'))).to.deep.equal(
      filesHere(clone).filter((line) => line.includes(' my ws/')),
    );
    expect(there.some((line) => line.endsWith('other/mine'))).to.equal(false);
    expect(there.some((line) => line.endsWith('other/file'))).to.equal(true);
    const again = good(await publish(clone, { folder: 'my ws', git: true }, 'my ws'), 'published');
    expect(again.commit).to.equal(null);
  });

  it('does not send a pointer of Git LFS, which GitLab would take for the content', async () => {
    await start();
    clone.write({
      'images/web/rootfs/big': `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 9\n`,
    });
    const { paths } = good(await publish(clone), 'unsendable');
    expect(paths).to.deep.equal(['images/web/rootfs/big']);
  });

  it('names a file whose name is not in UTF-8, and sends nothing', async () => {
    await start();
    mkdirSync(join(clone.path, 'notes'));
    writeFileSync(Buffer.concat([Buffer.from(join(clone.path, 'notes/')), Buffer.from([0xff, 0x61])]), 'x');
    const { paths } = good(await publish(clone), 'unsendable');
    expect(paths).to.deep.equal(['notes/\ufffda']);
    expect(good(await publish(clone, { git: true }), 'unsendable').paths).to.deep.equal(paths);
    expect(branches(gitlab)).to.deep.equal(['main']);
  });

  it('publishes a folder that is no clone, and goes on from what it remembers', async () => {
    await start();
    clone.git('rm', '-rfq', '--cached', '.');
    clone.git('config', '--local', 'core.bare', 'true');
    // Now git tells of no working tree here.
    good(await publish(clone), 'published');
    clone.write({ 'images/web/rootfs/etc/motd': 'new\n' });
    const { plan } = good(await publish(clone), 'published');
    expect(plan?.actions.map(({ action, path }) => `${action} ${path}`)).to.deep.equal([
      'update images/web/rootfs/etc/motd',
    ]);
  });
});
