import { expect } from 'chai';
import { statusCommand } from '../../../../compiler/cli/status/command.js';
import { startJenkins, type FakeController, type Script } from '../../../support/jenkins/controller.js';
import { cooperWith, DiskWorkspace, SETTINGS, spec, type Output } from '../../../support/workspace.js';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const RECORD = { reference: 'r.example.com/team/web:1', digest: DIGEST, tags: ['1'], result: 'pushed' };
const PUSHED: Script = {
  stages: [{ name: 'Build', lines: ['make'] }],
  artifacts: { 'build-record.json': JSON.stringify(RECORD) },
};
const FAILED: Script = { stages: [{ name: 'Build', lines: ['error'] }], result: 'FAILURE' };

describe('cli/status: the command', () => {
  let controller: FakeController;
  let workspace: DiskWorkspace;
  const status = (...argv: string[]): Promise<Output> =>
    cooperWith({ ...controller.env, LANG: 'C.UTF-8' }, '-C', workspace.root, 'status', ...argv);

  before(async () => {
    controller = await startJenkins();
    for (const name of ['web', 'api', 'bad']) controller.job(`team/${name}`);
    controller.script('team/web', FAILED, PUSHED);
    controller.script('team/api', PUSHED, FAILED);
    for (const path of ['team/web', 'team/web', 'team/api', 'team/api', 'team/bad'])
      await controller.run(path);
    workspace = new DiskWorkspace({
      'cooperage.json': { ...SETTINGS, jenkins: { folder: 'team' } },
      'images/web/image.json': spec({ name: 'web' }),
      'images/api/image.json': spec({ name: 'api' }),
      'images/new/image.json': spec({ name: 'new' }),
    });
  });
  afterEach(() => {
    controller.heal();
    workspace.write({ 'images/bad/image.json': spec({ name: 'bad' }) }).unlink('images/bad');
  });
  after(async () => {
    workspace.remove();
    await controller.stop();
  });

  it('shows all images', async () => {
    const { code, out, err } = await status();
    expect([code, err]).to.deep.equal([0, '']);
    expect(out).to.match(/^image  last +build  when +took  tags  digest +before$/m);
    expect(out).to.match(/^api +✗ failed +#2  just now +0\.\d s +SF$/m);
    expect(out).to.contain('last pushed: 0123456789ab by #1');
    expect(out).to.match(/^web +✓ success +#2  just now +0\.\d s  1 +0123456789ab  FS$/m);
    expect(out).to.match(/^new +-\n {4}no job: cooper jobs sync$/m);
    expect(out).to.contain('3 images: 1 failed, 1 without a job (cooper jobs sync), 1 success\n');
  });

  it('shows one with its builds', async () => {
    const { code, out } = await status('web');
    expect(code).to.equal(0);
    expect(out).to.contain('images/web  job team/web\n').and.contain('Stages of #2:\n  Build');
    expect(out.match(/^ +#\d/gm)).to.have.length(2);
    expect((await status('web', '--builds', '1')).out.match(/^ +#\d/gm)).to.have.length(1);
  });

  it('shows only those that failed', async () => {
    const { out } = await status('--failed');
    expect(out).to.contain('\napi ').and.not.contain('\nweb ');
    expect((await status('--failed', 'web')).out).to.equal('No image whose last build failed.\n');
  });

  it('gives the same as JSON', async () => {
    const { code, out, err } = await status('--json', 'web', 'new');
    expect([code, err]).to.deep.equal([0, '']);
    const { images, ...head } = JSON.parse(out) as { images: Record<string, unknown>[] };
    expect(head).to.deep.equal({ version: 1, controller: controller.url, folder: 'team' });
    expect(images.map(({ image, job, state, specErrors }) => [image, job, state, specErrors])).to.deep.equal([
      ['images/new', 'team/new', 'missing', false],
      ['images/web', 'team/web', 'ready', false],
    ]);
    expect(Object.keys(images[1] ?? {})).to.have.members([
      'image',
      'name',
      'job',
      'url',
      'state',
      'waiting',
      'builds',
      'fault',
      'specErrors',
    ]);
    const [latest] = (images[1]?.['builds'] ?? []) as Record<string, unknown>[];
    expect(Object.keys(latest ?? {})).to.have.members([
      'number',
      'url',
      'building',
      'result',
      'started',
      'duration',
      'estimated',
      'causes',
      'tags',
      'reference',
      'digest',
      'stages',
    ]);
    expect(latest).to.include({ number: 2, result: 'SUCCESS', digest: DIGEST });
  });

  it('goes on where a spec has errors, and says so', async () => {
    workspace.write({ 'images/bad/image.json': spec({ name: 'bad', from: '' }) });
    const { code, out, err } = await status();
    expect(code).to.equal(0);
    expect(err).to.equal(
      'cooper: 1 file with errors (cooper validate): the jobs of those images may be out of date\n',
    );
    expect(out).to.match(/^bad +✓ success/m);
    const { images } = JSON.parse((await status('--json', 'bad')).out) as { images: object[] };
    expect(images).to.have.length(1);
    expect(images[0]).to.include({ image: 'images/bad', specErrors: true });
  });

  it('tells names that no image has, and shows the others', async () => {
    const { code, out, err } = await status('wbe', 'api');
    expect(code).to.equal(1);
    expect(err).to.contain('wbe');
    expect(out).to.contain('images/api  job team/api');
    expect(await status('nothing')).to.include({ code: 1, out: '' });
  });

  it('asks another folder where it is told to', async () => {
    expect((await status('--folder', 'other', 'web')).out)
      .to.contain('job other/web\n')
      .and.contain('no job');
    expect(await status('--folder', '../..')).to.include({ code: 2, out: '' });
  });

  it('ends with 4 where Jenkins does not answer, or not for an image', async () => {
    controller.fail('sign-on', { times: 100 });
    expect(await status()).to.include({ code: 4, out: '' });
    controller.heal();
    controller.fail({ status: 404 }, { path: '/job/web/', times: 100 });
    expect((await status()).out).to.match(/^web +-\n {4}no job/m);
  });

  it('ends with 2 without a controller, and for what makes no sense', async () => {
    const { code, err } = await cooperWith({}, '-C', workspace.root, 'status');
    expect(code).to.equal(2);
    expect(err).to.contain('JENKINS_URL');
    for (const argv of [
      ['--builds', '0'],
      ['--builds', '101'],
      ['--builds', 'x'],
      ['--watch'],
      ['--watch', '--json'],
    ])
      expect((await status(...argv)).code, argv.join(' ')).to.equal(2);
  });

  it('looks again and again, and keeps what it saw while Jenkins is away', async () => {
    const shown: string[] = [];
    const io = {
      out: (text: string) => void shown.push(text),
      err: (text: string) => void shown.push(`err ${text}`),
      color: false,
      isTerminal: true,
      columns: 100,
      env: { ...controller.env, LANG: 'C.UTF-8' },
    };
    const rounds = [
      () => controller.fail('html', { times: 100 }),
      () => controller.heal(),
      () => controller.run('team/api'),
    ];
    const pause = async (): Promise<boolean> => {
      const round = rounds.shift();
      await round?.();
      return round !== undefined;
    };
    const { root } = workspace;
    expect(await statusCommand(['api'], { watch: true }, { root }, root, io, pause)).to.equal(0);
    expect(shown).to.have.length(4);
    for (const text of shown)
      expect(text).to.match(/^\u001b\[H\u001b\[2J\u001b\[3Jimages\/api  job team\/api\n/);
    expect(shown.map((text) => text.includes('this is what was seen before'))).to.deep.equal([
      false,
      true,
      false,
      false,
    ]);
    expect(shown[2]).not.to.contain('#3');
    expect(shown[3]).to.contain('#3');
  });

  it('never shows the token', async () => {
    for (const argv of [[], ['--json'], ['web']]) {
      const { out, err } = await status(...argv);
      expect(out + err).not.to.contain(controller.token);
    }
  });
});
