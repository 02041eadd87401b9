import { expect } from 'chai';
import { needs } from '../../support/parts.js';
import { compileFiles, spec } from '../../support/workspace.js';
import { bench, runPipeline } from './bench.js';
import { removeWorkspaces, request } from './fixture.js';

describe('triggers, read by Groovy', function () {
  this.timeout(180_000);
  before(function () {
    needs(this, 'java', 'javac', 'mvn');
    this.timeout(600_000);
    bench();
  });
  after(removeWorkspaces);

  it('times, polling, and the jobs of the images that it is built on', async () => {
    const triggers = { cron: ['TZ=Europe/Berlin', '@daily'], pollScm: 'H/15 * * * *' };
    const { changes } = compileFiles({
      'images/base-1.0/image.json': spec({ name: 'base' }),
      'images/tools/image.json': spec({ name: 'tools' }),
      'images/web/image.json': spec({
        from: { spec: 'base-1.0' },
        stages: [{ name: 'a', from: { spec: 'tools' } }],
        copy: [{ copy: '/a', to: '/a', from: 'a' }],
        pipeline: { triggers },
      }),
    });
    const text =
      changes.find(({ artifact }) => artifact.path === 'images/web/Jenkinsfile')?.artifact.content ?? '';
    const { error, events } = await runPipeline(request(text));
    expect(error).to.equal(null);
    expect(
      events.filter(({ type }) => type === 'trigger').map(({ name, spec: value }) => [name, value]),
    ).to.deep.equal([
      ['cron', 'TZ=Europe/Berlin\n@daily'],
      ['pollSCM', 'H/15 * * * *'],
      ['upstream', { upstreamProjects: 'base-1.0, tools' }],
    ]);
  });
});
