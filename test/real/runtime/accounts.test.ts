/** Verify against registries with tokens, projects and rights: each outcome is told from the others. */
import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { needs } from '../../support/parts.js';
import { StandIn, type StandInOptions } from './stand-in.js';
import { PASSWORD, Workspace, secretForms, type Build } from './workspace.js';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

describe('verify: accounts, projects, rights', function () {
  this.timeout(60_000);
  const workspace = new Workspace();
  const open: StandIn[] = [];

  before(function () {
    needs(this, 'buildah', 'curl');
  });

  afterEach(async () => {
    for (const standIn of open.splice(0)) await standIn.stop();
  });

  after(() => {
    workspace.remove();
  });

  async function start(options: Partial<StandInOptions> = {}): Promise<StandIn> {
    const standIn = new StandIn({
      user: 'robot$ci',
      password: PASSWORD,
      projects: { team: 'push' },
      kind: 'harbor',
      ...options,
    });
    open.push(standIn);
    return standIn.start();
  }

  function build(standIn: StandIn, env: NodeJS.ProcessEnv = {}): Build {
    const made = workspace.build(standIn.address, { COOPERAGE_KIND: standIn.options.kind, ...env });
    made.account = { user: standIn.options.user, password: standIn.options.password };
    return made;
  }

  afterEach(() => {
    for (const standIn of open) {
      expect(
        secretForms('robot$ci').filter((form) => standIn.requests.join('\n').includes(form)),
      ).to.deep.equal([]);
    }
  });

  it('Bearer tokens: passes, and takes the upload back', async () => {
    const standIn = await start();
    const log = await build(standIn).succeed('verify');
    expect(log)
      .to.contain('accepts the account robot$ci')
      .and.to.contain('project team exists')
      .and.to.contain('may push to team/app');
    expect(standIn.requests).to.include('DELETE /v2/team/app/blobs/uploads/1?_state=x%3D');
    expect(secretForms('robot$ci').filter((form) => log.includes(form))).to.deep.equal([]);
  });

  it('Bearer tokens that die after each use: fetched again', async () => {
    const standIn = await start({ tokenUses: 1 });
    await build(standIn).succeed('verify');
  });

  it('a wrong password is not taken for a missing project', async () => {
    const standIn = await start();
    const made = build(standIn, { COOPERAGE_NAMESPACE: 'missing' });
    made.account = { user: 'robot$ci', password: 'wrong' };
    const log = await made.fail('verify');
    expect(log).to.contain(
      `the registry ${standIn.address} does not accept the account robot$ci with this password`,
    );
    expect(log).not.to.contain('project missing');
  });

  it('Harbor: a missing project', async () => {
    const standIn = await start();
    const log = await build(standIn, { COOPERAGE_NAMESPACE: 'missing/deep' }).fail('verify');
    expect(log).to.contain(`the project missing does not exist in Harbor at ${standIn.address}`);
  });

  it('Harbor: the right push is missing', async () => {
    const standIn = await start({ projects: { team: 'pull' } });
    const log = await build(standIn).fail('verify');
    expect(log).to.contain(
      `account robot$ci may not push to team/app at ${standIn.address}: the right push is missing`,
    );
    expect(log).to.contain('role Developer in the project team');
  });

  it('Harbor: no namespace', async () => {
    expect(await build(await start(), { COOPERAGE_NAMESPACE: '' }).fail('verify')).to.contain(
      'Harbor keeps every image in a project',
    );
  });

  it('GitLab: a project, and a project in a group', async () => {
    const standIn = await start({ kind: 'gitlab', projects: { team: 'push' } });
    await build(standIn).succeed('verify');
    const deep = await start({ kind: 'gitlab', projects: { 'team/app': 'push' } });
    const log = await build(deep).succeed('verify');
    expect(log).to.contain('project team/app exists');
  });

  it('GitLab: a missing project', async () => {
    const standIn = await start({ kind: 'gitlab', projects: {} });
    const log = await build(standIn).fail('verify');
    expect(log).to.contain('neither team nor team/app is a GitLab project that account robot$ci can see');
  });

  it('GitLab: a project whose registry is switched off', async () => {
    const standIn = await start({ kind: 'gitlab', projects: { 'team-off': 'push' } });
    const log = await build(standIn, { COOPERAGE_NAMESPACE: 'team-off' }).fail('verify');
    expect(log).to.contain('the container registry of the GitLab project team-off is switched off');
  });

  it('a plain registry says that it cannot tell the two apart', async () => {
    const standIn = await start({ kind: 'distribution', projects: {} });
    const log = await build(standIn).fail('verify');
    expect(log).to.contain('the right push is missing').and.to.contain('does not tell the two apart');
  });

  it('an anonymous client', async () => {
    const standIn = await start();
    const made = build(standIn);
    made.account = null;
    const log = await made.fail('verify');
    expect(log).to.contain('an anonymous client may not push').and.to.contain('set publish.credentialsId');
  });

  it('does not send the password to an unencrypted address elsewhere', async () => {
    const standIn = await start({ realm: 'http://collector.example.com/token' });
    const log = await build(standIn).fail('verify');
    expect(log).to.contain('which is not encrypted');
    const file = await start({ realm: 'file:///etc/passwd' });
    expect(await build(file).fail('verify')).to.contain('no usable token service');
  });

  it('tries again on 503 and 429, and not on 403', async () => {
    const standIn = await start();
    standIn.faults = { status: 503, times: 1, path: /^\/v2\/$/ };
    expect(await build(standIn).succeed('verify')).to.contain('trying again in 1 s');
    standIn.faults = { status: 429, times: 1, path: /token/ };
    await build(standIn).succeed('verify');
    standIn.faults = { status: 403, times: 1, path: /^\/service/ };
    expect(await build(standIn).fail('verify')).not.to.contain('trying again');
  });

  it('a registry that is out of order', async () => {
    const standIn = await start();
    standIn.faults = { status: 502, times: 99, path: /^/ };
    expect(await build(standIn, { COOPERAGE_RETRIES: '0' }).fail('verify')).to.contain(
      `the registry ${standIn.address} is out of order`,
    );
  });

  it('what is no registry at all', async () => {
    const standIn = await start();
    standIn.faults = { status: 404, times: 99, path: /^/ };
    expect(await build(standIn).fail('verify')).to.contain('is no container registry');
  });

  describe('taken tags', () => {
    const image = (labels: Record<string, string>): Pick<StandInOptions, 'manifests' | 'blobs'> => {
      const config = JSON.stringify({ config: { Labels: labels } });
      const body = JSON.stringify({
        schemaVersion: 2,
        mediaType: MANIFEST,
        config: { digest: sha256(config), size: config.length },
        layers: [],
      });
      return {
        manifests: { '1.0': { type: MANIFEST, body }, [sha256(body)]: { type: MANIFEST, body } },
        blobs: { [sha256(config)]: config },
      };
    };

    it('without our label: refused', async () => {
      const log = await build(await start(image({ maintainer: '"io.cooperage.inputs":"sha256:0"' }))).fail(
        'verify',
      );
      expect(log).to.contain('the tag 1.0 of team/app').and.to.contain('not built from this spec');
    });

    it('with our label: left to Prepare', async () => {
      const inputs = `sha256:${'4'.repeat(64)}`;
      const made = build(await start(image({ 'io.cooperage.inputs': inputs, 'a/b~c': 'x' })));
      await made.succeed('verify');
      expect(made.state('tags-taken')).to.equal('1.0');
      expect(made.state('tags-free')).to.equal('latest');
      expect(made.state('existing-inputs')).to.match(new RegExp(`^1.0\t${inputs}\tsha256:[0-9a-f]{64}\t-$`));
    });

    it('that may be overwritten: free', async () => {
      const made = build(await start(image({})), { COOPERAGE_OVERWRITE: 'x 1.0' });
      await made.succeed('verify');
      expect(made.state('tags-free')).to.equal('1.0\nlatest');
    });

    it('through an index', async () => {
      const inner = image({ 'io.cooperage.inputs': `sha256:${'5'.repeat(64)}` });
      const body = inner.manifests?.['1.0']?.body ?? '';
      const index = JSON.stringify({
        schemaVersion: 2,
        manifests: [{ digest: sha256(body), mediaType: MANIFEST }],
      });
      const made = build(
        await start({
          ...inner,
          manifests: {
            ...inner.manifests,
            '1.0': { type: 'application/vnd.oci.image.index.v1+json', body: index },
          },
        }),
      );
      await made.succeed('verify');
      expect(made.state('existing-inputs')).to.contain(sha256(index));
    });

    it('whose configuration is not what its digest says: refused', async () => {
      const good = image({ 'io.cooperage.inputs': `sha256:${'5'.repeat(64)}` });
      const blobs = Object.fromEntries(
        Object.entries(good.blobs ?? {}).map(([digest, text]) => [digest, `${text} `]),
      );
      expect(await build(await start({ ...good, blobs })).fail('verify')).to.contain(
        'not built from this spec',
      );
    });

    it('whose manifest is not JSON: refused', async () => {
      const log = await build(
        await start({ manifests: { '1.0': { type: MANIFEST, body: '{"config": {"digest": ' } } }),
      ).fail('verify');
      expect(log).to.contain('not JSON');
    });
  });

  it('a registry that is down, unknown, or not encrypted as it should be', async () => {
    const made = (registry: string): Build => workspace.build(registry, { COOPERAGE_RETRIES: '0' });
    const standIn = await start();
    await standIn.stop();
    expect(await made(standIn.address).fail('verify')).to.contain('cannot be reached: nothing answers at');
    expect(await made('nowhere.invalid:5000').fail('verify')).to.contain(
      'the name of nowhere.invalid:5000 does not resolve',
    );
  });
});
