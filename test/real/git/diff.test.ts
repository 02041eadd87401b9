import { expect } from 'chai';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageDiff } from '../../../compiler/diff.js';
import { needs } from '../../support/parts.js';
import { cooper, DiskWorkspace, SETTINGS, spec, type Content, type Output } from '../../support/workspace.js';
import { gitIn, Repository } from './repository.js';

const FILES: Record<string, Content> = {
  '.gitignore': '*.log\n',
  'frag/base.json': { labels: { team: 'a' } },
  'images/web/image.json': spec({ rootfs: 'rootfs', expose: [80] }),
  'images/web/rootfs/etc/größe ñ': 'x',
  'images/web/rootfs/etc/run.sh': '#!/bin/sh\n',
  'images/web/rootfs/etc/link': { link: 'a' },
  'images/base/image.json': spec({ name: 'base', extends: '../../frag/base.json' }),
  'images/child/image.json': spec({ name: 'child', from: { spec: 'base' } }),
};

describe('cooper diff on a real repository', function () {
  this.timeout(120_000);
  let repository: Repository;
  before(function () {
    needs(this, 'git');
    repository = new Repository(FILES);
  });
  after(() => repository?.remove());
  afterEach(() => repository.reset());

  const diff = (...args: string[]): Promise<Output> => repository.cooper('diff', ...args);
  const images = async (...args: string[]): Promise<ImageDiff[]> =>
    (JSON.parse((await diff('--json', ...args)).out) as { images: ImageDiff[] }).images;
  const told = async (...args: string[]): Promise<string[]> =>
    (await images(...args)).flatMap(({ dir, standing, changes }) => [
      `${dir} ${standing}`,
      ...changes.map(({ kind, subject, name, note }) => `  ${kind} ${subject} ${name} ${note}`.trimEnd()),
    ]);

  it('nothing, right after a commit', async () => {
    expect(await diff()).to.deep.equal({ code: 0, out: 'No image changes.\n', err: '' });
  });

  it('the working tree: changed, new, removed and ignored files, modes, links, odd names', async () => {
    repository.write({
      'images/web/rootfs/etc/größe ñ': 'yy',
      'images/web/rootfs/new näme': 'n',
      'images/web/rootfs/etc/debug.log': 'never committed',
      'images/new/image.json': spec({ name: 'new' }),
    });
    chmodSync(repository.path('images/web/rootfs/etc/run.sh'), 0o755);
    repository.delete('images/web/rootfs/etc/link', 'images/child');
    symlinkSync('b', repository.path('images/web/rootfs/etc/link'));
    const lines = await told();
    expect(lines.filter((line) => /^images|files/u.test(line))).to.deep.equal([
      'images/child removed',
      'images/new added',
      'images/web changed',
      '  changed files /etc/größe ñ its content',
      '  changed files /etc/link its content',
      '  changed files /etc/run.sh its mode',
      '  added files /new näme',
    ]);
    const { out } = await diff();
    expect(out).to.include('~ file /etc/größe ñ: 0644, 1 byte → 0644, 2 bytes (its content)');
    expect(out).to.include('1 image changed, 1 image added, 1 image removed.');
  });

  it('a fragment, and who is built on what it reaches', async () => {
    repository.write({ 'frag/base.json': { labels: { team: 'b' } } });
    expect(await told()).to.deep.equal(['images/base changed', '  changed labels team']);
    expect((await images())[0]?.dependants).to.deep.equal(['images/child']);
  });

  it('touched without effect, and only comments', async () => {
    repository.write({
      'images/web/image.json': JSON.stringify(FILES['images/web/image.json']),
      'images/base/image.json': spec({ name: 'base', extends: '../../frag/base.json', comment: 'why' }),
    });
    expect((await diff()).out).to.equal(
      'Only comments changed: images/base\nNothing changes, though files were touched: images/web\n\nNo image changes.\n',
    );
  });

  it('between two commits, from where a branch began, and one image of it', async () => {
    const start = repository.git('rev-parse', 'HEAD').trim();
    repository.git('checkout', '--quiet', '-b', 'topic');
    repository.write({ 'images/web/image.json': spec({ rootfs: 'rootfs', expose: [81] }) }).commit('topic');
    repository.git('checkout', '--quiet', 'main');
    repository.write({ 'images/base/image.json': spec({ name: 'base' }) }).commit('main');
    try {
      expect(await told('main...topic')).to.deep.equal([
        'images/web changed',
        '  removed ports 80/tcp',
        '  added ports 81/tcp',
      ]);
      expect((await told('main..topic')).filter((line) => line.startsWith('images'))).to.deep.equal([
        'images/base changed',
        'images/web changed',
      ]);
      expect(await told(`${start}..`)).to.deep.equal(['images/base changed', '  removed labels team']);
      expect(await told('topic', 'web')).to.deep.equal([
        'images/web changed',
        '  added ports 80/tcp',
        '  removed ports 81/tcp',
      ]);
      expect(await told('HEAD~1', 'images/web')).to.deep.equal([]);
    } finally {
      repository.git('reset', '--quiet', '--hard', start);
      repository.git('branch', '--quiet', '-D', 'topic');
    }
  });

  it('an image that is gone can be named', async () => {
    repository.delete('images/child');
    expect(await told('child')).to.deep.equal(['images/child removed', '  removed job']);
  });

  it('a new commit of the working tree is the same as what was told before it', async () => {
    repository.write({ 'images/web/rootfs/a': 'a', 'frag/base.json': { labels: {} } });
    const before = await told();
    repository.commit('second');
    expect(await told('HEAD~1..HEAD')).to.deep.equal(before);
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
  });

  it('--exit-code, --patch', async () => {
    expect((await diff('--exit-code')).code).to.equal(0);
    repository.write({ 'images/web/image.json': spec({ rootfs: 'rootfs', expose: [81] }) });
    const { code, out } = await diff('--exit-code', '--patch');
    expect(code).to.equal(3);
    expect(out).to.include('-EXPOSE 80\n+EXPOSE 81\n').and.include('--- a/images/web/Dockerfile');
  });

  it('a spec with errors: exit 1, the others are told', async () => {
    repository.write({
      'images/web/image.json': '{',
      'images/base/image.json': spec({ name: 'base', user: 'a' }),
    });
    const { code, out, err } = await diff();
    expect(code).to.equal(1);
    expect(out).to.include('Not known, because one side has errors: images/web').and.include('+ user a');
    expect(err).to.include('images/web/image.json:1:');
  });

  it('settings with errors: nothing is said of images', async () => {
    repository.write({ 'cooperage.json': '{' });
    expect(await diff()).to.include({ code: 1, out: '' });
  });

  it('a commit that is not there, a word that is nothing: exit 2', async () => {
    expect(await diff('nowhere..')).to.include({ code: 2, out: '' });
    const { code, err } = await diff('wep');
    expect([code, err.split('\n')[0]]).to.deep.equal([
      2,
      'error: "wep" is neither a commit nor an image, did you mean "web"? [neither-commit-nor-image]',
    ]);
    expect((await diff('--', '--output=x')).code).to.equal(2);
    repository.git('branch', 'web');
    expect((await diff('web')).err).to.include('"web" is both a commit and an image');
    expect((await diff('refs/heads/web')).code).to.equal(0);
    repository.git('branch', '-D', 'web');
  });

  it('no repository: exit 4; a shallow clone says that it is one', async () => {
    const plain = new DiskWorkspace({});
    const { code, err } = await plain.cooper('diff');
    expect(code).to.equal(4);
    expect(err).to.include('belongs to no Git repository');
    plain.remove();
    repository.commit('second');
    const parent = mkdtempSync(join(tmpdir(), 'cooperage-test-'));
    try {
      gitIn(parent, 'clone', '--quiet', '--depth=1', `file://${repository.root}`, 'clone');
      const shallow = await cooper('-C', join(parent, 'clone'), 'diff', 'HEAD~1..');
      expect(shallow.code).to.equal(2);
      expect(shallow.err).to.include('this clone holds only the newest commits');
      mkdirSync(join(parent, 'new'));
      gitIn(join(parent, 'new'), 'init', '--quiet');
    } finally {
      rmSync(parent, { recursive: true });
      repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    }
  });

  it('a workspace below the top of its repository; a repository without a commit', async () => {
    const outer = new DiskWorkspace({
      'ws/cooperage.json': SETTINGS,
      'ws/images/a/image.json': spec({ name: 'a' }),
      'images/b': '',
    });
    gitIn(outer.root, 'init', '--quiet');
    const none = await cooper('-C', outer.path('ws'), 'diff');
    expect([none.code, none.err.includes('nothing has been committed yet')]).to.deep.equal([2, true]);
    gitIn(outer.root, 'add', '--all');
    gitIn(outer.root, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '-m', 'a');
    outer.write({ 'ws/images/a/image.json': spec({ name: 'a', user: 'x' }), 'images/c': '' });
    const { code, out } = await cooper('-C', outer.path('ws'), 'diff');
    outer.remove();
    expect([code, out.split('\n')[1]]).to.deep.equal([0, '  + user x']);
  });

  it('submodules are not looked into, and say so', async () => {
    const other = new Repository({ x: 'x' });
    try {
      repository.git('submodule', '--quiet', 'add', other.root, 'images/web/rootfs/vendor');
      expect(await told()).to.deep.equal(['images/web changed', '  added files /vendor']);
      repository.commit('vendor');
      expect(await told()).to.deep.equal([]);
      other.write({ x: 'y' }).commit('second');
      gitIn(repository.path('images/web/rootfs/vendor'), 'pull', '--quiet', 'origin', 'main');
      expect(await told()).to.deep.equal(['images/web changed', '  changed files /vendor its content']);
      expect((await diff()).out).to.include('Submodules are not looked into: images/web/rootfs/vendor');
    } finally {
      other.remove();
      repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    }
  });

  it('leaves the repository as it was, under a hook too', async () => {
    const before = repository.tree();
    process.env['GIT_DIR'] = '/nowhere';
    process.env['GIT_INDEX_FILE'] = '/nowhere/index';
    try {
      expect((await diff()).code).to.equal(0);
    } finally {
      delete process.env['GIT_DIR'];
      delete process.env['GIT_INDEX_FILE'];
    }
    expect(repository.tree()).to.deep.equal(before);
  });
});
