/** `cooper lock` against the real registry, with accounts, and the reference rules against those of the scripts. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseReference } from '../../../compiler/reference/reference.js';
import { needs } from '../../support/parts.js';
import { startRegistry, type Registry } from '../../support/registry.js';
import { cooperWith, DiskWorkspace, spec, type Output } from '../../support/workspace.js';

const OCI = 'application/vnd.oci.image.manifest.v1+json';
const DOCKER_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';

describe('lock: a real registry', function () {
  this.timeout(120_000);
  let registry: Registry;
  let workspace: DiskWorkspace;
  before(async function () {
    needs(this, 'docker-registry', 'htpasswd');
    registry = await startRegistry();
    await pushImage('base/app', '1', 'first');
  });
  after(() => registry?.stop());
  beforeEach(() => {
    workspace = new DiskWorkspace({
      'cooperage.json': { defaults: { publish: { registry: registry.address } } },
      'images/web/image.json': spec({ from: `${registry.address}/base/app:1` }),
    });
  });
  afterEach(() => workspace?.remove());

  const account = (password = registry.password): Record<string, string> => ({
    COOPERAGE_REGISTRY_USER: registry.user,
    COOPERAGE_REGISTRY_PASSWORD: password,
  });
  const lock = (env: Record<string, string>, ...argv: string[]): Promise<Output> =>
    cooperWith(env, '-C', workspace.root, 'lock', ...argv);
  const locked = (): Record<string, { digest: string }> =>
    (JSON.parse(workspace.read('cooperage.lock.json')) as { images: Record<string, { digest: string }> })
      .images;

  async function send(method: string, path: string, body: string | null, type?: string): Promise<Response> {
    const url = path.startsWith('http') ? path : `http://${registry.address}${path}`;
    const authorization = `Basic ${btoa(`${registry.user}:${registry.password}`)}`;
    const headers = { authorization, ...(type === undefined ? {} : { 'content-type': type }) };
    const response = await fetch(url, { method, headers, body });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  /** Pushes the smallest image there is; another `text`, another digest. */
  async function pushImage(repository: string, tag: string, text: string): Promise<void> {
    const config = JSON.stringify({ architecture: 'amd64', os: 'linux', config: { Labels: { text } } });
    const digest = `sha256:${createHash('sha256').update(config).digest('hex')}`;
    const upload = await send('POST', `/v2/${repository}/blobs/uploads/`, null);
    const location = new URL(upload.headers.get('location') ?? '', `http://${registry.address}`);
    location.searchParams.set('digest', digest);
    await send('PUT', location.href, config, 'application/octet-stream');
    const type = 'application/vnd.oci.image.config.v1+json';
    const manifest = {
      schemaVersion: 2,
      mediaType: OCI,
      config: { mediaType: type, digest, size: config.length },
      layers: [],
    };
    await send('PUT', `/v2/${repository}/manifests/${tag}`, JSON.stringify(manifest), OCI);
  }

  it('locks the digest that the registry has, and compile takes it', async () => {
    const { code, err } = await lock(account());
    expect([code, err]).to.deep.equal([0, '']);
    const digest = await registry.digest('base/app', '1');
    const reference = `${registry.address}/base/app:1`;
    expect(locked()).to.deep.equal({ [reference]: { digest } });
    expect((await workspace.cooper('compile')).code).to.equal(0);
    expect(workspace.read('images/web/Dockerfile')).to.include(`FROM ${reference}@${digest}`);
    expect(workspace.read('images/web/Jenkinsfile')).to.include(`base: '${reference}@${digest}'`);
    expect((await workspace.cooper('compile', '--check')).code).to.equal(0);
  });

  it('--check finds a re-push, --upgrade takes it', async () => {
    await pushImage('base/moving', '1', 'old');
    workspace.write({ 'images/web/image.json': spec({ from: `${registry.address}/base/moving:1` }) });
    await lock(account());
    const before = locked();
    expect((await lock(account(), '--check')).code).to.equal(0);
    await pushImage('base/moving', '1', 'new');
    const checked = await lock(account(), '--check');
    expect([checked.code, locked()]).to.deep.equal([3, before]);
    expect(checked.out).to.match(/^moved {3}127/);
    expect((await lock(account())).out).to.include('everything is current');
    expect((await lock(account(), '--upgrade')).code).to.equal(0);
    const digest = await registry.digest('base/moving', '1');
    expect(Object.values(locked())).to.deep.equal([{ digest }]);
    expect(Object.values(before)).to.not.deep.equal([{ digest }]);
    expect((await lock(account(), '--check')).code).to.equal(0);
  });

  it('an index of several platforms has the digest of the index', async () => {
    const digest = await registry.digest('base/app', '1');
    const size = (await (await registry.get('/v2/base/app/manifests/1', OCI)).text()).length;
    const entry = { mediaType: OCI, digest, size, platform: { architecture: 'amd64', os: 'linux' } };
    const list = JSON.stringify({ schemaVersion: 2, mediaType: DOCKER_LIST, manifests: [entry] });
    await send('PUT', '/v2/base/app/manifests/all', list, DOCKER_LIST);
    workspace.write({ 'images/web/image.json': spec({ from: `${registry.address}/base/app:all` }) });
    expect((await lock(account())).code).to.equal(0);
    expect(Object.values(locked())[0]?.digest).to.equal(
      `sha256:${createHash('sha256').update(list).digest('hex')}`,
    );
  });

  it('a missing image is told by the words of the registry', async () => {
    for (const [name, said] of [
      ['base/app:9', 'MANIFEST_UNKNOWN'],
      ['base/none:1', 'UNKNOWN'],
    ] as const) {
      workspace.write({ 'images/web/image.json': spec({ from: `${registry.address}/${name}` }) });
      const { code, err } = await lock(account());
      expect(code).to.equal(4);
      expect(err).to.include(`${registry.address} has no such image (`).and.include(said);
      expect(err).to.include('images/web/image.json:3:11').and.include('push the image first');
    }
  });

  it('a wrong password, and none, are told without the password', async () => {
    const wrong = await lock(account('not the right horse'));
    expect(wrong.code).to.equal(4);
    expect(wrong.err).to.include(`does not let the account "${registry.user}" read the image`);
    expect(wrong.err + wrong.out).to.not.include('horse');
    const none = await lock({});
    expect(none.code).to.equal(4);
    expect(none.err).to.include('anonymous client').and.include('COOPERAGE_REGISTRY_USER');
    expect(workspace.tree()).to.not.have.property('cooperage.lock.json');
  });

  it("docker's own file of accounts does it too", async () => {
    expect((await lock({ DOCKER_CONFIG: join(registry.authFile, '..') })).code).to.equal(0);
  });
});

