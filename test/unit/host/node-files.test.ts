import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { nodeFiles } from '../../../compiler/host/node-files.js';
import { DiskWorkspace, link } from '../../support/workspace.js';

describe('host/node-files', () => {
  let workspace: DiskWorkspace;
  before(() => {
    workspace = new DiskWorkspace({
      file: 'text',
      'folder/x': '',
      link: link('file'),
      ring: link('ring'),
      dangling: link('nowhere'),
    });
    execFileSync('mkfifo', [workspace.path('pipe')]);
  });
  after(() => workspace.remove());

  it('tells kinds apart, without following links', () => {
    const kind = (path: string): string | undefined => nodeFiles.lstat(workspace.path(path))?.type;
    expect(['file', 'folder', 'link', 'ring', 'dangling', 'pipe'].map(kind)).to.deep.equal([
      'file',
      'directory',
      'symlink',
      'symlink',
      'symlink',
      'other',
    ]);
    expect(nodeFiles.lstat(workspace.path('file'))).to.include({ size: 4 });
    expect(nodeFiles.readlink(workspace.path('link'))).to.equal('file');
  });

  it('what cannot be there is absent: below a file, behind a ring of links, under too long a name', () => {
    for (const path of [
      'gone',
      'gone/x',
      'file/x',
      'ring/x',
      'dangling/x',
      'a'.repeat(300),
      `${'a/'.repeat(3000)}x`,
    ]) {
      expect(nodeFiles.lstat(workspace.path(path)), path).to.equal(null);
      expect(nodeFiles.read(workspace.path(path)), path).to.equal(null);
      expect(nodeFiles.read(workspace.path(path), 5), path).to.equal(null);
      expect(nodeFiles.list(workspace.path(path)), path).to.deep.equal([]);
    }
  });

  it('reads the start of a file', () => {
    expect(Buffer.from(nodeFiles.read(workspace.path('file'), 2) ?? []).toString()).to.equal('te');
    expect(nodeFiles.read(workspace.path('file'), 4)).to.have.length(4);
    expect(nodeFiles.read(workspace.path('file'), 100)).to.have.length(4);
  });

  it('lists names', () => {
    expect([...nodeFiles.list(workspace.root)].sort()).to.deep.equal([
      'cooperage.json',
      'dangling',
      'file',
      'folder',
      'link',
      'pipe',
      'ring',
    ]);
  });
});
