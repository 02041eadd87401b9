/** `--to docker-daemon`: the image stays in the engine that built it, and no registry is asked. */
import { expect } from 'chai';
import { needs } from '../../support/parts.js';
import { Lab } from './lab.js';

describe('cooper run --to docker-daemon', function () {
  this.timeout(300_000);
  let lab: Lab;
  before(async function () {
    needs(this, 'dockerd', 'docker-registry', 'htpasswd', 'git');
    lab = await Lab.open({ base: false });
    await lab.busybox('local', {
      tests: [{ name: 'runs', command: ['/bin/busybox', 'true'] }],
      publish: { registry: 'registry.invalid', namespace: 'team', tags: ['1', 'latest'] },
    });
  });
  after(() => lab?.close());

  it('keeps every tag, tells how to run it, and leaves nothing else', async () => {
    const ended = await lab.cooper('run', 'local', '--to', 'docker-daemon');
    expect(ended.code, ended.text).to.equal(0);
    const names = lab.engine
      ?.docker('image', 'ls', '--format', '{{.Repository}}:{{.Tag}}')
      .trim()
      .split('\n')
      .sort();
    expect(names).to.deep.equal(['registry.invalid/team/local:1', 'registry.invalid/team/local:latest']);
    expect(ended.stdout).to.contain('  docker run --rm registry.invalid/team/local:1\n');
    const run = lab.engine?.docker(
      'run',
      '--rm',
      '--network',
      'none',
      'registry.invalid/team/local:1',
      '/bin/busybox',
      'echo',
      'ran',
    );
    expect(run?.trim()).to.match(/ran$/);
    lab.engine?.docker('image', 'rm', ...(names ?? []));
    expect(lab.litter(ended)).to.deep.equal([]);
  });

  it('is for docker only', async () => {
    const ended = await lab.cooper('run', 'local', '--builder', 'buildah', '--to', 'docker-daemon');
    expect(ended.code).to.equal(2);
    expect(ended.text).to.contain('--to docker-daemon needs the builder docker');
  });
});
