import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { leaveOut } from '../../support/parts.js';
import { DiskWorkspace, spec, type Content } from '../../support/workspace.js';

const IMAGES: Readonly<Record<string, Content>> = {
  'images/a/image.json': spec({ name: 'a' }),
  'images/b/image.json': spec({ name: 'b' }),
};
const CHANGED = Object.fromEntries(
  ['a', 'b'].map((name) => [
    `images/${name}/image.json`,
    spec({ name, cmd: ['changed', 'x'.repeat(20_000)] }),
  ]),
);

/** Only root may mount. */
describe('bad input: disks', () => {
  const mounts: string[] = [];
  let folder = '';

  before(function () {
    if (process.getuid?.() !== 0) leaveOut(this, 'disks that are full or read-only (run the tests as root)');
    folder = mkdtempSync(join(tmpdir(), 'cooperage-disk-'));
    try {
      mount('-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder);
    } catch {
      rmSync(folder, { recursive: true });
      leaveOut(this, 'disks that are full or read-only (allow mount: CAP_SYS_ADMIN)');
    }
  });

  afterEach(() => {
    if (existsSync(join(folder, 'filler'))) rmSync(join(folder, 'filler'));
  });

  after(() => {
    for (const path of mounts.reverse()) execFileSync('umount', [path]);
    rmSync(folder, { recursive: true, force: true });
  });

  function mount(...args: string[]): void {
    execFileSync('mount', args, { stdio: 'pipe' });
    if (!args.includes('remount') && !args.some((arg) => arg.startsWith('remount')))
      mounts.push(args.at(-1) ?? '');
  }

  function staging(workspace: DiskWorkspace): string[] {
    const own = workspace.path('.cooperage');
    return existsSync(own) ? readdirSync(own).filter((name) => name.startsWith('staging')) : [];
  }

  function fill(): void {
    for (let size = 1024 * 1024; size >= 1; size = size / 2)
      for (;;) {
        const { bavail, bsize } = statfsSync(folder);
        if (bavail * bsize < size) break;
        try {
          writeFileSync(join(folder, 'filler'), Buffer.alloc(size), { flag: 'a' });
        } catch {
          break;
        }
      }
  }

  it('a full disk: exit 4, the old files, and nothing staged is left', async () => {
    const workspace = new DiskWorkspace(IMAGES, folder);
    expect((await workspace.cooper('compile')).code).to.equal(0);
    workspace.write(CHANGED);
    const before = workspace.tree();
    fill();
    const { code, err } = await workspace.cooper('compile');
    expect([code, workspace.tree()]).to.deep.equal([4, before]);
    expect(err).to.match(/error: cannot write \S+: no space left on the disk \[not-written\]/);
    expect(staging(workspace)).to.deep.equal([]);
    rmSync(join(folder, 'filler'));
    expect((await workspace.cooper('compile')).code).to.equal(0);
    expect((await workspace.cooper('compile', '--check')).code).to.equal(0);
  });

  it('a full disk for init and new: exit 4, nothing half-written', async () => {
    const workspace = new DiskWorkspace(IMAGES, folder);
    fill();
    const before = workspace.tree();
    expect((await workspace.cooper('new', 'c')).code).to.equal(4);
    expect((await workspace.cooper('init', 'below')).code).to.equal(4);
    expect(
      Object.keys(workspace.tree()).filter((path) => !(path in before) && !path.startsWith('below')),
    ).to.deep.equal([]);
    expect(
      Object.keys(workspace.tree()).some(
        (path) => path.endsWith('cooperage.json') && path.startsWith('below'),
      ),
    ).to.equal(false);
  });

  it('one folder that is mounted read-only: exit 4, and the other folders keep their files too', async () => {
    const workspace = new DiskWorkspace(IMAGES);
    try {
      await workspace.cooper('compile');
      workspace.write(CHANGED);
      const before = workspace.tree();
      const path = workspace.path('images/b');
      mount('--bind', path, path);
      mount('-o', 'remount,ro,bind', path);
      const { code, err } = await workspace.cooper('compile');
      expect([code, workspace.tree()]).to.deep.equal([4, before]);
      expect(err).to.include('cannot write images/b: the file system is read-only');
      execFileSync('umount', [mounts.pop() ?? '']);
      expect((await workspace.cooper('compile')).code).to.equal(0);
    } finally {
      workspace.remove();
    }
  });

  it('a whole workspace that is read-only: exit 4; what only reads still works', async () => {
    const workspace = new DiskWorkspace(IMAGES, folder);
    await workspace.cooper('compile');
    workspace.write(CHANGED);
    const before = workspace.tree();
    mount('-o', 'remount,ro', folder);
    try {
      const { code, err } = await workspace.cooper('compile');
      expect([code, workspace.tree()]).to.deep.equal([4, before]);
      expect(err).to.include('the file system is read-only');
      expect((await workspace.cooper('new', 'c')).code).to.equal(4);
      expect((await workspace.cooper('validate')).code).to.equal(0);
      expect((await workspace.cooper('compile', '--check')).code).to.equal(3);
    } finally {
      mount('-o', 'remount,rw', folder);
    }
  });

  it('a workspace that is current compiles on a read-only disk', async () => {
    const workspace = new DiskWorkspace(IMAGES, folder);
    await workspace.cooper('compile');
    mount('-o', 'remount,ro', folder);
    try {
      expect(await workspace.cooper('compile')).to.include({ code: 0, err: '' });
    } finally {
      mount('-o', 'remount,rw', folder);
    }
  });
});
