/** Ctrl-C in `cooper build`: the program as it is, with and without a terminal. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { startJenkins, type FakeController } from '../../support/jenkins/controller.js';
import { needs } from '../../support/parts.js';
import { cooperWith, DiskWorkspace, SETTINGS, spec } from '../../support/workspace.js';

const TERMINAL = fileURLToPath(new URL('terminal.py', import.meta.url));
const COOPER = fileURLToPath(new URL('../../../dist/cooper.js', import.meta.url));
const LONG = {
  stages: [{ name: 'Build', lines: Array.from({ length: 400 }, (_, index) => `line ${index}`), ms: 40_000 }],
};

describe('Ctrl-C in cooper build', function () {
  this.timeout(60_000);
  let jenkins: FakeController;
  let workspace: DiskWorkspace;
  beforeEach(async () => {
    jenkins = await startJenkins({ quietPeriod: 20 });
    const git = { url: 'https://gitlab.example.com/a/b.git' };
    workspace = new DiskWorkspace({
      'cooperage.json': { ...SETTINGS, jenkins: { folder: 'images', git } },
      'images/web/image.json': spec(),
      'images/db/image.json': spec({ name: 'db' }),
    });
    await cooperWith(jenkins.env, '-C', workspace.root, 'jobs', 'sync');
    jenkins.script('images/web', LONG);
    jenkins.script('images/db', LONG);
  });
  afterEach(async () => {
    workspace.remove();
    await jenkins.stop();
  });

  const environment = (): NodeJS.ProcessEnv => ({
    PATH: process.env['PATH'],
    TERM: 'xterm',
    ...jenkins.env,
  });

  async function interrupted(
    args: readonly string[],
    when: () => boolean,
    signal: NodeJS.Signals = 'SIGINT',
  ): Promise<{ code: number | null; out: string; err: string }> {
    const program = spawn(process.execPath, [COOPER, '-C', workspace.root, 'build', ...args], {
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    program.stdout.on('data', (part: Buffer) => (out += part.toString()));
    program.stderr.on('data', (part: Buffer) => (err += part.toString()));
    const closed = once(program, 'close');
    while (!when()) await pause(5);
    program.kill(signal);
    const [code] = (await closed) as [number | null];
    return { code, out, err };
  }
  const isFollowed = (): boolean => jenkins.asked.some(({ path }) => path.includes('progressiveText'));
  const isAskedFor = (): boolean => jenkins.asked.some(({ path }) => path.includes('/queue/item/'));

  for (const [signal, expected] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    it(`${signal} without a terminal leaves the build running, and says how to go on`, async () => {
      const { code, err } = await interrupted(['web'], isFollowed, signal);
      expect(err).to.include('images/web #1 goes on in Jenkins: cooper logs images/web --build 1 --follow\n');
      expect(code).to.equal(expected);
      expect(jenkins.builds('images/web')[0]?.building).to.equal(true);
    });

  it('--abort-on-interrupt aborts the build, waits for its end, and starts no other', async () => {
    const { code, out } = await interrupted(
      ['web', 'db', '--parallel', '1', '--abort-on-interrupt', '--json'],
      isFollowed,
    );
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.filter(({ type }) => type === 'build-end').map(({ result }) => result)).to.deep.equal([
      'ABORTED',
    ]);
    expect(code).to.equal(130);
    const builds = [...jenkins.builds('images/web'), ...jenkins.builds('images/db')];
    expect(builds.map(({ result }) => result)).to.deep.equal(['ABORTED']);
  });

  it('--abort-on-interrupt takes what waits out of the queue', async () => {
    jenkins.hold('images/web', 'There are no nodes with the label ‘arm64’');
    const { code, out } = await interrupted(['web', '--abort-on-interrupt'], isAskedFor);
    expect(out).to.include('was cancelled before a build came of it');
    expect(code).to.equal(130);
    expect(jenkins.world.queue.waiting()).to.deep.equal([]);
    expect(jenkins.builds('images/web')).to.deep.equal([]);
  });

  it('ends at once though the controller does not answer', async () => {
    jenkins.fail('silent', { path: 'progressiveText', times: 100 });
    const started = performance.now();
    let asked = 0;
    const { code } = await interrupted(['web'], () => isFollowed() && (asked ||= performance.now()) > 0);
    expect(code).to.equal(130);
    expect(performance.now() - asked).to.be.below(10_000);
    expect(asked).to.be.above(started);
  });

  describe('on a terminal', () => {
    before(function () {
      needs(this, 'python3');
    });
    for (const [name, keys, result] of [
      ['y', 'y\n', 'ABORTED'],
      ['n', 'n\n', null],
      ['Return', '\n', null],
      ['Ctrl-C', '\u0003', null],
    ] as const)
      it(`asks, and is answered by ${name}: ${result === null ? 'the build goes on' : 'aborted'}`, async () => {
        const command = [process.execPath, COOPER, '-C', workspace.root, 'build', 'web'];
        const program = spawn('python3', [TERMINAL, keys, '--first', 'Build', '\u0003', ...command], {
          env: environment(),
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let output = '';
        program.stdout.on('data', (part: Buffer) => (output += part.toString()));
        await once(program, 'close');
        const { shown, code } = JSON.parse(output) as { shown: string; code: number };
        expect(shown).to.include('Abort the build in Jenkins too? [y/N] ');
        expect(code).to.equal(130);
        expect(jenkins.builds('images/web').map((build) => build.result)).to.deep.equal([result]);
        if (result === null) expect(shown).to.include('images/web #1 goes on in Jenkins');
        // The line wrap of the terminal is as it was.
        expect(shown.lastIndexOf('\u001b[?7h')).to.be.above(shown.lastIndexOf('\u001b[?7l'));
      });
  });
});
