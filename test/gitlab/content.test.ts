import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, openLab } from './lab.js';
import { isReal, WHERE } from './target.js';

const withStandIn = isReal ? (): void => {} : it;

/** The tests build upon one another; the first that fails makes the others fail too. */
describe(`cooper content and ${WHERE}`, function () {
  let lab: Lab;
  let branch: string;
  let here: string;
  const spec = 'images/web/image.json';

  before(async function () {
    here = mkdtempSync(join(tmpdir(), 'cooperage-content-'));
    lab = await openLab(this);
    branch = lab.project.branch('content');
  });
  after(async () => {
    rmSync(here, { recursive: true, force: true });
    await lab?.close();
  });

  /** In a folder that is no clone. */
  const content = (code: number, ...args: string[]): Promise<string> =>
    lab.ends(code, ['content', ...args, '--workspace', lab.folder], { root: here });
  const saving = (): string[] => ['--branch', branch, '--from', lab.base];
  const inProject = (path: string, from = branch): Promise<string | null> =>
    lab.project.file(from, `${lab.folder}/${path}`);
  const local = (name: string, text: string | Uint8Array): string => {
    writeFileSync(join(here, name), text);
    return name;
  };

  it('lists folders, and shows files', async () => {
    const listed = await content(0, 'ls', '--recursive', '--ref', lab.base);
    for (const path of [spec, 'images/web/Dockerfile', 'images/web/rootfs/etc/greeting'])
      expect(listed).to.include(path);
    const shown = await content(0, 'get', 'images/web/rootfs/etc/greeting', '--ref', lab.base);
    expect(shown).to.equal('hello\n');
    await content(0, 'get', spec, '--ref', lab.base, '-o', 'image.json');
    expect(readFileSync(join(here, 'image.json'), 'utf8')).to.equal(await inProject(spec, lab.base));
  });

  it('saves a spec with its generated files in one commit on a new branch', async () => {
    const text = readFileSync(join(here, 'image.json'), 'utf8');
    local('image.json', text.replace('"cmd": [', '"env": { "A": "one" },\n  "cmd": ['));
    await content(0, 'put', spec, 'image.json', ...saving(), '--message', 'Say one');
    expect(await inProject(spec)).to.equal(readFileSync(join(here, 'image.json'), 'utf8'));
    expect(await inProject('images/web/Dockerfile')).to.match(/ENV A="?one/);
    const [commit] = await lab.project.done(
      'GET',
      `/repository/commits?ref_name=${encodeURIComponent(branch)}&per_page=1`,
    );
    expect(commit.message).to.match(/^Say one/);
    expect(commit.parent_ids).to.deep.equal([await lab.project.tip(lab.base)]);
  });

  it('makes no commit of what is saved as it was', async () => {
    const before = await lab.project.state();
    await content(0, 'put', spec, 'image.json', ...saving());
    expect(await lab.project.state()).to.equal(before);
  });

  it('saves nothing of a spec with errors', async () => {
    const text = readFileSync(join(here, 'image.json'), 'utf8');
    local('wrong.json', text.replace('"A": "one"', '"A": {}'));
    const before = await lab.project.state();
    await content(1, 'put', spec, 'wrong.json', ...saving());
    expect(await lab.project.state()).to.equal(before);
  });

  it('saves, moves and removes files of any name and bytes', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
    const odd = 'images/web/rootfs/a b/# % é 😀';
    await content(0, 'put', odd, local('bytes', bytes), ...saving(), '--executable');
    await content(0, 'get', odd, '--ref', branch, '-o', 'back');
    expect(readFileSync(join(here, 'back')).equals(Buffer.from(bytes))).to.equal(true);
    await content(0, 'mv', odd, 'images/web/rootfs/moved', ...saving());
    await lab.clone.git('fetch', '--quiet', 'origin', branch);
    const tree = await lab.clone.git('ls-tree', '-r', 'FETCH_HEAD', `${lab.folder}/images/web/rootfs/`);
    expect(tree)
      .to.match(/^100755 blob \S+\t\S*rootfs\/moved$/m)
      .and.not.include('a b');
    await content(0, 'rm', 'images/web/rootfs/moved', ...saving());
    expect(await inProject('images/web/rootfs/moved')).to.equal(null);
    expect(await content(0, 'log', 'images/web/rootfs', '--ref', branch)).to.match(/moved/);
  });

  it('never writes over somebody else', async () => {
    const path = 'images/web/rootfs/etc/greeting';
    const base = await lab.project.tip(branch);
    const action = { action: 'update', file_path: `${lab.folder}/${path}`, content: 'theirs\n' };
    await lab.project.commit(branch, 'Theirs', [action]);
    const before = await lab.project.state();
    const told = await content(
      4,
      'put',
      path,
      local('greeting', 'ours\n'),
      ...saving(),
      '--base',
      base ?? '',
    );
    expect(told).to.include(path).and.include('Theirs');
    expect(await lab.project.state()).to.equal(before);
  });

  it('tells what is not there, and what the token may not do', async () => {
    const before = await lab.project.state();
    expect(await content(4, 'get', 'images/none', '--ref', lab.base)).to.include('images/none');
    expect(await content(4, 'ls', '--ref', `${branch}-none`)).to.include(`${branch}-none`);
    const guarded = lab.project.branch('guarded');
    await lab.project.makeBranch(guarded, lab.base);
    await lab.project.protect(guarded);
    const put = ['put', 'images/web/rootfs/x', local('x', 'x\n'), '--branch', guarded];
    expect(await content(4, ...put)).to.match(/protected/i);
    expect(await inProject('images/web/rootfs/x', guarded)).to.equal(null);
    await lab.project.unprotect(guarded);
    await lab.project.removeBranch(guarded);
    expect(await lab.project.state()).to.equal(before);
  });

  withStandIn('tells of a file that is too large, and of an archived project', async () => {
    const before = await lab.project.state();
    const large = local('large', Buffer.alloc(5 * 1024 * 1024, 'x'));
    const told = await content(4, 'put', 'images/web/rootfs/large', large, ...saving());
    expect(told).to.match(/too large|larger|takes in one request/i);
    const world = lab.target.standIn?.world;
    if (world) world.archived = true;
    try {
      const small = local('small', 'x\n');
      expect(await content(4, 'put', 'images/web/rootfs/small', small, ...saving())).to.match(/archived/i);
    } finally {
      if (world) world.archived = false;
    }
    expect(await lab.project.state()).to.equal(before);
  });
});
