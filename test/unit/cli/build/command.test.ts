import { expect } from 'chai';
import { startJenkins, type FakeController, type Script } from '../../../support/jenkins/controller.js';
import { cooperWith, DiskWorkspace, SETTINGS, spec, type Output } from '../../../support/workspace.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const record = (result: string): string =>
  JSON.stringify({ reference: 'r.example.com/team/web:1', digest: DIGEST, tags: ['1'], result });
const PUSHED: Script = {
  stages: [
    { name: 'Build', lines: ['STEP 1: FROM scratch'] },
    { name: 'Push', lines: ['Push: pushed'] },
  ],
  artifacts: { 'build-record.json': record('pushed') },
};

/** The command against a controller, over HTTP. */
describe('cli/build', function () {
  this.timeout(20_000);
  let jenkins: FakeController;
  let workspace: DiskWorkspace;
  const build = (...argv: string[]): Promise<Output> =>
    cooperWith(jenkins.env, '-C', workspace.root, 'build', ...argv);
  const started = (): string[] =>
    jenkins.asked
      .filter(({ method, path }) => method === 'POST' && /\/build/u.test(path))
      .map(({ path }) => path);
  const events = ({ out }: Output): Record<string, unknown>[] =>
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const sync = (): Promise<Output> => cooperWith(jenkins.env, '-C', workspace.root, 'jobs', 'sync');

  beforeEach(async () => {
    jenkins = await startJenkins({ quietPeriod: 20 });
    workspace = new DiskWorkspace({
      'cooperage.json': {
        ...SETTINGS,
        jenkins: { folder: 'images', git: { url: 'https://gitlab.example.com/platform/images.git' } },
      },
      'images/base/image.json': spec({ name: 'base' }),
      'images/web/image.json': spec({ from: { spec: 'base' } }),
    });
    await sync();
    jenkins.script('images/base', PUSHED);
    jenkins.script('images/web', PUSHED);
  });
  afterEach(async () => {
    workspace.remove();
    await jenkins.stop();
  });

  it('starts a build, and tells its stages and what was pushed', async () => {
    const { code, out, err } = await build('base');
    expect(err).to.equal('');
    expect(out).to.match(/queued as item \d+\n/u);
    expect(out).to.include(`build 1: ${jenkins.url}/job/images/job/base/1/\n`);
    expect(out).to.match(/== Build\n== Build: .* s\n== Push\n/u);
    expect(out).not.to.include('STEP 1');
    expect(out).to.match(/success: images\/base #1 after/iu);
    expect(out).to.include(`  pushed: r.example.com/team/web:1\n  digest: ${DIGEST}\n`);
    expect(code).to.equal(0);
  });

  it('--follow shows the log, --quiet only the end', async () => {
    expect((await build('base', '--follow')).out).to.include('STEP 1: FROM scratch\n');
    jenkins.script('images/base', { ...PUSHED, artifacts: { 'build-record.json': record('unchanged') } });
    const { out } = await build('base', '--quiet');
    expect(out.split('\n')[0]).to.include('images/base #2');
    expect(out).to.include('unchanged at the registry: r.example.com/team/web:1');
  });

  it('gives the values of the command line as parameters', async () => {
    await build('base', '--tag', '1', '--tag', 'test', '--namespace', 'other');
    const given = jenkins.builds('images/base')[0]?.parameters ?? [];
    const values = Object.fromEntries(given.map(({ name, value }) => [name, value]));
    expect(values).to.include({ image_tag: '1 test', namespace: 'other', image_name: 'base' });
    expect(started()).to.have.length(1);
  });

  it('refuses values that make no reference, before anything is asked', async () => {
    for (const argv of [
      ['base', '--tag', '-x'],
      ['base', '--tag', 'a b'],
      ['base', '--namespace', 'Upper'],
      ['base', '--registry', 'https://r.example.com'],
      ['base', '--name', 'web:1'],
      ['base', 'web', '--name', 'same'],
      ['--all', '--name', 'same'],
      ['base', '--with-children', '--name', 'same'],
      [],
      ['base', '--all'],
    ])
      expect((await build(...argv)).code, argv.join(' ')).to.equal(2);
    expect(started()).to.deep.equal([]);
  });

  it('asks a job without parameters by /build, and refuses values for it', async () => {
    jenkins.job('old/base', {});
    const { code, err, out } = await build('base', '--folder', 'old', '--tag', '2');
    expect({ code, err: err + out }).to.have.property('code', 4);
    expect(err + out)
      .to.include('takes no parameters yet')
      .and.to.include('cooper jobs sync');
    expect(started()).to.deep.equal([]);
    expect((await build('base', '--folder', 'old')).code).to.equal(0);
    expect(started().map((path) => path.replace(/^.*\//u, ''))).to.deep.equal(['build']);
  });

  it('tells a job that is not there, and an image that is not there', async () => {
    jenkins.remove('images/base');
    const missing = await build('base');
    expect(missing.code).to.equal(4);
    expect(missing.out).to.include('cooper jobs sync');
    const unknown = await build('bsae');
    expect(unknown.code).to.equal(1);
    expect(unknown.err).to.include('base');
  });

  it('explains a failure, with the place in the spec', async () => {
    jenkins.script('images/base', {
      before: ["ERROR: Could not find credentials entry with ID 'registry'"],
      result: 'FAILURE',
    });
    const { code, out } = await build('base');
    expect(code).to.equal(4);
    expect(out).to.match(/fail\w*: images\/base #1/iu);
    expect(out).to.include('cooperage.json').and.to.include('registry');
    expect(out).to.include('cooper logs images/base --build 1');
  });

  it('builds what is built on it afterwards, and follows the build that Jenkins starts itself', async () => {
    const all = events(await build('--all', '--json'));
    const ends = all.filter(({ type }) => type === 'build-end').map(({ image, result }) => [image, result]);
    expect(ends).to.deep.equal([
      ['images/base', 'SUCCESS'],
      ['images/web', 'SUCCESS'],
    ]);
    await jenkins.idle();
    expect(jenkins.builds('images/web')).to.have.length(1);
    expect(started()).to.have.length(1);
  });

  it('says that values do not change what an image is built on', async () => {
    const { code, err } = await build('--all', '--tag', '9');
    expect(err).to.include('images/web is built on images/base by the name and tag in the spec');
    expect(code).to.equal(0);
    expect(started()).to.have.length(2);
  });

  it('does not build what is built on a failure, and says why', async () => {
    jenkins.script('images/base', { result: 'FAILURE', after: ['ERROR: script returned exit code 1'] });
    const { code, out } = await build('base', '--with-children');
    expect(code).to.equal(4);
    expect(out).to.include('images/web is built on images/base, which was not built successfully');
    expect(jenkins.builds('images/web')).to.have.length(0);
  });

  it('never starts a second build when the answer to the first is lost', async () => {
    jenkins.fail('lost', { method: 'POST', path: '/buildWithParameters' });
    const { code, out } = await build('base', '--tag', '7');
    expect(out).to.include('#1');
    expect(code).to.equal(0);
    await jenkins.idle();
    expect(jenkins.builds('images/base')).to.have.length(1);
    expect(started()).to.have.length(1);
  });

  it('says why it waits, and that it was taken out of the queue', async () => {
    jenkins.hold('images/base', 'There are no nodes with the label ‘arm64’', true);
    const done = build('base');
    const item = await until(() => jenkins.world.queue.waiting()[0]?.id);
    const asks = (): number =>
      jenkins.asked.filter(({ path }) => path.includes(`/queue/item/${item}/`)).length;
    await until(() => (asks() > 2 ? true : undefined));
    await fetch(`${jenkins.url}/queue/cancelItem?id=${item}`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${jenkins.user}:${jenkins.token}`).toString('base64')}`,
      },
    });
    const { code, out } = await done;
    expect(out).to.include('waiting: There are no nodes with the label ‘arm64’ (stuck)');
    expect(out).to.include('was cancelled before a build came of it');
    expect(code).to.equal(4);
  });

  it('goes on after a restart of the controller, with each line once', async () => {
    const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`);
    jenkins.script('images/base', { ...PUSHED, stages: [{ name: 'Build', lines, ms: 3000 }] });
    const done = build('base', '--follow');
    await until(() =>
      jenkins.asked.some(({ path }) => path.includes('progressiveText')) ? true : undefined,
    );
    await jenkins.restart({ refuse: 300, loading: 300 });
    const { code, out } = await done;
    expect(out.split('\n').filter((line) => line.startsWith('line '))).to.deep.equal(lines);
    expect(code).to.equal(0);
  });

  it('tells a job that somebody deletes while it is followed', async () => {
    jenkins.script('images/base', { stages: [{ name: 'Build', lines: ['a', 'b', 'c'], ms: 4000 }] });
    const done = build('base');
    await until(() =>
      jenkins.asked.some(({ path }) => path.includes('progressiveText')) ? true : undefined,
    );
    jenkins.remove('images/base');
    const { code, out } = await done;
    expect(code).to.equal(4);
    expect(out).to.include('lost sight of: images/base #1: ').and.not.to.include('not built');
  });

  it('--detach comes back once Jenkins has the build', async () => {
    jenkins.script('images/base', { stages: [{ name: 'Build', lines: ['a'], ms: 3000 }] });
    const { code, out } = await build('base', '--detach');
    expect(out).to.include('cooper logs images/base --build 1 --follow');
    expect(code).to.equal(0);
    expect(jenkins.world.running()).to.have.length(1);
  });

  it('--all builds what has no errors, and --detach what waits for no other', async () => {
    workspace.write({ 'images/bad/image.json': spec({ name: 'bad', nonsense: 1 }) });
    const { code, out, err } = await build('--all', '--quiet');
    expect(err).to.include('images/bad/image.json');
    expect(out).to.include('not built: images/bad: its spec has errors');
    expect(out).to.include('success: images/base #1').and.to.include('success: images/web #1');
    expect(code).to.equal(1);
    const named = await build('base', 'bad');
    expect({ code: named.code, out: named.out }).to.deep.equal({ code: 1, out: '' });
    expect((await build('base', 'nosuch')).code).to.equal(1);
    expect((await build('base', 'base', '--quiet')).code).to.equal(0);
    const detached = await build('base', '--with-children', '--detach');
    expect(detached.out).to.include('not built: images/web: with --detach nobody waits for images/base');
    expect(detached.code).to.equal(0);
  });

  it('names the stages that failed or were skipped', async () => {
    jenkins.script('images/base', {
      stages: [
        { name: 'Test', lines: ['x'], status: 'FAILED' },
        { name: 'Push', status: 'SKIPPED' },
      ],
      result: 'FAILURE',
    });
    const { out } = await build('base', '--quiet');
    expect(out).to.match(/ {2}stages: Test failed \d\.\d s, Push skipped\n/u);
  });

  it('never has more builds than --parallel allows', async () => {
    workspace.write({
      'images/one/image.json': spec({ name: 'one' }),
      'images/two/image.json': spec({ name: 'two' }),
      'images/three/image.json': spec({ name: 'three' }),
    });
    await sync();
    let most = 0;
    for (const name of ['one', 'two', 'three'])
      jenkins.script(`images/${name}`, {
        act: async ({ wait }) => {
          most = Math.max(most, jenkins.world.running().length + jenkins.world.queue.waiting().length);
          await wait(300);
        },
      });
    expect((await build('one', 'two', 'three', '--parallel', '2', '--quiet')).code).to.equal(0);
    expect(most).to.equal(2);
  });

  it('takes the item that waits already, where Jenkins makes one of two requests', async () => {
    jenkins.hold('images/base', 'held');
    const both = [build('base', '--tag', '5'), build('base', '--tag', '5')];
    await until(() => (started().length === 2 ? true : undefined));
    jenkins.release('images/base');
    for (const { code, out } of await Promise.all(both)) {
      expect(out).to.include('success: images/base #1');
      expect(code).to.equal(0);
    }
    expect(jenkins.builds('images/base')).to.have.length(1);
  });

  it('never shows the token', async () => {
    for (const argv of [['base'], ['base', '--json'], ['nothing']]) {
      const { out, err } = await build(...argv);
      expect(out + err).not.to.include(jenkins.token);
    }
  });
});

async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((ready) => setTimeout(ready, 5));
  }
}
