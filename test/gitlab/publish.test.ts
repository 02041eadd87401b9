import { expect } from 'chai';
import { chmodSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { image, type Lab, openLab } from './lab.js';
import { WHERE } from './target.js';

/** The tests build upon one another; the first that fails makes the others fail too. */
describe(`cooper publish and ${WHERE}`, function () {
  let lab: Lab;
  let branch: string;

  before(async function () {
    lab = await openLab(this);
    branch = lab.project.branch('publish');
  });
  after(() => lab?.close());

  const publish = (...more: string[]): string[] => ['publish', '--branch', branch, ...more];
  const modes = async (): Promise<string[]> => {
    await lab.clone.git('fetch', '--quiet', 'origin', branch);
    const shown = await lab.clone.git('ls-tree', '-r', '-z', 'FETCH_HEAD', `${lab.folder}/`);
    return shown
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => `${line.slice(0, 6)} ${line.split(`\t${lab.folder}/`)[1] ?? ''}`);
  };

  it('makes nothing where nothing differs', async () => {
    const before = await lab.project.state();
    await lab.ends(0, publish());
    expect(await lab.project.state()).to.equal(before);
  });

  it('prints what it would do, and does nothing', async () => {
    const { clone, project } = lab;
    clone.write('images/web/image.json', image('web', { rootfs: 'rootfs', env: { A: 'one' } }));
    clone.write('images/web/rootfs/a b/# % é 😀.txt', 'odd\n');
    clone.write('images/web/rootfs/bin/run', '#!/bin/sh\n', 0o755);
    clone.write(
      'images/web/rootfs/data.bin',
      Uint8Array.from({ length: 256 }, (_, at) => at),
    );
    const before = await project.state();
    const told = await lab.ends(0, publish('--dry-run'));
    expect(told).to.include('images/web/Dockerfile').and.include('# % é 😀.txt');
    JSON.parse((await lab.run(publish('--dry-run', '--json'))).out);
    expect(await project.state()).to.equal(before);
  });

  it('sends nothing where a symlink is new, which the API cannot make', async () => {
    const link = 'images/web/rootfs/etc/link';
    symlinkSync('greeting', join(lab.clone.root, link));
    const before = await lab.project.state();
    expect(await lab.ends(4, publish()))
      .to.include(link)
      .and.include('--git');
    expect(await lab.project.state()).to.equal(before);
    lab.clone.remove(link);
  });

  it('commits what differs in one commit, and opens one merge request with the report', async () => {
    const { clone, project, base } = lab;
    const tip = await project.tip(base);
    await lab.ends(0, publish('--title', 'Say one', '--message', 'One for all'));
    expect(await clone.differs(branch)).to.equal('');
    const [commit] = await project.done(
      'GET',
      `/repository/commits?ref_name=${encodeURIComponent(branch)}&per_page=1`,
    );
    expect(commit.parent_ids).to.deep.equal([tip]);
    expect(commit.message).to.match(/^One for all/);
    expect(await modes()).to.include('100755 images/web/rootfs/bin/run');
    const requests = await project.requests(branch);
    expect(requests.map(({ state, title, target_branch }) => [state, title, target_branch])).to.deep.equal([
      ['opened', 'Say one', base],
    ]);
    const notes = await project.notes(requests[0]?.iid ?? 0);
    expect(notes).to.have.length(1);
    expect(notes[0]).to.include('web');
  });

  it('does nothing the second time', async () => {
    const before = await lab.project.state();
    await lab.ends(0, publish());
    expect(await lab.project.state()).to.equal(before);
  });

  it('goes on in the same branch and merge request: moves, deletes, changes modes', async () => {
    const { clone, project } = lab;
    const rootfs = join(clone.root, 'images/web/rootfs');
    renameSync(join(rootfs, 'data.bin'), join(rootfs, 'moved.bin'));
    chmodSync(join(rootfs, 'bin/run'), 0o644);
    clone.remove('images/web/rootfs/a b');
    clone.write('images/tool/image.json', image('tool', { env: { B: 'two' } }));
    const [request] = await project.requests(branch);
    const [note] = await project.notes(request?.iid ?? 0);
    await lab.ends(0, publish());
    expect(await clone.differs(branch)).to.equal('');
    expect(await modes()).to.include('100644 images/web/rootfs/bin/run');
    const requests = await project.requests(branch);
    expect(requests.map(({ iid }) => iid)).to.deep.equal([request?.iid]);
    const notes = await project.notes(request?.iid ?? 0);
    expect(notes).to.have.length(1);
    expect(notes[0]).to.include('tool').and.not.equal(note);
  });

  it('sends nothing where a spec is wrong', async () => {
    const { clone, project } = lab;
    clone.write('images/tool/image.json', image('tool', { cmd: 7 }));
    const before = await project.state();
    await lab.ends(1, publish());
    expect(await project.state()).to.equal(before);
    clone.write('images/tool/image.json', image('tool', { env: { B: 'two' } }));
  });

  it('leaves the change of somebody else, and publishes beside it', async () => {
    const { clone, project } = lab;
    const path = `${lab.folder}/images/web/rootfs/theirs`;
    await project.commit(branch, 'Theirs', [{ action: 'create', file_path: path, content: 'theirs\n' }]);
    clone.write('images/web/rootfs/ours', 'ours\n');
    await lab.ends(0, publish());
    expect(await project.file(branch, path)).to.equal('theirs\n');
    expect(await project.file(branch, `${lab.folder}/images/web/rootfs/ours`)).to.equal('ours\n');
  });

  it('tells a conflict with both sides, and changes nothing', async () => {
    const { clone, project } = lab;
    const path = `${lab.folder}/images/web/rootfs/etc/greeting`;
    const update = { action: 'update', file_path: path, content: 'good morning\n' };
    await project.commit(branch, 'Another greeting', [update]);
    clone.write('images/web/rootfs/etc/greeting', 'good evening\n');
    const before = await project.state();
    const told = await lab.ends(4, publish());
    expect(told)
      .to.include('images/web/rootfs/etc/greeting')
      .and.include('good morning')
      .and.include('good evening');
    expect(told).to.include('Another greeting');
    expect(await project.state()).to.equal(before);
    clone.write('images/web/rootfs/etc/greeting', 'good morning\n');
    await lab.ends(0, publish());
  });

  it('publishes by plain git the same', async () => {
    const { clone, project } = lab;
    const pushed = project.branch('by-git');
    clone.write('images/web/rootfs/etc/greeting', 'good night\n');
    symlinkSync('greeting', join(clone.root, 'images/web/rootfs/etc/link'));
    const env = GIT_BY_TOKEN(lab);
    await lab.ends(0, ['publish', '--git', '--branch', pushed, '--title', 'By git'], { env });
    expect(await clone.differs(pushed)).to.equal('');
    const requests = await project.requests(pushed);
    expect(requests.map(({ state, title }) => [state, title])).to.deep.equal([['opened', 'By git']]);
  });
});

/** For a git that asks for a password. */
function GIT_BY_TOKEN({ target }: Lab): Record<string, string> {
  return {
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'credential.helper',
    GIT_CONFIG_VALUE_0: '!f() { echo username=oauth2; echo "password=$GITLAB_TOKEN"; }; f',
    GITLAB_TOKEN: target.token,
  };
}
