import { expect } from 'chai';
import { version } from '../../../.build/version.js';
import { cooper, DiskWorkspace, spec } from '../../support/workspace.js';

describe('cli/main', () => {
  const COMMANDS = [
    'init',
    'new',
    'validate',
    'compile',
    'lock',
    'explain',
    'diff',
    'graph',
    'run',
    'doctor',
  ];

  it('the help names every command, and the help of each has an example', async () => {
    const { code, out } = await cooper('--help');
    expect(code).to.equal(0);
    for (const command of COMMANDS) {
      expect(out).to.match(new RegExp(`^  ${command} `, 'm'));
      const help = await cooper(command, '--help');
      expect(help.code, command).to.equal(0);
      expect(help.out, command).to.match(new RegExp(`\\$ cooper ${command}`));
    }
  });

  it('tells its version', async () => {
    expect(await cooper('--version')).to.deep.equal({ code: 0, out: `${version}\n`, err: '' });
  });

  it('an unknown command is wrong usage, with the nearest one', async () => {
    const { code, err, out } = await cooper('complie');
    expect([code, out]).to.deep.equal([2, '']);
    expect(err).to.include("unknown command 'complie'").and.include('Did you mean compile?');
  });

  it('an unknown option too', async () => {
    const { code, err } = await cooper('compile', '--chek');
    expect(code).to.equal(2);
    expect(err).to.include("unknown option '--chek'").and.include('Did you mean --check?');
  });

  it('so are a missing argument, one too many, and a value that is none', async () => {
    for (const argv of [
      ['new'],
      ['run'],
      ['compile', 'x', 'y'],
      ['validate', '--format', 'xml'],
      ['compile', '--format'],
    ]) {
      const { code, err } = await cooper(...argv);
      expect(code, argv.join(' ')).to.equal(2);
      expect(err, argv.join(' ')).to.match(/^error: /);
    }
  });

  it('without a command it shows the help, and that is wrong usage', async () => {
    const { code, err } = await cooper();
    expect(code).to.equal(2);
    expect(err).to.include('Usage: cooper');
  });

  it('-C runs as if started in that folder, before and after the command', async () => {
    const workspace = new DiskWorkspace({ 'images/web/image.json': spec() });
    try {
      for (const argv of [
        ['-C', workspace.root, 'validate'],
        ['validate', '-C', workspace.path('images/web')],
      ])
        expect(await cooper(...argv)).to.deep.equal({ code: 0, out: '1 image: no errors.\n', err: '' });
      const { code, err } = await cooper('-C', workspace.path('nowhere'), 'validate');
      expect(code).to.equal(2);
      expect(err).to.include('There is no such folder.');
      expect((await cooper('-C', workspace.path('cooperage.json'), 'validate')).code).to.equal(2);
    } finally {
      workspace.remove();
    }
  });

  it('without a workspace each command says how to get one', async () => {
    for (const argv of [['validate'], ['compile'], ['new', 'x']]) {
      const { code, err } = await cooper('-C', '/', ...argv);
      expect(code, argv[0]).to.equal(1);
      expect(err).to.include('[workspace-missing]').and.include('cooper init');
    }
  });
});
