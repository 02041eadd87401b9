import { expect } from 'chai';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../support/parts.js';
import { type Registry, startRegistry } from '../../support/registry.js';
import { bench, type PipelineRequest, runPipeline, shellSteps, stagesOf } from './bench.js';
import { newWorkspace, removeWorkspaces, request, ROOT } from './fixture.js';

const DIR = 'examples/static-hello';

describe('a whole pipeline with a real shell, buildah and registry', function () {
  this.timeout(300_000);
  let registry: Registry;
  let source: string;

  before(async function () {
    needs(this, 'java', 'javac', 'mvn', 'buildah', 'docker-registry', 'htpasswd', 'curl');
    this.timeout(600_000);
    bench();
    registry = await startRegistry();
    source = newWorkspace();
    for (const part of [DIR, 'vars', 'resources'])
      cpSync(join(ROOT, part), join(source, part), { recursive: true });
  });
  after(async () => {
    await registry?.stop();
    removeWorkspaces();
  });

  /** A build of the example; `pipeline` changes the text of its Jenkinsfile. */
  const build = (more: Partial<PipelineRequest> = {}): PipelineRequest =>
    request(readFileSync(join(ROOT, DIR, 'Jenkinsfile'), 'utf8'), {
      sh: 'real',
      source,
      credentials: { registry: { username: registry.user, password: registry.password } },
      params: {
        registry: registry.address,
        namespace: 'bench',
        image_name: 'hello',
        image_tag: '1.0 latest',
      },
      ...more,
    });

  /** What a build left on the agent. */
  const litter = ({ workspace }: PipelineRequest): string[] => {
    const folder = `${workspace}@tmp/cooperage`;
    return existsSync(folder) ? readdirSync(folder) : [];
  };

  it('pushes, archives the record and leaves nothing behind', async () => {
    const asked = build();
    const result = await runPipeline(asked);
    expect(result.error, result.log).to.equal(null);
    expect(await registry.tags('bench/hello')).to.have.members(['1.0', 'latest']);
    const archived = result.events.find(({ type }) => type === 'archived')?.['files'] as Record<
      string,
      string
    >;
    const record = JSON.parse(archived['build-record.json'] ?? '') as Record<string, unknown>;
    expect(record).to.include({
      result: 'pushed',
      commit: 'c0ffee',
      digest: await registry.digest('bench/hello', '1.0'),
    });
    expect(litter(asked)).to.deep.equal([]);
    expect(shellSteps(result).filter(({ leaked }) => leaked)).to.deep.equal([]);
  });

  it('takes a second build of the same for a success', async () => {
    const result = await runPipeline(build({ firstBuild: false }));
    expect(result.error, result.log).to.equal(null);
    expect(result.log).to.match(/unchanged/i);
  });

  it('cleans up after a failure in Verify', async () => {
    const asked = build({ credentials: { registry: { username: registry.user, password: 'wrong' } } });
    const result = await runPipeline(asked);
    expect(stagesOf(result)).to.include({ Verify: 'FAILURE', Prepare: 'SKIPPED', Push: 'SKIPPED' });
    expect(litter(asked)).to.deep.equal([]);
  });

  it('cleans up after somebody stopped it', async () => {
    const params = { registry: registry.address, namespace: 'bench', image_name: 'stopped', image_tag: '1' };
    const asked = build({ interrupt: 'Build', params });
    const result = await runPipeline(asked);
    expect(result.result, result.log).to.equal('ABORTED');
    expect(litter(asked)).to.deep.equal([]);
    expect(await registry.tags('bench/stopped')).to.deep.equal([]);
  });

  it('refuses when the checked-out Jenkinsfile is another', async () => {
    const asked = build();
    const result = await runPipeline({
      ...asked,
      jenkinsfile: asked.jenkinsfile.replace(/sha256:\w{64}/, `sha256:${'0'.repeat(64)}`),
    });
    expect(stagesOf(result)).to.include({ Verify: 'SUCCESS', Prepare: 'FAILURE' });
    expect(litter(asked)).to.deep.equal([]);
  });
});
