import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Hook } from '../support/gitlab/server.js';
import { image, type Lab, openLab, type RunOptions } from './lab.js';
import { isReal, WHERE } from './target.js';

/** What only the stand-in can be brought to. */
const withStandIn = isReal ? (): void => {} : it;

describe(`what can go wrong between cooper publish and ${WHERE}`, function () {
  let lab: Lab;
  let branch: string;
  let count = 0;

  before(async function () {
    lab = await openLab(this);
  });
  after(() => lab?.close());
  beforeEach(() => {
    count += 1;
    branch = lab.project.branch(`bad-${count}`);
    lab.clone.write('images/web/rootfs/etc/greeting', `hello, number ${count}\n`);
  });
  afterEach(async () => {
    lab.target.standIn?.onRequest(null);
    // What a branch remembers of the one before is of no interest here.
    await lab.clone.git('reset', '--quiet', '--hard');
    await lab.clone.git('clean', '-fdxq', '--', lab.folder);
  });

  const publish = (...more: string[]): string[] => ['publish', '--branch', branch, ...more];
  /** It fails, says why, and the project is as before. */
  const fails = async (said: RegExp, more?: RunOptions): Promise<void> => {
    const before = await lab.project.state();
    const told = await lab.ends(4, publish(), more);
    expect(told).to.match(said);
    expect(await lab.project.state()).to.equal(before);
  };
  /** Once, before a request that fits is looked at. */
  const once = (method: string, path: RegExp, act: () => Promise<unknown>): void => {
    let done = false;
    const hook: Hook = async (asked, phase) => {
      if (done || phase !== 'before' || asked.method !== method || !path.test(asked.path)) return;
      done = true;
      await act();
    };
    lab.target.standIn?.onRequest(hook);
  };

  it('a token that is not accepted', () =>
    fails(/token/i, { env: { GITLAB_TOKEN: 'glpat-aaaaaaaaaaaaaaaaaaaa' } }));

  withStandIn('an expired token', () => fails(/expired/i, { env: { GITLAB_TOKEN: 'glpat-late-000000000' } }));

  withStandIn('a token that only reads', () =>
    fails(/scope|privileges|api/i, { env: { GITLAB_TOKEN: 'glpat-reader-0000000' } }),
  );

  it('a project that is not there', () =>
    fails(/does not exist/, {
      env: { GITLAB_PROJECT: `${lab.target.projectPath}-none` },
    }));

  withStandIn('an archived project', async () => {
    const { world } = lab.target.standIn ?? {};
    if (!world) return;
    world.archived = true;
    try {
      await fails(/archived/i);
    } finally {
      world.archived = false;
    }
  });

  it('a protected branch', async () => {
    await lab.project.makeBranch(branch, lab.base);
    await lab.project.protect(branch);
    await fails(/protected/i);
    await lab.project.unprotect(branch);
  });

  it('a merge request that was closed since the last time: another one is opened, and it is told', async () => {
    await lab.ends(0, publish());
    const [first] = await lab.project.requests(branch);
    await lab.project.close(first?.iid ?? 0);
    lab.clone.write('images/web/rootfs/etc/greeting', 'hello again\n');
    const told = await lab.ends(0, publish());
    const states = (await lab.project.requests(branch)).map(({ state }) => state);
    expect(states).to.deep.equal(['opened', 'closed']);
    expect(told).to.match(/closed/i);
  });

  withStandIn('a merge request that is closed while it is updated', async () => {
    await lab.ends(0, publish());
    const [first] = await lab.project.requests(branch);
    lab.clone.write('images/web/rootfs/etc/greeting', 'hello again\n');
    once('POST', /\/repository\/commits$/, () => lab.project.close(first?.iid ?? 0));
    const ended = await lab.run(publish());
    const all = await lab.project.requests(branch);
    expect(all.filter(({ state }) => state === 'opened').length, ended.err).to.be.lessThan(2);
    expect(all.find(({ iid }) => iid === first?.iid)?.state, 'it is not opened behind their back').to.equal(
      'closed',
    );
    expect(ended.out + ended.err).to.match(/closed|!\d+/i);
    expect(ended.code).to.be.oneOf([0, 4]);
  });

  withStandIn('a branch that is deleted meanwhile', async () => {
    await lab.ends(0, publish());
    lab.clone.write('images/web/rootfs/etc/greeting', 'hello again\n');
    once('POST', /\/repository\/commits$/, () => lab.project.removeBranch(branch));
    const told = await lab.ends(4, publish());
    expect(told).to.include(branch);
    expect(await lab.project.tip(branch)).to.equal(null);
  });

  it('a branch that was deleted since the last time', async () => {
    await lab.ends(0, publish());
    await lab.project.removeBranch(branch);
    const ended = await lab.run(publish());
    expect(ended.code, ended.err).to.be.oneOf([0, 4]);
    if (ended.code === 0) expect(await lab.clone.differs(branch)).to.equal('');
    else expect(ended.err).to.include(branch);
  });

  withStandIn('a file that is too large', async () => {
    lab.clone.write('images/web/rootfs/large', Buffer.alloc(5 * 1024 * 1024, 'x'));
    await fails(/too large|larger|takes in one request/i);
  });

  withStandIn('more than one request may take', async () => {
    for (const name of ['one', 'two', 'three'])
      lab.clone.write(`images/web/rootfs/large/${name}`, randomBytes(2 * 1024 * 1024));
    await lab.ends(0, publish());
    expect(await lab.clone.differs(branch)).to.equal('');
    const commits = await lab.project.done(
      'GET',
      `/repository/commits?ref_name=${encodeURIComponent(branch)}`,
    );
    const base = await lab.project.tip(lab.base);
    expect(commits.findIndex(({ id }: { id: string }) => id === base)).to.be.greaterThan(0);
    expect(
      (await lab.project.ownBranches()).filter((name) => !name.startsWith(lab.project.prefix)),
    ).to.deep.equal([]);
  });

  withStandIn('somebody who changes the same file at the last moment', async () => {
    await lab.ends(0, publish());
    lab.clone.write('images/web/rootfs/etc/greeting', 'ours\n');
    const path = `${lab.folder}/images/web/rootfs/etc/greeting`;
    const action = { action: 'update', file_path: path, content: 'theirs\n' };
    once(
      'POST',
      /\/repository\/commits$/,
      () => lab.target.standIn?.commit(branch, { [path]: action.content }) ?? Promise.resolve(),
    );
    const told = await lab.ends(4, publish());
    expect(told).to.include('images/web/rootfs/etc/greeting');
    expect(await lab.project.file(branch, path)).to.equal('theirs\n');
  });

  withStandIn('a GitLab that is down, with a page of a proxy', async () => {
    lab.target.standIn?.onRequest(() => ({ status: 502 }));
    const told = await lab.ends(4, publish());
    lab.target.standIn?.onRequest(null);
    expect(told).to.match(/502/);
    expect(await lab.project.tip(branch)).to.equal(null);
  });

  withStandIn('an answer that is lost after the commit: it is found again', async () => {
    let lost = false;
    lab.target.standIn?.onRequest((asked, phase) => {
      if (lost || phase !== 'after' || asked.method !== 'POST' || !asked.path.endsWith('/repository/commits'))
        return;
      lost = true;
      return 'lost';
    });
    const ended = await lab.run(publish());
    lab.target.standIn?.onRequest(null);
    expect(lost).to.equal(true);
    if (ended.code !== 0) await lab.ends(0, publish());
    const commits = await lab.project.done(
      'GET',
      `/repository/commits?ref_name=${encodeURIComponent(branch)}`,
    );
    const base = await lab.project.tip(lab.base);
    expect(
      commits.findIndex(({ id }: { id: string }) => id === base),
      'one commit',
    ).to.equal(1);
    expect((await lab.project.requests(branch)).map(({ state }) => state)).to.deep.equal(['opened']);
  });

  it('names with spaces, #, %, emoji, and quotes', async () => {
    const names = [
      'a b',
      '#1',
      '100%',
      '%20',
      '😀',
      'é',
      '"',
      "'",
      '$(x)',
      '`x`',
      '-n',
      'a+b&c=d',
      'ü/[x]*?',
    ];
    for (const name of names) lab.clone.write(`images/web/rootfs/odd/${name}`, `${name}\n`);
    await lab.ends(0, publish());
    expect(await lab.clone.differs(branch)).to.equal('');
    const again = await lab.project.state();
    await lab.ends(0, publish());
    expect(await lab.project.state()).to.equal(again);
  });

  it('symlinks and submodules that are in the tree stay', async () => {
    const other = await lab.another(`links-${count}`);
    const target = lab.project.branch(`links-${count}`);
    symlinkSync('greeting', join(other.root, 'images/web/rootfs/etc/link'));
    await other.git('add', '--all');
    const submodule = `160000,${'1'.repeat(40)},${lab.folder}/vendor/part`;
    await other.git('update-index', '--add', '--cacheinfo', submodule);
    await other.git('commit', '--quiet', '--message', 'Links');
    await other.git('push', '--quiet', 'origin', `HEAD:refs/heads/${target}`);
    other.write('images/web/rootfs/etc/greeting', 'beside links\n');
    await lab.ends(0, publish('--target', target), { root: other.root });
    await other.git('fetch', '--quiet', 'origin', branch);
    const tree = await other.git('ls-tree', '-r', 'FETCH_HEAD', `${lab.folder}/`);
    expect(tree)
      .to.match(/^120000 blob .*etc\/link$/m)
      .and.match(/^160000 commit 1{40}\t.*vendor\/part$/m);
    expect(await lab.project.file(branch, `${lab.folder}/images/web/rootfs/etc/greeting`)).to.equal(
      'beside links\n',
    );
  });

  it('two publishers at once: one after the other, or one of them is told', async () => {
    const other = await lab.another(`second-${count}`);
    lab.clone.write('images/web/rootfs/one', 'one\n');
    other.write('images/web/rootfs/two', 'two\n');
    other.write('images/tool/image.json', image('tool', { env: { WHO: 'two' } }));
    const both = await Promise.all([lab.run(publish()), lab.run(publish(), { root: other.root })]);
    const codes = both.map(({ code }) => code);
    expect(codes, both.map(({ err }) => err).join('\n')).to.include(0);
    for (const code of codes) expect(code).to.be.oneOf([0, 4]);
    for (const [at, name] of ['one', 'two'].entries()) {
      const file = await lab.project.file(branch, `${lab.folder}/images/web/rootfs/${name}`);
      expect(file, `${name}: ${both[at]?.err}`).to.equal(codes[at] === 0 ? `${name}\n` : null);
    }
    const open = (await lab.project.requests(branch)).filter(({ state }) => state === 'opened');
    expect(open).to.have.length(1);
    expect(await lab.project.notes(open[0]?.iid ?? 0)).to.have.length(1);
  });
});
