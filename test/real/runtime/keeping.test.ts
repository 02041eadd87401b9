/** The end of a child's output is kept for Report: nothing else may change by that. */
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../support/parts.js';
import { Folder, SHELLS, joined } from './runtime.js';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('stage scripts: what a child prints is kept', function () {
  this.timeout(60_000);
  let folder: Folder;

  before(function () {
    needs(this, 'dash');
  });
  beforeEach(() => (folder = new Folder()));
  afterEach(() => folder.remove());

  function start(shell: readonly string[], child: string) {
    const [command = 'sh', ...rest] = shell;
    folder.write('child', child);
    const script = `${joined(['lib.sh'])}\nSTAGE=Build\nwork_open\nkeeping run_child sh '${folder.path}/child'\n`;
    const running = spawn(command, [...rest, '-c', script], {
      env: { PATH: process.env['PATH'], COOPERAGE_WORK: `${folder.path}/tmp/work` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    running.stdout.on('data', (data: Buffer) => chunks.push(data));
    running.stderr.on('data', (data: Buffer) => chunks.push(data));
    const ended = new Promise<number | null>((resolve) => running.once('close', resolve));
    return { running, ended, output: () => Buffer.concat(chunks) };
  }

  const state = (name: string): string => join(folder.path, 'tmp/work/state', name);
  const waitFor = async (isThere: () => boolean): Promise<void> => {
    for (let tries = 0; !isThere(); tries++) {
      if (tries > 200) throw new Error('it never came');
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };

  for (const shell of SHELLS)
    describe(shell.join(' '), () => {
      it('all of 30 MB arrives, the end is kept, and so is the exit code', async () => {
        const { ended, output } = start(
          shell,
          'i=0; yes 0123456789abcdef0123456789abcde | head -n 1000000; printf end; exit 7\n',
        );
        expect(await ended).to.equal(7);
        const expected = Buffer.concat([
          Buffer.alloc(32_000_000, '0123456789abcdef0123456789abcde\n'),
          Buffer.from('end'),
        ]);
        expect(sha256(output())).to.equal(sha256(expected));
        expect(sha256(readFileSync(state('output')))).to.equal(sha256(expected.subarray(-65_536)));
        expect(readFileSync(state('ended'), 'utf8')).to.equal('Build 7\n');
      });

      it('it arrives as it is written, without waiting for the end of a line', async () => {
        const { running, ended, output } = start(
          shell,
          `printf half; while [ ! -e '${folder.path}/go' ]; do sleep 0.05; done; echo; echo err >&2\n`,
        );
        await waitFor(() => output().toString() === 'half');
        expect(running.exitCode).to.equal(null);
        folder.write('go', '');
        expect(await ended).to.equal(0);
        expect(output().toString()).to.equal('half\nerr\n');
        expect(existsSync(state('output'))).to.equal(false);
      });

      it('a signal ends the child at once, and its last words arrive', async () => {
        const { running, ended, output } = start(
          shell,
          "trap 'echo bye; exit 3' TERM; echo up; while :; do sleep 0.05; done\n",
        );
        await waitFor(() => output().toString() === 'up\n');
        const began = performance.now();
        running.kill('SIGTERM');
        expect(await ended).to.equal(143);
        expect(performance.now() - began).to.be.lessThan(2500);
        expect(output().toString()).to.equal('up\nbye\n');
        expect(readFileSync(state('output'), 'utf8')).to.equal('up\nbye\n');
        expect(readFileSync(state('ended'), 'utf8')).to.equal('Build 143\n');
      });

      it('what the child leaves behind does not hold the stage up', async () => {
        const began = performance.now();
        const { ended, output } = start(shell, 'echo one; sleep 20 & echo two; exit 5\n');
        expect(await ended).to.equal(5);
        expect(performance.now() - began).to.be.lessThan(6000);
        expect(output().toString()).to.equal('one\ntwo\n');
      });
    });
});
