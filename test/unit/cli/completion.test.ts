import { expect } from 'chai';
import { imageNames } from '../../../compiler/cli/completion/images.js';
import { cooper, DiskWorkspace, spec } from '../../support/workspace.js';

describe('cli/completion', () => {
  const SHELLS = ['bash', 'zsh', 'fish'];

  it('a script for each shell, with every command and option', async () => {
    const { out: help } = await cooper('--help');
    const commands = [...help.matchAll(/^ {2}([a-z]+) /gmu)].map(([, name]) => name ?? '');
    expect(commands)
      .to.include.members(['validate', 'doctor', 'completion'])
      .and.not.include('complete-images');
    for (const shell of SHELLS) {
      const { code, out, err } = await cooper('completion', shell);
      expect([code, err]).to.deep.equal([0, '']);
      for (const word of commands.filter((name) => name !== 'help'))
        expect(out, shell).to.match(new RegExp(`\\b${word}\\b`, 'u'));
      expect(out)
        .to.include('jobs plan')
        .and.match(/(?:--|-l )jenkins/u)
        .and.include('gitlab');
    }
    expect((await cooper('completion', 'tcsh')).code).to.equal(2);
  });

  it('names of images, and only those that mean nothing to a shell', async () => {
    const workspace = new DiskWorkspace({
      'images/web/image.json': spec(),
      'images/db-1.0/image.json': spec({ name: 'db' }),
      'images/$(touch x)/image.json': spec({ name: 'c' }),
      'images/-C/image.json': spec({ name: 'd' }),
      'images/a b/image.json': spec({ name: 'e' }),
    });
    try {
      expect((await workspace.cooper('complete-images')).out).to.equal('db-1.0\nweb\n');
      workspace.write({ 'cooperage.json': '{' });
      expect(imageNames(workspace.root)).to.deep.equal(['db-1.0', 'web']);
      workspace.write({ 'cooperage.json': { images: 'nowhere' } });
      expect(imageNames(workspace.root)).to.deep.equal([]);
      expect(imageNames('/')).to.deep.equal([]);
    } finally {
      workspace.remove();
    }
  });
});
