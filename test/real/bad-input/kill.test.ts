import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { compile } from '../../../compiler/compile.js';
import { DiskWorkspace, spec, type Content } from '../../support/workspace.js';
import { needsProgram, program, PROGRAM } from './program.js';

const IMAGES = 2000;

/** kill -9 leaves each generated file as it was or as it will be; the next compile clears the rest away. */
describe('bad input: a compile that is killed', function () {
  this.timeout(300_000);
  let workspace: DiskWorkspace;
  let duration = 0;

  before(async function () {
    needsProgram(this);
    workspace = new DiskWorkspace(specs(0));
    const started = performance.now();
    expect((await program(['compile'], { cwd: workspace.root })).code).to.equal(0);
    duration = performance.now() - started;
  });
  after(() => workspace?.remove());

  function specs(version: number): Record<string, Content> {
    const entries = Array.from({ length: IMAGES }, (_, index) => [
      `images/i${index}/image.json`,
      spec({
        name: `i${index}`,
        cmd: [`v${version}`],
        ...(version % 2 === 0 ? { tests: [{ name: 'a', ports: [1] }] } : {}),
      }),
    ]);
    return Object.fromEntries(entries) as Record<string, Content>;
  }

  const staging = (): string[] =>
    existsSync(workspace.path('.cooperage'))
      ? readdirSync(workspace.path('.cooperage')).filter((name) => name.startsWith('staging'))
      : [];

  async function killed(when: () => Promise<unknown>): Promise<void> {
    const child = spawn(process.execPath, [PROGRAM, 'compile'], { cwd: workspace.root, stdio: 'ignore' });
    const end = once(child, 'exit');
    await Promise.race([when(), end]);
    child.kill('SIGKILL');
    await end;
  }

  async function untilStaging(then: number): Promise<void> {
    while (staging().length === 0) await sleep(2);
    await sleep(then);
  }

  const moments: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['at some moment', () => sleep(duration * Math.random())],
    ['at some moment late', () => sleep(duration * (0.6 + 0.4 * Math.random()))],
    ['as soon as it stages', () => untilStaging(0)],
    ['while it stages', () => untilStaging(duration * 0.1 * Math.random())],
    ['while it moves files', () => untilStaging(duration * 0.1 + duration * 0.3 * Math.random())],
    ['while it moves files, again', () => untilStaging(duration * 0.1 + duration * 0.3 * Math.random())],
  ];

  for (const [index, [name, when]] of moments.entries())
    it(`${name}: every file is the old or the new one`, async () => {
      workspace.write(specs(index + 1));
      const { changes, removals } = compile(workspace.root, { output: 'check', incremental: false });
      expect(changes.length).to.equal(2 * IMAGES + (index % 2 === 1 ? IMAGES : 0));
      const before = workspace.tree();
      await killed(when);
      const after = workspace.tree();
      const expected = new Map(changes.map(({ artifact: { path, content } }) => [path, content]));
      let moved = 0;
      for (const path of new Set([...Object.keys(before), ...Object.keys(after)])) {
        if (before[path] === after[path]) continue;
        moved++;
        if (after[path] === undefined) expect(removals, path).to.include(path);
        else expect(after[path]?.replace(/^file 644 /, ''), path).to.equal(expected.get(path));
      }
      console.log(`        ${moved} of ${changes.length + removals.length} files had changed`);

      expect((await program(['compile'], { cwd: workspace.root })).code).to.equal(0);
      expect(staging()).to.deep.equal([]);
      const whole = compile(workspace.root, { output: 'check', incremental: false });
      expect([whole.changes, whole.removals]).to.deep.equal([[], []]);
    });
});
