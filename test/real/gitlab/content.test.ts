/** `cooper content` against the stand-in GitLab, over a real repository: what a clone sees is what was saved. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { main } from '../../../compiler/cli/main.js';
import type { Io } from '../../../compiler/cli/io.js';
import { compile } from '../../../compiler/compile.js';
import { nodeFiles } from '../../../compiler/host/node-files.js';
import { ACCOUNTS, startGitLab, type FakeGitLab } from '../../support/gitlab/server.js';
import { needs } from '../../support/parts.js';
import { compileFiles, ROOT, SETTINGS, spec } from '../../support/workspace.js';

const ODD = 'images/web/rootfs/a b#c%20?&+😀/é "quoted" \'x\'';
const WEB = { ...spec({ from: { spec: 'base' }, rootfs: 'rootfs' }) };

interface Output {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly bytes: Buffer;
}

describe('cooper content, against a stand-in GitLab', function () {
  this.timeout(120_000);
  let folder: string;
  let gitlab: FakeGitLab;

  before(function () {
    needs(this, 'git');
  });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cooperage-content-'));
    gitlab = await startGitLab({ protectedBranches: { main: 40, locked: 50 } });
    const { files } = compileFiles({
      'cooperage.json': SETTINGS,
      'images/base/image.json': spec({ name: 'base' }),
      'images/web/image.json': WEB,
      'images/web/rootfs/etc/motd': 'hello\n',
    });
    const workspace = Object.entries(files.contents()).map(([path, text]) => [
      path.slice(ROOT.length + 1),
      text,
    ]);
    await gitlab.commit('main', Object.fromEntries(workspace) as Record<string, string>, 'Start');
  });

  afterEach(async () => {
    await gitlab.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function cooper(
    words: readonly string[],
    env: Io['env'] = gitlab.env,
    isTerminal = false,
  ): Promise<Output> {
    let [out, err] = ['', ''];
    const chunks: Uint8Array[] = [];
    const io: Io = {
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      ...(isTerminal ? {} : { bytes: (bytes: Uint8Array) => void chunks.push(bytes) }),
      color: false,
      isTerminal,
      columns: 100,
      env,
    };
    const code = await main(['-C', folder, 'content', ...words], io);
    expect(out + err).not.to.include(gitlab.token);
    return { code, out, err, bytes: Buffer.concat(chunks) };
  }

  async function fine(...words: string[]): Promise<Output> {
    const result = await cooper(words);
    expect([result.code, result.err]).to.deep.equal([0, '']);
    return result;
  }

  function file(name: string, content: string | Uint8Array): string {
    writeFileSync(join(folder, name), content);
    return name;
  }

  function git(...args: string[]): string {
    return execFileSync('git', ['-C', gitlab.repository, ...args], { maxBuffer: 1e9 }).toString();
  }

  /** What `compile --check` says of a clone. */
  async function stale(branch: string): Promise<string[]> {
    const clone = join(folder, `clone-${branch}`);
    mkdirSync(clone);
    // The stand-in lives in this process.
    await promisify(execFile)('git', ['clone', '-q', '--branch', branch, gitlab.cloneUrl, clone]);
    const { changes, removals } = compile(clone, { files: nodeFiles, output: 'check', incremental: false });
    return [...changes.map(({ artifact }) => artifact.path), ...removals];
  }

  describe('reading', () => {
    it('lists folders, with links and submodules as what they are', async () => {
      await gitlab.commit('main', {
        [ODD]: 'odd',
        'images/web/rootfs/run': { mode: '100755', content: '#!/bin/sh\n' },
        'images/web/rootfs/link': { mode: '120000', content: '/etc/passwd' },
        'images/web/vendor': { mode: '160000', content: '1'.repeat(40) },
      });
      const { out } = await fine('ls', 'images/web', '--recursive');
      expect(out.split('\n')).to.include.members([
        'file      images/web/image.json',
        `file      ${ODD}`,
        'program   images/web/rootfs/run',
        'link      images/web/rootfs/link',
        'folder    images/web/rootfs/etc/',
        `submodule images/web/vendor @ ${'1'.repeat(12)}`,
      ]);
      const lines = (await fine('ls', 'images/', '--json')).out.trim().split('\n');
      expect(lines.map((line) => (JSON.parse(line) as { path: string }).path)).to.deep.equal([
        'images/base',
        'images/web',
      ]);
      expect((await fine('ls', ODD)).out).to.equal(`file      ${ODD}\n`);
      expect(await cooper(['ls', 'images/none'])).to.include({
        code: 4,
        err: 'cooper: there is nothing at "images/none" in main\n',
      });
    });

    it('a folder of 5,000 files, page by page', async () => {
      const many = Array.from({ length: 5000 }, (_, index) => [`images/web/rootfs/many/${index}`, 'x']);
      await gitlab.commit('main', Object.fromEntries(many) as Record<string, string>);
      const before = gitlab.asked.length;
      const { out } = await fine('ls', 'images/web/rootfs/many');
      expect(out.trim().split('\n')).to.have.length(5000);
      expect(gitlab.asked.length - before).to.be.within(50, 56);
      const saved = await fine(
        'put',
        'images/web/rootfs/etc/motd',
        file('motd', 'bye\n'),
        '--branch',
        'change',
      );
      expect(saved.out).to.match(/^Saved to change as [0-9a-f]{12}/u);
      expect(await stale('change')).to.deep.equal([]);
    });

    it('files of any name and content', async () => {
      const binary = Buffer.alloc(10 * 1024 * 1024, Buffer.from([0, 1, 2, 255, 254, 10, 13]));
      await gitlab.commit('main', { [ODD]: binary, crlf: '\uFEFFa\r\nb', steering: 'a\u001b[31mb\n\tc' });
      expect((await fine('get', ODD)).bytes.equals(binary)).to.equal(true);
      await fine('get', ODD, '-o', 'copy');
      expect(readFileSync(join(folder, 'copy')).equals(binary)).to.equal(true);
      expect((await fine('get', 'crlf')).bytes.toString()).to.equal('\uFEFFa\r\nb');
      expect(JSON.parse((await fine('get', 'crlf', '--json')).out)).to.deep.include({
        path: 'crlf',
        text: '\uFEFFa\r\nb',
      });
      expect(await cooper(['get', ODD], gitlab.env, true)).to.deep.include({ code: 2, out: '' });
      expect((await cooper(['get', 'steering'], gitlab.env, true)).out).to.equal('a\\u001b[31mb\n\tc');
    });

    it('never follows a link, and leaves the workspace nowhere', async () => {
      await gitlab.commit('main', {
        link: { mode: '120000', content: 'cooperage.json' },
        folder: { mode: '120000', content: 'images' },
        vendor: { mode: '160000', content: '1'.repeat(40) },
        'sub/work/cooperage.json': '{}',
        secret: 's',
      });
      expect(await cooper(['get', 'link'])).to.include({
        code: 2,
        err: 'cooper: "link" is a link to "cooperage.json", and links are not followed\n  Name the file.\n',
      });
      expect((await cooper(['get', 'folder/web/image.json'])).code).to.equal(4);
      expect((await cooper(['get', 'vendor'])).err).to.include('"vendor" is a submodule');
      expect((await fine('ls', '--workspace', 'sub/work')).out).to.equal('file      cooperage.json\n');
      for (const path of ['../../secret', '/secret', 'a\\b', '.git/config']) {
        const asked = gitlab.asked.length;
        expect((await cooper(['get', path, '--workspace', 'sub/work'])).code, path).to.equal(2);
        expect(gitlab.asked.length).to.equal(asked);
      }
    });

    it('tells who changed a file, also before it was renamed', async () => {
      await gitlab.commit(
        'main',
        { 'images/web/rootfs/etc/motd': null, 'images/web/rootfs/etc/issue': 'hello\n' },
        'Move',
      );
      await gitlab.commit('main', { 'images/web/rootfs/etc/issue': 'hello!\n' }, 'Edit \u001b[2J');
      const { out } = await fine('log', 'images/web/rootfs/etc/issue');
      expect(
        out.split('\n').map((line) => line.replace(/^[0-9a-f]{12} {2}\d{4}-\d\d-\d\d/u, '…')),
      ).to.deep.equal([
        '…  Somebody Else  Edit [2J',
        '…  Somebody Else  Move',
        '(before: images/web/rootfs/etc/motd)',
        '…  Somebody Else  Start',
        '',
      ]);
      expect(
        (await fine('log', 'images/web/rootfs/etc/issue', '--limit', '1')).out.trim().split('\n'),
      ).to.have.length(1);
      const json = (await fine('log', 'images/web', '--json')).out.trim().split('\n');
      expect(json.map((line) => (JSON.parse(line) as { title: string }).title)).to.deep.equal([
        'Edit [2J',
        'Move',
        'Start',
      ]);
    });
  });

  describe('saving', () => {
    it('a spec with its generated files is one commit on a new branch', async () => {
      const text = `${JSON.stringify({ ...WEB, expose: [8443] }, null, 2)}\n`;
      const { out } = await fine(
        'put',
        'images/web/image.json',
        file('web.json', text),
        '--branch',
        'ports',
        '-m',
        'Open 8443',
      );
      expect(out).to.match(/^Saved to ports as [0-9a-f]{12}, with \d generated files\.\nhttp/u);
      expect(git('log', '--format=%s', 'main..ports')).to.equal('Open 8443\n');
      expect(git('show', 'ports:images/web/Dockerfile')).to.include('EXPOSE 8443');
      expect(await stale('ports')).to.deep.equal([]);
    });

    it('files of any name: put, moved and removed', async () => {
      const binary = Buffer.alloc(10 * 1024 * 1024, Buffer.from([0, 1, 2, 255, 254]));
      await fine('put', ODD, file('binary', binary), '--branch', 'odd', '--executable');
      expect(git('ls-tree', '-r', '-z', 'odd', '--', 'images/web/rootfs'))
        .to.include(`\t${ODD}\0`)
        .and.include('100755 blob');
      expect((await fine('get', ODD, '--ref', 'odd')).bytes.equals(binary)).to.equal(true);
      await fine('mv', 'images/web/rootfs', 'images/web/files', '--branch', 'odd', '--no-compile', '--force');
      expect((await fine('ls', 'images/web/files', '--ref', 'odd', '--recursive')).out).to.include(
        'a b#c%20?&+😀',
      );
      expect(git('ls-tree', '-r', '-z', 'odd', '--', 'images/web/files')).to.include('100755 blob');
      await fine('rm', 'images/web/files/', '--branch', 'odd', '--no-compile', '--force');
      expect(await cooper(['ls', 'images/web/files', '--ref', 'odd'])).to.include({ code: 4 });
      expect((await fine('rm', 'images/web', '--branch', 'odd', '--json')).out).to.include('"kind": "saved"');
      expect(await stale('odd')).to.deep.equal([]);
    });

    it('what is there already is no commit', async () => {
      const before = git('rev-parse', 'main');
      expect(
        (await fine('put', 'images/web/rootfs/etc/motd', file('motd', 'hello\n'), '--branch', 'main')).out,
      ).to.equal('main has that already.\n');
      expect(git('rev-parse', 'main')).to.equal(before);
    });

    it('a spec with errors is told with its line, and saved only with --force', async () => {
      const wrong = file('wrong.json', '{\n  "name": "web",\n  "from": "debian:12",\n  "expsoe": [80]\n}\n');
      const words = ['put', 'images/web/image.json', wrong, '--branch', 'wrong'];
      const refused = await cooper(words);
      expect(refused.code).to.equal(1);
      expect(refused.err).to.include('images/web/image.json:4:3').and.include('nothing was saved');
      expect(git('branch', '--list', 'wrong')).to.equal('');
      expect((await cooper([...words, '--force'])).code).to.equal(0);
      expect(git('show', 'wrong:images/web/image.json')).to.include('expsoe');
    });

    it('a conflict tells both sides, and nothing is lost', async () => {
      const base = git('rev-parse', 'main').trim();
      await gitlab.commit('main', { 'images/web/rootfs/etc/motd': 'theirs\u001b[2J\n' }, 'Change the motd');
      const tip = git('rev-parse', 'main');
      const words = [
        'put',
        'images/web/rootfs/etc/motd',
        file('motd', 'ours\n'),
        '--branch',
        'main',
        '--base',
        base,
      ];
      const { code, err, out } = await cooper(words);
      expect([code, out]).to.deep.equal([4, '']);
      expect(err).to.match(/^cooper: "images\/web\/rootfs\/etc\/motd" was changed by Somebody Else on /u);
      expect(err).to.include('-hello\n+theirs�[2J\n').and.include('-hello\n+ours\n');
      expect(git('rev-parse', 'main')).to.equal(tip);
      const json = JSON.parse((await cooper([...words, '--json'])).out) as {
        conflicts: { theirs: { text: string } }[];
      };
      expect(json.conflicts[0]?.theirs.text).to.equal('theirs\u001b[2J\n');
    });

    it('others are faster in the very moment: theirs stays', async () => {
      let isDone = false;
      gitlab.onRequest(async ({ method, path }, phase) => {
        if (isDone || phase !== 'before' || method !== 'POST' || !path.includes('/repository/commits'))
          return;
        isDone = true;
        await gitlab.commit('main', { 'images/web/rootfs/etc/motd': 'theirs\n' });
      });
      const { code, err } = await cooper([
        'put',
        'images/web/rootfs/etc/motd',
        file('motd', 'ours\n'),
        '--branch',
        'main',
      ]);
      expect(code).to.equal(4);
      expect(err).to.include('+theirs').and.include('+ours');
      expect(git('show', 'main:images/web/rootfs/etc/motd')).to.equal('theirs\n');
    });

    it('no answer came, and the commit is there: it is saved once', async () => {
      gitlab.fail('lost', { method: 'POST', path: /commits/u });
      const { code } = await cooper([
        'put',
        'images/web/rootfs/etc/motd',
        file('motd', 'ours\n'),
        '--branch',
        'main',
      ]);
      expect(code).to.equal(0);
      expect(git('log', '--format=%s', 'main').split('\n').slice(0, 2)).to.deep.equal([
        'Change images/web/rootfs/etc/motd',
        'Start',
      ]);
    });

    it('a branch that is deleted in the very moment is not made anew', async () => {
      await gitlab.commit('change', { 'README.md': 'x' });
      gitlab.onRequest(({ method, path }, phase) => {
        if (phase === 'before' && method === 'POST' && path.includes('/repository/commits'))
          execFileSync('git', ['-C', gitlab.repository, 'update-ref', '-d', 'refs/heads/change']);
      });
      const { code, err } = await cooper(['put', 'README.md', file('readme', 'y'), '--branch', 'change']);
      expect(code).to.equal(4);
      expect(err).to.include('the branch "change" has been deleted meanwhile');
      expect(git('branch', '--list', 'change')).to.equal('');
    });

    it('what may not be changed is told before anything is sent', async () => {
      await gitlab.commit('locked', { 'README.md': 'x' });
      await gitlab.commit('main', {
        link: { mode: '120000', content: 'x' },
        vendor: { mode: '160000', content: '1'.repeat(40) },
      });
      const posts = (): number => gitlab.asked.filter(({ method }) => method === 'POST').length;
      for (const [words, reason] of [
        [['put', 'README.md', file('readme', 'y'), '--branch', 'locked'], 'the branch "locked" is protected'],
        [['put', 'link', 'readme', '--branch', 'main'], '"link" is a symlink'],
        [['put', 'vendor/x', 'readme', '--branch', 'main'], '"vendor" is a submodule'],
        [['rm', 'vendor', '--branch', 'main'], '"vendor" is a submodule'],
        [['rm', 'none', '--branch', 'main'], 'there is nothing at "none"'],
        [
          ['mv', 'images/base', 'images/web', '--branch', 'main'],
          'there is something at "images/web" already',
        ],
        [['put', 'images/web/Dockerfile', 'readme', '--branch', 'main'], 'is generated'],
      ] as const) {
        const { code, err } = await cooper(words);
        expect(code, err).to.equal(4);
        expect(err).to.include(reason);
      }
      expect(posts()).to.equal(0);
    });

    it('an expired token, a reader, a stranger: told, and nothing is done', async () => {
      const words = ['put', 'README.md', file('readme', 'y'), '--branch', 'change'];
      for (const username of ['late', 'reporter', 'stranger', 'reader']) {
        const token = ACCOUNTS.find((account) => account.username === username)?.token ?? '';
        const { code, err } = await cooper(words, { ...gitlab.env, GITLAB_TOKEN: token });
        expect(code, username).to.equal(4);
        expect(err)
          .to.match(/^cooper: /u)
          .and.not.include(token);
        expect(git('branch', '--list', 'change')).to.equal('');
      }
      expect((await cooper(words, {})).code).to.equal(2);
    });
  });

  it('a file that is too large is refused with the limit', async () => {
    const { code, err } = await cooper([
      'put',
      'large',
      file('large', Buffer.alloc(101 * 1024 * 1024)),
      '--branch',
      'main',
    ]);
    expect(code).to.equal(2);
    expect(err).to.include('more than 100 MiB are too much for this way');
    await gitlab.stop();
    gitlab = await startGitLab({ limits: { body: 1024 * 1024 } });
    await gitlab.commit('main', { 'README.md': 'x' });
    const refused = await cooper([
      'put',
      'README.md',
      file('two', Buffer.alloc(2 * 1024 * 1024)),
      '--branch',
      'main',
      '--force',
      '--no-compile',
    ]);
    expect(refused.code).to.equal(4);
    expect(refused.err).to.include('more than');
  });
});
