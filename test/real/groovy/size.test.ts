import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../support/parts.js';
import { bench, runPipelines, shellSteps } from './bench.js';
import { removeWorkspaces, request, ROOT } from './fixture.js';

/** A generated Jenkinsfile whose Verify stage, the longest, stands there this often. */
function withStages(count: number): string {
  const text = readFileSync(join(ROOT, 'examples/nginx-debian/Jenkinsfile'), 'utf8');
  const stage = /^ {4}stage\('Verify'\) \{\n[^]*?^ {4}\}\n/m.exec(text)?.[0] ?? '';
  const stages = Array.from({ length: count }, (_, index) => stage.replace('Verify', `Verify ${index}`)).join(
    '',
  );
  return text.replace(/^ {2}stages \{\n[^]*?^ {2}\}\n/m, `  stages {\n${stages}  }\n`);
}

describe('the size of a Jenkinsfile', function () {
  this.timeout(180_000);
  before(function () {
    needs(this, 'java', 'javac', 'mvn');
    this.timeout(600_000);
    bench();
  });
  after(removeWorkspaces);

  it('may be 60 stages, and no more', async () => {
    const [most, over, far] = await runPipelines([
      request(withStages(60)),
      request(withStages(61)),
      request(withStages(150), { execute: false }),
    ]);
    expect(most?.error).to.equal(null);
    expect(shellSteps(most as never)).to.have.length(62);
    expect(over?.error).to.match(/more than 60 stages/);
    expect(far?.error).to.match(/too large/i);
  });
});
