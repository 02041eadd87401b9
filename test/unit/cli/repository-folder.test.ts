import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { folderInRepository } from '../../../compiler/cli/repository-folder.js';
import { cooperWith, DiskWorkspace, spec } from '../../support/workspace.js';

describe('cli/repository-folder', () => {
  let top = '';
  beforeEach(() => {
    top = realpathSync(mkdtempSync(join(tmpdir(), 'cooperage-test-')));
    mkdirSync(join(top, 'group/project/platform/images'), { recursive: true });
  });
  afterEach(() => rmSync(top, { recursive: true }));
  const at = (path: string): string => join(top, 'group/project', path);

  it('is counted from the clone, from a work tree and a submodule too', () => {
    mkdirSync(at('.git'));
    expect(folderInRepository(at('platform/images'), {})).to.equal('platform/images');
    expect(folderInRepository(at('.'), {})).to.equal('');
    writeFileSync(at('platform/.git'), 'gitdir: elsewhere\n');
    expect(folderInRepository(at('platform/images'), {})).to.equal('images');
  });

  it('is counted from the project in GitLab CI, also over a symlink', () => {
    mkdirSync(at('.git'));
    writeFileSync(at('platform/.git'), 'gitdir: elsewhere\n');
    symlinkSync(at('.'), join(top, 'builds'));
    for (const CI_PROJECT_DIR of [at('.'), `${at('.')}/`, join(top, 'builds')])
      expect(folderInRepository(at('platform/images'), { CI_PROJECT_DIR })).to.equal('platform/images');
  });

  it('a project elsewhere, or none that is there, says nothing', () => {
    mkdirSync(at('.git'));
    for (const CI_PROJECT_DIR of [
      at('plat'),
      at('images'),
      '/nowhere',
      join(top, 'group/project/platform/im'),
    ])
      expect(folderInRepository(at('platform/images'), { CI_PROJECT_DIR })).to.equal('platform/images');
  });

  it('is the top where there is no repository', () => {
    expect(folderInRepository(at('platform/images'), {})).to.equal('');
  });

  it('reports for GitLab name paths from there', async () => {
    const workspace = new DiskWorkspace({ 'images/web/image.json': spec({ expsoe: [80] }) }, at('platform'));
    const { out } = await cooperWith(
      { CI_PROJECT_DIR: at('.') },
      ...['-C', workspace.root, 'validate', '--format', 'gitlab'],
    );
    const [issue] = JSON.parse(out) as { location: { path: string } }[];
    expect(issue?.location.path).to.match(/^platform\/cooperage-test-\w+\/images\/web\/image\.json$/);
  });
});
