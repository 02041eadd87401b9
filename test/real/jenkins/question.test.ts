/** The question of `cooper jobs prune`, asked on a real terminal. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { startJenkins, type FakeController } from '../../support/jenkins/controller.js';
import { needs } from '../../support/parts.js';
import { cooperWith, DiskWorkspace, SETTINGS, spec } from '../../support/workspace.js';

const TERMINAL = fileURLToPath(new URL('terminal.py', import.meta.url));
const COOPER = fileURLToPath(new URL('../../../dist/cooper.js', import.meta.url));

describe('the question of jobs prune', function () {
  this.timeout(60_000);
  let jenkins: FakeController;
  let workspace: DiskWorkspace;
  before(function () {
    needs(this, 'python3');
  });
  beforeEach(async () => {
    jenkins = await startJenkins();
    const git = { url: 'https://gitlab.example.com/a/b.git' };
    workspace = new DiskWorkspace({
      'cooperage.json': { ...SETTINGS, jenkins: { folder: 'images', git } },
      'images/web/image.json': spec(),
    });
    await cooperWith(jenkins.env, '-C', workspace.root, 'jobs', 'sync');
    workspace.unlink('images/web');
  });
  afterEach(async () => {
    workspace.remove();
    await jenkins.stop();
  });

  for (const [name, keys, code, deleted] of [
    ['y', 'y\n', 0, true],
    ['yes', 'YES\n', 0, true],
    ['n', 'n\n', 0, false],
    ['Return', '\n', 0, false],
    ['the end of the input', '\u0004', 0, false],
    ['Ctrl-C', '\u0003', 130, false],
  ] as const)
    it(`is answered by ${name}: ${deleted ? 'deleted' : 'nothing is done'}`, async () => {
      const command = [process.execPath, COOPER, '-C', workspace.root, 'jobs', 'prune'];
      const program = spawn('python3', [TERMINAL, keys, ...command], {
        env: { PATH: process.env['PATH'], TERM: 'xterm', ...jenkins.env },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      program.stdout.on('data', (part: Buffer) => (output += part.toString()));
      await once(program, 'close');
      const { shown, code: actual } = JSON.parse(output) as { shown: string; code: number };
      expect(actual).to.equal(code);
      expect(shown).to.include('Delete 1 job with all builds? [y/N] ');
      expect(shown).to.match(deleted ? /\n1 deleted\.\r\n$/u : /\nNothing was done\.\r\n$/u);
      const left = (await cooperWith(jenkins.env, '-C', workspace.root, 'jobs', 'plan', '--json')).out;
      expect(left.includes('"orphan"')).to.equal(!deleted);
    });
});
