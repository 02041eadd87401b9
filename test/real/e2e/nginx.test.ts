/** From a spec to a running web server, with nothing faked; then everything that may follow the first push. */
import { expect } from 'chai';
import { needs } from '../../support/parts.js';
import { otherClient } from '../../support/dockerd.js';
import { Lab } from './lab.js';
import { addNginx, expectServes } from './nginx.js';

describe('cooper run of a Debian nginx', function () {
  this.timeout(600_000);
  let lab: Lab;
  let port = 0;
  before(async function () {
    needs(this, 'dockerd', 'docker-registry', 'htpasswd', 'buildah', 'skopeo', 'mmdebstrap', 'git', 'curl');
    lab = await Lab.open();
    port = await addNginx(lab);
  });
  after(() => lab?.close());

  const pinned = (text: string): string => /docker pull (\S+@sha256:[0-9a-f]{64})$/m.exec(text)?.[1] ?? '';

  it('builds, tests and pushes with docker; the image serves its page; nothing is left behind', async () => {
    const ended = await lab.cooper('run', 'web');
    expect(ended.code, ended.text).to.equal(0);
    expect(lab.litter(ended)).to.deep.equal([]);
    expect(ended.text).to.contain('[Test] 3 tests passed');
    expect(ended.stdout).to.contain(`docker run --rm -p ${port}:${port} ${pinned(ended.stdout)}\n`);
    expect((await lab.registry.tags('team/web')).sort()).to.deep.equal(['1.22', '1.22.1']);
    const digest = await lab.registry.digest('team/web', '1.22');
    expect(pinned(ended.stdout)).to.equal(`${lab.registry.address}/team/web@${digest}`);
    await expectServes(lab, pinned(ended.stdout), port);
  });

  it('labels the image with its spec, commit and base', async () => {
    const { registry } = lab;
    const config = await registry.config('team/web', '1.22');
    expect(config['Labels']).to.include({
      'io.cooperage.spec': 'images/web/image.json',
      'org.opencontainers.image.revision': lab.git('rev-parse', 'HEAD'),
      'org.opencontainers.image.base.name': lab.base,
      'org.opencontainers.image.base.digest': await registry.digest('base/debian', '12'),
    });
    for (const secret of lab.secrets) expect(JSON.stringify(config)).to.not.contain(secret);
  });

  it('does nothing the second time, and says so', async () => {
    const before = await lab.registry.digest('team/web', '1.22');
    const ended = await lab.cooper('run', 'web');
    expect(ended.code, ended.text).to.equal(0);
    expect(ended.stdout).to.match(/^Unchanged: .*team\/web:1\.22 holds this very content already/m);
    expect(await lab.registry.digest('team/web', '1.22')).to.equal(before);
    expect(lab.litter(ended)).to.deep.equal([]);
  });

  it('refuses generated files that are not what the spec says', async () => {
    const dockerfile = lab.git('show', 'HEAD:images/web/Dockerfile');
    lab.write('images/web/Dockerfile', `${dockerfile}\nENV EDITED=by-hand\n`);
    const ended = await lab.cooper('run', 'web');
    expect(ended.code, ended.text).to.equal(3);
    expect(ended.stderr).to.match(/images\/web\/Dockerfile\n.*cooper compile/);
    lab.git('checkout', '--quiet', '--', 'images/web/Dockerfile');
    expect(lab.litter(ended)).to.deep.equal([]);
  });

  it('refuses a tag that holds other content, and leaves it as it is', async () => {
    const before = await lab.registry.digest('team/web', '1.22');
    lab.write('images/web/rootfs/srv/www/index.html', '<p>another page\n');
    await lab.compile();
    const ended = await lab.cooper('run', 'web');
    expect(ended.code, ended.text).to.equal(4);
    expect(ended.text).to.match(
      /the tag 1\.22 is taken by other content: rootfs, scripts or Dockerfile changed/,
    );
    expect(ended.text).to.not.contain('[Build]');
    expect(await lab.registry.digest('team/web', '1.22')).to.equal(before);
    expect(lab.litter(ended)).to.deep.equal([]);
    lab.git('revert', '--no-edit', 'HEAD');
  });

  it('builds the same with buildah, for which the image serves its page, too', async () => {
    const ended = await lab.cooper('run', 'web', '--builder', 'buildah', '--tag', 'by-buildah', '--json');
    expect(ended.code, ended.text).to.equal(0);
    expect(lab.litter(ended)).to.deep.equal([]);
    const events = ended.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; status?: string; record?: { digest: string } });
    expect(events.at(-1)).to.include({ type: 'run-end', status: 'pushed' });
    const digest = await lab.registry.digest('team/web', 'by-buildah');
    expect(events.at(-1)?.record?.digest).to.equal(digest);
    await expectServes(lab, `${lab.registry.address}/team/web@${digest}`, port);
  });

  const client = otherClient();
  if (client !== undefined)
    it('builds the same with a newer docker client', async () => {
      const path = `${client.replace(/\/docker$/, '')}:${lab.engine?.env['PATH'] ?? ''}`;
      const ended = await lab.start(['run', 'web', '--tag', 'by-client'], { PATH: path }).ended;
      expect(ended.code, ended.text).to.equal(0);
      expect(lab.litter(ended)).to.deep.equal([]);
      const digest = await lab.registry.digest('team/web', 'by-client');
      await expectServes(lab, `${lab.registry.address}/team/web@${digest}`, port);
    });
});