describe('reference: the rules of the stage scripts', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const script = [
    readFileSync(join(import.meta.dirname, '../../../runtime/lib/args.sh'), 'utf8'),
    'die() { echo none; exit 0; }',
    'shown() { :; }',
    "NEWLINE='\n'",
    'for reference do (',
    '  parse_reference "$reference"',
    '  echo "$REF_HOST $REF_REPOSITORY ${REF_TAG:--} ${REF_DIGEST:--}"',
    '); done',
  ].join('\n');
  const references = [
    'debian',
    'debian:12',
    `debian@${digest}`,
    `debian:12@${digest}`,
    'team/app',
    'team/app.web/x:1',
    'docker.io/debian',
    'index.docker.io/debian:12',
    'index.docker.io/team/debian',
    'localhost/x',
    'localhost:5000/a/b:y',
    '[::1]:5000/x:1',
    'r.example.com/a/b/c',
    'r.example.com:0/x',
    'r.example.com:70000/x',
    'a..b/c',
    'a___b',
    'UPPER/x:y:z',
    `${'a/'.repeat(127)}aa`,
    `${'a/'.repeat(128)}a`,
  ];

  it('both read the same out of every reference', () => {
    const out = execFileSync('sh', ['-c', script, 'sh', ...references], { encoding: 'utf8' });
    const ours = references.map((text) => {
      const found = parseReference(text);
      if (!found) return 'none';
      return `${found.registry} ${found.repository} ${found.tag ?? '-'} ${found.digest ?? '-'}`;
    });
    expect(ours).to.deep.equal(out.trimEnd().split('\n'));
  });
});
