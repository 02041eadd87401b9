import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { expect } from 'chai';
import { WriteError, type FileChange } from '../../../compiler/host/files.js';
import { apply } from '../../../compiler/host/node-apply.js';
import { reasonOf } from '../../../compiler/host/reason.js';
import { DiskWorkspace, link } from '../../support/workspace.js';

const change = (path: string, content = 'new'): FileChange => ({ path, content, mode: 0o644 });

describe('host/node-apply', () => {
  let workspace: DiskWorkspace;
  beforeEach(() => {
    workspace = new DiskWorkspace({ 'a/old': 'old', 'b/old': 'old', 'c/gone': 'old' });
  });
  afterEach(() => workspace.remove());

  /** Applies what must fail; nothing may have changed. */
  function refused(changes: FileChange[], removals: string[] = []): string {
    const before = workspace.tree();
    try {
      apply(workspace.root, changes, removals);
    } catch (error) {
      expect(error).to.be.instanceOf(WriteError);
      expect(workspace.tree()).to.deep.equal(before);
      expect(staging()).to.deep.equal([]);
      return `${(error as WriteError).path}: ${reasonOf((error as WriteError).cause)}`;
    }
    return 'not refused';
  }

  function staging(): string[] {
    const own = workspace.path('.cooperage');
    return existsSync(own) ? readdirSync(own).filter((name) => name.startsWith('staging')) : [];
  }

  it('replaces, makes folders, removes', () => {
    apply(workspace.root, [change('a/old'), change('x/y/z', 'deep')], ['c/gone', 'c/never']);
    expect(workspace.read('a/old')).to.equal('new');
    expect(workspace.read('x/y/z')).to.equal('deep');
    expect(existsSync(workspace.path('c/gone'))).to.equal(false);
    expect(workspace.read('b/old')).to.equal('old');
    expect(staging()).to.deep.equal([]);
  });

  it('gives the mode that is asked for, narrowed by the umask', () => {
    apply(workspace.root, [{ ...change('script'), mode: 0o755 }], []);
    expect(statSync(workspace.path('script')).mode & 0o100).to.equal(0o100);
    expect(statSync(workspace.path('script')).mode & 0o002).to.equal(0);
  });

  it('touches nothing where nothing is to be done', () => {
    apply(workspace.root, [], []);
    expect(existsSync(workspace.path('.cooperage'))).to.equal(false);
  });

  it('changes nothing when a folder on the way is a file', () => {
    expect(refused([change('a/old'), change('a/old/below')])).to.equal(
      'a/old: a folder of its path is a file',
    );
  });

  it('changes nothing when a folder on the way is a symlink', () => {
    workspace.write({ out: link('/'), near: link('a') });
    expect(refused([change('a/old'), change('out/x')])).to.equal('out: a folder of its path is a symlink');
    expect(refused([change('a/old'), change('near/old')])).to.equal(
      'near: a folder of its path is a symlink',
    );
    expect(refused([change('a/old')], ['near/old'])).to.equal('near: a folder of its path is a symlink');
  });

  it('replaces a symlink in the place of the file, not what it leads to', () => {
    workspace.write({ 'a/link': link('../b/old') });
    apply(workspace.root, [change('a/link')], []);
    expect(workspace.read('b/old')).to.equal('old');
    expect(workspace.read('a/link')).to.equal('new');
  });

  // Root may write everywhere; for root there is test/real/bad-input.
  if (process.getuid?.() !== 0)
    it('changes nothing when a folder cannot be written', () => {
      chmodSync(workspace.path('b'), 0o555);
      expect(refused([change('a/old'), change('b/old')])).to.equal('b: permission denied');
      chmodSync(workspace.path('b'), 0o755);
    });

  it('clears away what dead processes have left, and leaves what belongs to living ones', () => {
    // No process has a number above 2^22.
    for (const name of ['staging-4194305', `staging-${process.ppid}`, 'staging-x', 'other'])
      mkdirSync(workspace.path('.cooperage', name, 'below'), { recursive: true });
    apply(workspace.root, [change('x')], []);
    expect(readdirSync(workspace.path('.cooperage')).sort()).to.deep.equal(
      ['.gitignore', 'other', `staging-${process.ppid}`, 'staging-x'].sort(),
    );
  });

  it('git does not see what the product keeps for itself', () => {
    apply(workspace.root, [change('x')], []);
    expect(workspace.read('.cooperage/.gitignore')).to.equal('*\n');
  });
});
