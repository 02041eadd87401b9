import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { startJenkins, type FakeController } from '../../support/jenkins/controller.js';
import { cooperWith, DiskWorkspace, SETTINGS, spec, type Output } from '../../support/workspace.js';

const GIT = 'https://gitlab.example.com/platform/images.git';
const SETTINGS_WITH_JENKINS = {
  ...SETTINGS,
  jenkins: { folder: 'platform/images', git: { url: GIT, credentialsId: 'gitlab' } },
};

/** The commands against a controller, over HTTP. */
describe('cli/jobs', () => {
  let jenkins: FakeController;
  let workspace: DiskWorkspace;
  const jobs = (...argv: string[]): Promise<Output> =>
    cooperWith(jenkins.env, '-C', workspace.root, 'jobs', ...argv);
  const url = (path: string): string =>
    `${jenkins.url}${path
      .split('/')
      .map((name) => `/job/${name}`)
      .join('')}/config.xml`;
  const headers = (): { authorization: string } => ({
    authorization: `Basic ${Buffer.from(`${jenkins.user}:${jenkins.token}`).toString('base64')}`,
  });
  const config = async (path: string): Promise<string> => {
    const answer = await fetch(url(path), { headers: headers() });
    return answer.ok ? answer.text() : String(answer.status);
  };
  const changes = (): string[] =>
    jenkins.asked.filter(({ method }) => method === 'POST').map(({ path }) => path.replace(/\?.*/u, ''));

  beforeEach(async () => {
    jenkins = await startJenkins();
    workspace = new DiskWorkspace({
      'cooperage.json': SETTINGS_WITH_JENKINS,
      'images/base/image.json': spec({ name: 'base' }),
      'images/web/image.json': spec({
        description: 'A web server.',
        from: { spec: 'base' },
        pipeline: { triggers: { cron: 'H 2 * * *' } },
      }),
    });
  });
  afterEach(async () => {
    workspace.remove();
    await jenkins.stop();
  });

  it('plans, makes all, and changes nothing the second time', async () => {
    expect(await jobs('plan')).to.deep.equal({
      code: 0,
      err: '',
      out: [
        '+ platform/',
        '+ platform/images/',
        '+ platform/images/base  (images/base)',
        '+ platform/images/web  (images/web)',
        `${jenkins.url}/job/platform/job/images: 2 folders, 2 jobs to make.`,
        'Run: cooper jobs sync',
        '',
      ].join('\n'),
    });
    expect((await jobs('plan', '--check')).code).to.equal(3);
    expect(changes()).to.deep.equal([]);

    expect(await jobs('sync')).to.include({ code: 0, err: '' });
    expect(changes()).to.have.length(4);
    expect(await config('platform/images/web')).to.include('<upstreamProjects>base</upstreamProjects>');
    expect(await jobs('sync')).to.deep.equal({ code: 0, err: '', out: 'Nothing to do.\n' });
    expect(await jobs('plan', '--check')).to.include({ code: 0 });
    expect(changes()).to.have.length(4);
  });

  it('makes jobs whose first build takes values', async () => {
    await jobs('sync');
    const answer = await fetch(
      `${jenkins.url}/job/platform/job/images/job/web/buildWithParameters?image_tag=2.0`,
      { method: 'POST', headers: headers() },
    );
    expect(answer.status).to.equal(201);
    await jenkins.idle();
    // What the build has made Jenkins save is no difference.
    expect(await jobs('plan', '--check')).to.include({ code: 0, err: '' });
  });

  it('shows field by field what has changed, and changes that alone', async () => {
    await jobs('sync');
    workspace.write({
      'images/web/image.json': spec({
        from: { spec: 'base' },
        pipeline: { triggers: { cron: 'H 3 * * *' }, keepBuilds: 5 },
      }),
    });
    const { out, code } = await jobs('plan');
    expect(code).to.equal(0);
    expect(out).to.include('~ platform/images/web  (images/web)\n');
    expect(out).to.include('    builds kept: 20 → 5\n');
    expect(out).to.include('    trigger: timer: H 2 * * * → H 3 * * *\n');
    expect(out).to.include('1 to change, 1 unchanged.\n');
    expect((await jobs('sync')).out).to.match(/1 changed, 2 unchanged\.\n$/u);
    expect(changes().filter((path) => path.endsWith('/config.xml'))).to.deep.equal([
      '/job/platform/job/images/job/web/config.xml',
    ]);
  });

  it("leaves other people's jobs alone, with 3, until one is taken over", async () => {
    jenkins.job('platform/images/web');
    const before = await config('platform/images/web');
    const { code, out } = await jobs('sync');
    expect(code).to.equal(3);
    expect(out).to.include('! platform/images/web  (images/web)\n    it ');
    expect(out).to.include('1 made, 1 unchanged, 1 left as it is.\n');
    expect(await config('platform/images/web')).to.equal(before);
  });

  it('takes over what it is told to', async () => {
    await jobs('sync');
    const answer = await fetch(url('platform/images/web'), {
      method: 'POST',
      headers: { ...headers(), 'content-type': 'application/xml' },
      body: (await config('platform/images/web')).replace('Made by Cooperage', 'Made by Jane'),
    });
    expect(answer.status).to.equal(200);
    expect((await jobs('plan')).out).to.include('cooper jobs sync --adopt web');
    expect(await jobs('sync', '--adopt', 'web')).to.include({ code: 0 });
    expect(await config('platform/images/web')).to.include('Made by Cooperage');
  });

  it('does nothing where a spec has errors, unless told to go on; prune never does', async () => {
    await jobs('sync');
    workspace.write({ 'images/web/image.json': '{', 'images/extra/image.json': spec({ name: 'extra' }) });
    const before = changes().length;
    expect(await jobs('sync')).to.include({ code: 1, out: '' });
    expect(await jobs('prune', '--yes')).to.include({ code: 1, out: '' });
    expect(changes()).to.have.length(before);
    const plan = await jobs('plan');
    expect(plan.code).to.equal(1);
    expect(plan.out).to.include('+ platform/images/extra').and.not.include('platform/images/web');
    expect((await jobs('sync', '--keep-going')).code).to.equal(1);
    expect(await config('platform/images/extra')).to.include('Made by Cooperage');
    expect(await config('platform/images/web')).to.include('Made by Cooperage');
  });

  it('prunes what has lost its image: asked for by --yes, or switched off', async () => {
    await jobs('sync');
    jenkins.job('platform/images/by-hand');
    workspace.unlink('images/web');
    expect((await jobs('plan')).out).to.include(
      '- platform/images/web\n    its image is gone: images/web/image.json\n',
    );
    expect(await jobs('prune')).to.include({ code: 2 });
    expect(await jobs('prune', '--disable', '--yes')).to.include({ code: 0 });
    expect(await config('platform/images/web')).to.include('<disabled>true</disabled>');
    expect(await jobs('prune', '--disable', '--yes')).to.include({ code: 0, out: 'Nothing to do.\n' });
    expect(await jobs('prune', '--yes')).to.include({
      code: 0,
      out: '- platform/images/web\n    its image is gone: images/web/image.json\n    it is disabled\n1 deleted.\n',
    });
    expect(await config('platform/images/web')).to.equal('404');
    expect(await config('platform/images/by-hand')).to.not.equal('404');
  });

  it('gives programs the same, without the token', async () => {
    const { out } = await jobs('plan', '--json');
    const { steps, complete, folder } = JSON.parse(out) as {
      steps: { path: string; action: string; changes: { field: string; to: string }[] }[];
      complete: boolean;
      folder: string;
    };
    expect({ complete, folder }).to.deep.equal({ complete: true, folder: 'platform/images' });
    expect(steps.map(({ path, action }) => `${action} ${path}`)).to.deep.equal([
      'create platform',
      'create platform/images',
      'create platform/images/base',
      'create platform/images/web',
    ]);
    expect(steps[3]?.changes).to.deep.include({
      field: 'script path',
      from: null,
      to: 'images/web/Jenkinsfile',
    });
    const done = await jobs('sync', '--json');
    expect(JSON.parse(done.out)).to.have.property('steps').with.length(4);
    workspace.unlink('images/web');
    const pruned = await jobs('prune', '--json', '--yes');
    expect(JSON.parse(pruned.out)).to.have.nested.property('jobs[0].outcome', 'deleted');
    for (const text of [out, done.out, pruned.out]) expect(text).to.not.include(jenkins.token);
  });

  it('goes on after a job that fails, and does the rest the next time', async () => {
    jenkins.folder('platform/images');
    jenkins.fail({ status: 500 }, { method: 'POST', path: 'name=base' });
    const { code, err, out } = await jobs('sync');
    expect(code).to.equal(4);
    expect(err).to.include('cooper: platform/images/base: ');
    expect(out).to.include('1 made, 1 unchanged, 1 failed.\n');
    expect(await jobs('sync')).to.include({ code: 0 });
    expect(await jobs('plan', '--check')).to.include({ code: 0 });
  });

  it('says what is wrong with the environment, the folder and the Git URL, with 2', async () => {
    const without = await cooperWith({}, '-C', workspace.root, 'jobs', 'plan');
    expect(without).to.include({ code: 2, out: '' });
    expect(without.err).to.include('JENKINS_URL');
    workspace.write({ 'cooperage.json': SETTINGS });
    expect((await jobs('plan')).err).to.include('--folder');
    const noUrl = await jobs('plan', '--folder', 'a');
    expect(noUrl).to.include({ code: 2 });
    expect(noUrl.err).to.include('--git-url');
    expect((await jobs('plan', '--folder', 'a', '--git-url', '../x')).code).to.equal(2);
    expect((await jobs('plan', '--folder', 'a', '--git-url', GIT, '--branch', '-x')).code).to.equal(2);
    expect((await jobs('plan', '--folder', 'a', '--git-url', GIT)).code).to.equal(0);
    expect((await jobs('plan', '--parallel', '0')).code).to.equal(2);
    expect((await jobs()).code).to.equal(2);
  });

  it('keeps an account in a Git URL out of jobs and output', async () => {
    const { err, out } = await jobs(
      'sync',
      '--git-url',
      'https://ci:geheim@gitlab.example.com/platform/images.git',
    );
    expect(err).to.include('left out');
    expect(await config('platform/images/web'))
      .to.include(`<url>${GIT}</url>`)
      .and.not.include('geheim');
    expect(err + out).to.not.include('geheim');
  });

  it('writes files without a controller, the same each time, and removes those of former jobs', async () => {
    const out = (...argv: string[]): Promise<Output> =>
      cooperWith({}, '-C', workspace.root, 'jobs', 'sync', '--out', 'made', ...argv);
    expect(await out()).to.deep.equal({
      code: 0,
      err: '',
      out: '6 files written to made. How to use them: README.md there.\n',
    });
    workspace.write({ 'made/jobs/mine.config.xml': '<project/>', 'made/notes.txt': 'Mine.' });
    const before = workspace.tree();
    await out();
    expect(workspace.tree()).to.deep.equal(before);
    workspace.unlink('images/web');
    expect((await out()).out).to.include('1 file of former jobs removed');
    expect(existsSync(workspace.path('made/jobs/web.config.xml'))).to.equal(false);
    expect(workspace.read('made/jobs/mine.config.xml')).to.equal('<project/>');
    expect(existsSync(workspace.path('made/.cooperage'))).to.equal(false);
    expect(JSON.parse((await out('--json')).out))
      .to.have.property('files')
      .with.length(5);
    expect(jenkins.asked).to.deep.equal([]);
    workspace.write({ file: '' });
    const refused = await cooperWith({}, '-C', workspace.root, 'jobs', 'sync', '--out', 'file/x');
    expect(refused).to.include({ code: 4, out: '' });
  });

  it('obeys nothing that a controller or a spec says', async () => {
    await jobs('sync');
    await fetch(url('platform/images/web'), {
      method: 'POST',
      headers: { ...headers(), 'content-type': 'application/xml' },
      body: (await config('platform/images/web'))
        .replace('A web server.', 'x&#x1b;[2J&#x202e;y')
        .replace('H 2 * * *', '&#x1b;]0;title&#x7;'),
    });
    const { out, code } = await jobs('plan');
    expect(code).to.equal(0);
    expect(out).to.include('~ platform/images/web');
    expect(out).to.not.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/u);
  });
});
