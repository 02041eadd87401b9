import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { startStandIn, type StandIn } from '../../support/http-stand-in.js';
import { cooperWith, DiskWorkspace, spec, type Output } from '../../support/workspace.js';

const TYPE = 'application/vnd.docker.distribution.manifest.v2+json';
const ENV = { COOPERAGE_REGISTRY_USER: 'me', COOPERAGE_REGISTRY_PASSWORD: 'geheim' };

/** The command against a small registry: a tag's manifest is the text that `tags` has for it. */
describe('cli/lock', () => {
  let registry: StandIn;
  let workspace: DiskWorkspace;
  let tags: Record<string, string>;
  const digest = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
  const lock = (...argv: string[]): Promise<Output> => cooperWith({}, '-C', workspace.root, 'lock', ...argv);
  const locked = (): unknown =>
    (JSON.parse(workspace.read('cooperage.lock.json')) as { images: unknown }).images;

  beforeEach(async () => {
    tags = { base: 'one', tools: 'two' };
    registry = await startStandIn(({ method, path, authorization }, response) => {
      const [, name = '', tag = ''] = /^\/v2\/(.*)\/manifests\/(.*)$/u.exec(path) ?? [];
      if (tag === 'private' && authorization === undefined)
        return void response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      const text = tags[name];
      if (text === undefined) return void response.writeHead(404).end();
      response.writeHead(200, { 'content-type': TYPE, 'docker-content-digest': digest(text) });
      return void response.end(method === 'HEAD' ? '' : text);
    });
    workspace = new DiskWorkspace({
      'cooperage.json': { defaults: { publish: { registry: registry.address, plainHttp: true } } },
      'images/web/image.json': spec({ from: `${registry.address}/base:1` }),
    });
  });
  afterEach(async () => {
    workspace.remove();
    await registry.stop();
  });

  it('writes the lock, then finds everything current; compile takes it', async () => {
    const reference = `${registry.address}/base:1`;
    expect(await lock()).to.deep.equal({
      code: 0,
      err: '',
      out: `added   ${reference} ${digest('one').slice(0, 19)}\ncooperage.lock.json: 1 added. Run: cooper compile\n`,
    });
    expect(locked()).to.deep.equal({ [reference]: { digest: digest('one') } });
    expect((await lock()).out).to.equal('1 image locked: everything is current.\n');
    await workspace.cooper('compile');
    expect(workspace.read('images/web/Dockerfile')).to.include(`FROM ${reference}@${digest('one')}\n`);
  });

  it('--check tells what moved, is missing and is unused, with 3; --upgrade takes it', async () => {
    await lock();
    expect(await lock('--check')).to.include({ code: 0, out: '1 image locked: everything is current.\n' });
    tags['base'] = 'moved';
    const text = workspace.read('cooperage.lock.json');
    workspace.write({
      'images/tool/image.json': spec({ name: 'tool', from: `${registry.address}/tools:1` }),
      'cooperage.lock.json': text.replace(
        '"images": {',
        `"images": {\n    "gone:1": {"digest": "${digest('')}"},`,
      ),
    });
    const { code, out, err } = await lock('--check');
    expect([code, err]).to.deep.equal([3, '']);
    expect(out.replaceAll(registry.address, 'R').split('\n')).to.deep.equal([
      `moved   R/base:1  ${digest('one').slice(0, 19)} → ${digest('moved').slice(0, 19)}`,
      `missing R/tools:1 ${digest('two').slice(0, 19)}`,
      'unused  gone:1',
      '3 of 3 images not as locked. Run: cooper lock --upgrade',
      '',
    ]);
    expect((await lock('--upgrade', `${registry.address}/base:1`)).out).to.match(
      /cooperage\.lock\.json: 1 added, 1 moved, 1 removed\. Run: cooper compile\n$/,
    );
    expect((await lock('--check')).code).to.equal(0);
  });

  it('--json has the same for programs, and nothing else', async () => {
    const { code, out, err } = await lock('--check', '--json');
    expect([code, err]).to.deep.equal([3, '']);
    expect(JSON.parse(out)).to.deep.equal({
      images: [
        { reference: `${registry.address}/base:1`, state: 'missing', locked: null, digest: digest('one') },
      ],
      written: false,
      diagnostics: [],
    });
  });

  it('4 when a registry does not tell, at the line of the spec, and nothing is written', async () => {
    workspace.write({ 'images/bad/image.json': spec({ name: 'bad', from: `${registry.address}/none:1` }) });
    const before = workspace.tree();
    const { code, out, err } = await lock();
    expect(code).to.equal(4);
    expect(err.replaceAll(registry.address, 'R')).to.include(
      'images/bad/image.json:3:11: error: R/none:1 is not there: R has no such image [registry-image-missing]',
    );
    expect(out).to.match(/1 error; cooperage\.lock\.json was not changed\.\n$/);
    expect(workspace.tree()).to.deep.equal(before);
    expect((await lock('--check')).code).to.equal(4);
  });

  it('1 for a spec with errors, 2 for a wrong command line', async () => {
    for (const argv of [['--upgrade', 'nobody:1'], ['--check', '--upgrade'], ['debian']])
      expect((await lock(...argv)).code, argv.join(' ')).to.equal(2);
    workspace.write({ 'images/bad/image.json': '{' });
    expect((await lock()).code).to.equal(1);
    expect(registry.asked).to.deep.equal([]);
  });

  describe('accounts', () => {
    const basic = `Basic ${Buffer.from('me:geheim').toString('base64')}`;
    const run = (env: Record<string, string>): Promise<Output> =>
      cooperWith(env, '-C', workspace.root, 'lock', '--check');
    const sent = (): unknown[] => registry.asked.map(({ authorization }) => authorization);
    beforeEach(() =>
      workspace.write({ 'images/web/image.json': spec({ from: `${registry.address}/base:private` }) }),
    );

    it('of the environment, for the registry of the workspace', async () => {
      expect((await run(ENV)).code).to.equal(3);
      expect(sent()).to.deep.equal([undefined, basic]);
    });

    it('or for the one that the environment names, and for no other', async () => {
      const { code, err } = await run({ ...ENV, COOPERAGE_REGISTRY: 'other.example.com' });
      expect(code).to.equal(4);
      expect(err).to.include('Give an account for').and.not.include('geheim');
      expect(sent().every((each) => each === undefined)).to.equal(true);
    });

    it('of docker login; and it says when they are with a helper', async () => {
      const auth = Buffer.from('me:geheim').toString('base64');
      workspace.write({ 'cfg/config.json': { auths: { [registry.address]: { auth } } } });
      expect((await run({ DOCKER_CONFIG: workspace.path('cfg') })).code).to.equal(3);
      expect(sent()).to.deep.equal([undefined, basic]);
      workspace.write({ 'cfg/config.json': { credsStore: 'desktop' } });
      expect((await run({ DOCKER_CONFIG: workspace.path('cfg') })).err).to.include(
        'docker keeps its accounts in the credential helper "desktop"',
      );
    });

    it('half an account is a wrong command line', async () => {
      const { code, err } = await run({ COOPERAGE_REGISTRY_USER: 'me' });
      expect(code).to.equal(2);
      expect(err).to.include('there is no password');
    });
  });
});
