import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';

const MODULE = resolve(import.meta.dirname, '../../../compiler/cli/blocking-write.ts');
const SIZE = 3_000_000;
/** Writes, and tells on the way out how much memory it took. `process.stdout` makes the pipe one that does not block. */
const PROGRAM = `
import { blockingWriter } from ${JSON.stringify(MODULE)};
const write = blockingWriter(process.stdout.fd);
for (let at = 0; at < ${SIZE}; at += 10_000) write('x'.repeat(9_999) + '\\n');
process.stderr.write('written');
`;

describe('cli/blocking-write', () => {
  const start = () =>
    spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', PROGRAM], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('waits for a slow reader, and loses nothing', async () => {
    const child = start();
    let told = '';
    child.stderr.on('data', (data: Buffer) => void (told += data.toString()));
    await once(child.stdout, 'readable');
    await sleep(100);
    expect(told).to.equal('');
    let length = 0;
    for await (const data of child.stdout) length += (data as Buffer).length;
    expect(length).to.equal(SIZE);
    const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
    expect([code, told]).to.deep.equal([0, 'written']);
  });

  it('goes on when the reader has gone', async () => {
    const child = start();
    let told = '';
    child.stderr.on('data', (data: Buffer) => void (told += data.toString()));
    await once(child.stdout, 'readable');
    child.stdout.destroy();
    const [code] = await once(child, 'close');
    expect([code, told]).to.deep.equal([0, 'written']);
  });
});
