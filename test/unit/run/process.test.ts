import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { LineSplitter } from '../../../compiler/host/process-lines.js';
import { output } from '../../../compiler/host/process-output.js';
import { realProcesses } from '../../../compiler/host/process.js';

const env = { PATH: process.env['PATH'] };

describe('realProcesses', () => {
  it('gives lines of both streams, the exit code, and nothing of our environment', async () => {
    const lines: string[] = [];
    const script = 'echo "a $HOME"; echo b >&2; read -r line; printf "%s" "$line"; exit 7';
    const running = await realProcesses.start({
      command: ['/bin/sh', '-c', script],
      cwd: '/',
      env,
      stdin: 'from stdin\n',
      onLine: (stream, line) => lines.push(`${stream} ${line}`),
    });
    expect(await running.done).to.deep.equal({ code: 7, signal: null });
    expect(lines.sort()).to.deep.equal(['stderr b', 'stdout a ', 'stdout from stdin']);
  });

  it('kills everything that the program started', async function () {
    this.timeout(20_000);
    const lines: string[] = [];
    const script = '(trap "" TERM; echo child; sleep 60; sleep 60) & echo $!; wait';
    const running = await realProcesses.start({
      command: ['/bin/sh', '-c', script],
      cwd: '/',
      env,
      onLine: (_, line) => lines.push(line),
    });
    while (lines.length < 2) await sleep(10);
    running.kill('SIGTERM');
    await sleep(50);
    running.kill('SIGKILL');
    expect(await running.done).to.deep.equal({ code: null, signal: 'SIGTERM' });
    const child = lines.find((line) => /^\d+$/.test(line)) ?? '';
    // Dead, or already buried.
    expect(['', 'Z']).to.include(stateOf(child));
  });

  it('rejects for a program that is not there', async () => {
    const running = await realProcesses.start({ command: ['/no/such/program'], cwd: '/', env });
    const error = await running.done.then(
      () => undefined,
      (reason: unknown) => reason as NodeJS.ErrnoException,
    );
    expect(error?.code).to.equal('ENOENT');
  });
});

/** The letter that /proc has for a process; '' for none. */
function stateOf(pid: string): string {
  try {
    return /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

describe('output', () => {
  it('keeps what a program wrote', async () => {
    const options = {
      command: ['/bin/sh', '-c', 'echo a; echo b; echo c >&2'],
      cwd: '/',
      env,
      timeout: 5000,
    };
    expect(await output(realProcesses, options)).to.deep.equal({ code: 0, stdout: 'a\nb', stderr: 'c' });
  });

  it('ends one that takes too long, and has no code for one that is not there', async () => {
    const slow = { command: ['sleep', '60'], cwd: '/', env, timeout: 20 };
    expect(await output(realProcesses, slow)).to.include({ code: null });
    expect(await output(realProcesses, { ...slow, command: ['/no/such/program'] })).to.include({
      code: null,
    });
  });
});

describe('LineSplitter', () => {
  const split = (...chunks: string[]): string[] => {
    const lines: string[] = [];
    const splitter = new LineSplitter((line) => lines.push(line));
    for (const chunk of chunks) splitter.push(chunk);
    splitter.end();
    return lines;
  };

  it('joins what came in pieces', () =>
    expect(split('a', 'b\nc', '\n', 'd')).to.deep.equal(['ab', 'c', 'd']));
  it('shows progress as it ended', () => expect(split('5%\r50%\r100%\r\nx')).to.deep.equal(['100%', 'x']));
  it('cuts a line without end', () => expect(split('x'.repeat(200_000)).length).to.be.greaterThan(2));
});
