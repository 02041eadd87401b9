import { expect } from 'chai';
import {
  ACCOUNTS,
  type FakeGitLab,
  type GitLabOptions,
  startGitLab,
} from '../../../support/gitlab/server.js';
import { needs } from '../../../support/parts.js';
import { cooperWith, type Output } from '../../../support/workspace.js';
import { branches, Clone, WORKSPACE } from './support.js';

const MOTD = 'images/web/rootfs/etc/motd';

describe('cooper publish: the command', function () {
  this.timeout(120_000);
  let gitlab: FakeGitLab;
  let clone: Clone;

  before(function () {
    needs(this, 'git');
  });
  const start = async (options: GitLabOptions = {}): Promise<void> => {
    gitlab = await startGitLab(options);
    await gitlab.commit('main', { 'README.md': 'images\n' });
    clone = new Clone(gitlab).write(WORKSPACE);
  };
  afterEach(async () => {
    clone.remove();
    await gitlab.stop();
  });

  const publish = async (argv: readonly string[] = [], env: Record<string, string> = {}): Promise<Output> => {
    const { PATH, HOME } = process.env;
    const all: Record<string, string | undefined> = { ...gitlab.env, PATH, HOME, ...env };
    const output = await cooperWith(all, '-C', clone.path, 'publish', ...argv);
    for (const text of [output.out, output.err]) {
      expect(text).not.to.contain(all['GITLAB_TOKEN'] || gitlab.token);
      // oxlint-disable-next-line no-control-regex
      expect(text).not.to.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/u);
    }
    return output;
  };

  it('shows, does, and has nothing more to do', async () => {
    await start();
    clone.write({ 'notes/\u001b[31mred': 'x\n' });
    const dry = await publish(['--dry-run']);
    expect(dry.code).to.equal(0);
    expect(dry.out).to.contain('new     images/web/Dockerfile').and.to.contain('Nothing was sent.');
    expect(branches(gitlab)).to.deep.equal(['main']);
    const done = await publish(['--title', 'Say one']);
    expect(done.err).to.equal('');
    expect(done.out).to.match(
      /changes in 1 commit on cooperage\/publish: [0-9a-f]{12}\nmerge request !1 opened: http/,
    );
    const again = await publish();
    expect(again.out).to.match(/is as it is here: nothing was sent\.\nmerge request !1 unchanged/);
    expect(gitlab.world.mergeRequests[0]?.title).to.equal('Say one');
    const json = JSON.parse((await publish(['--json'])).out) as Record<string, unknown>;
    expect(json).to.include({ end: 'published', commit: null, commits: 0, fault: null });
  });

  it('shows both sides of a conflict, and exits with 4', async () => {
    await start();
    await publish();
    await gitlab.commit('cooperage/publish', { [MOTD]: 'theirs \u001b[2J\n' });
    clone.write({ [MOTD]: 'ours\n' });
    const { code, err } = await publish();
    expect(code).to.equal(4);
    expect(err).to.contain(`${MOTD}: changed here, changed there`);
    expect(err).to.contain('of Somebody Else').and.to.contain('-theirs').and.to.contain('+ours');
    expect(err).to.contain('nothing was sent');
  });

  it('sends nothing of a workspace with errors', async () => {
    await start();
    clone.write({ 'images/web/image.json': { name: 'web' } });
    const { code, err } = await publish();
    expect(code).to.equal(1);
    expect(err).to.contain('Nothing was sent.');
    expect(branches(gitlab)).to.deep.equal(['main']);
  });

  const REFUSED: readonly (readonly [
    what: string,
    options: GitLabOptions,
    argv: readonly string[],
    env: Record<string, string>,
    code: number,
    said: RegExp,
  ])[] = [
    ['an expired token', {}, [], { GITLAB_TOKEN: tokenOf('late') }, 4, /expired/],
    ['an account that may only read', {}, [], { GITLAB_TOKEN: tokenOf('reporter') }, 4, /Reporter/],
    ['a project that is not there', {}, [], { GITLAB_PROJECT: 'no/where' }, 4, /does not exist/],
    ['an archived project', { archived: true }, [], {}, 4, /archived/],
    [
      'a protected branch',
      { protectedBranches: { main: 40, 'cooperage/publish': 50 } },
      [],
      {},
      4,
      /protected|not allowed/,
    ],
    ['a target that is not there', {}, ['--target', 'none'], {}, 2, /no branch "none"/],
    ['a branch that git does not take', {}, ['--branch', 'a..b'], {}, 2, /no name of a branch/],
  ];
  for (const [what, options, argv, env, code, said] of REFUSED)
    it(`tells ${what}, and changes nothing`, async () => {
      await start(options);
      const output = await publish(argv, env);
      expect(output.err).to.match(said);
      expect(output.code).to.equal(code);
      expect(branches(gitlab)).to.deep.equal(['main']);
    });

  it('pushes by git without a token, and asks for the merge request with it', async () => {
    await start();
    clone.git('config', 'user.name', 'Local');
    clone.git('config', 'user.email', 'local@example.com');
    clone.git('-C', gitlab.repository, 'config', 'receive.advertisePushOptions', 'true');
    const { code, out, err } = await publish(['--git'], { GITLAB_TOKEN: '' });
    expect(err).to.equal('');
    expect(code).to.equal(0);
    expect(out).to.contain('asked for a merge request');
    expect(branches(gitlab)).to.deep.equal(['cooperage/publish', 'main']);
    const again = await publish(['--git'], { GITLAB_TOKEN: '' });
    expect(again.out).to.contain('nothing was sent');
  });
});

function tokenOf(username: string): string {
  return ACCOUNTS.find((account) => account.username === username)?.token ?? '';
}
