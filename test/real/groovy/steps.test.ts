import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { groovy } from '../../../compiler/quote/index.js';
import { needs } from '../../support/parts.js';
import { bench, runPipeline, runPipelines, shellSteps } from './bench.js';
import { pipelineOf, removeWorkspaces, request, ROOT } from './fixture.js';

const HOSTILE = `it's "x" $HOME \${env.PATH} \\ \`id\` ''' """ */ é😀\n\t#`;

const STEPS = readdirSync(join(ROOT, 'vars'))
  .filter((name) => name.endsWith('.groovy'))
  .map((name) => name.replace('.groovy', ''));

/** The arguments that the step's help lists. */
function argumentsOf(step: string): string[] {
  const help = readFileSync(join(ROOT, 'vars', `${step}.txt`), 'utf8');
  const table = help.split('argument    value\n')[1]?.split('\n\n')[0] ?? '';
  return [...table.matchAll(/^(\w+) +\S/gm)].map(([, name = '']) => name).filter((name) => name !== 'none');
}

describe("the library's steps, in the sandbox", function () {
  this.timeout(180_000);
  before(function () {
    needs(this, 'java', 'javac', 'mvn');
    this.timeout(600_000);
    bench();
  });
  after(removeWorkspaces);

  for (const step of STEPS) {
    it(`${step} gives its script every documented argument byte for byte`, async () => {
      const args = argumentsOf(step);
      const call = `${step}(${args.map((name) => `${name}: ${groovy(`${name} ${HOSTILE}`)}`).join(', ')})`;
      const result = await runPipeline(request(pipelineOf(call)));
      expect(result.error).to.equal(null);
      const [shell, ...others] = shellSteps(result);
      expect(others).to.deep.equal([]);
      expect(shell?.script).to.match(/^#!\/bin\/sh\n/);
      for (const name of args) {
        const variable = `COOPERAGE_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`;
        expect(shell?.env[variable], variable).to.equal(`${name} ${HOSTILE}`);
      }
    });

    const isLast = ['imageCleanup', 'imageReport'].includes(step);
    it(`${step} can do without arguments, and ${isLast ? 'never fails the build' : 'fails with its script'}`, async () => {
      const text = pipelineOf(`${step}()`);
      const [fine] = await runPipelines([request(text)]);
      expect(fine?.error).to.equal(null);
      const label = shellSteps(fine as never)[0]?.label ?? '';
      expect(label).to.match(/^[A-Z]/);
      const failed = await runPipeline(request(text, { fail: { [label]: 1 } }));
      expect(failed.result).to.equal(isLast ? 'SUCCESS' : 'FAILURE');
    });
  }

  it('imagePrepare keeps the commit that was checked out, for the stages that follow', async () => {
    const result = await runPipeline(request(pipelineOf("imagePrepare(dir: 'x')\n        imageBuild()")));
    const builds = shellSteps(result).map(({ env }) => [env['COOPERAGE_COMMIT'], env['COOPERAGE_SOURCE']]);
    expect(builds).to.deep.equal(Array.from({ length: 2 }, () => ['c0ffee', 'https://git.test/images.git']));
  });

  it('the Jenkinsfile of the documentation runs', async () => {
    const text = /```groovy\n([^]*?)```/.exec(readFileSync(join(ROOT, 'docs/runtime.md'), 'utf8'))?.[1] ?? '';
    const result = await runPipeline(request(text));
    expect(result.error).to.equal(null);
    expect(shellSteps(result)).to.have.length(7);
  });
});
