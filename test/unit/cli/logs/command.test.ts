import { expect } from 'chai';
import { startJenkins, type FakeController, type Script } from '../../../support/jenkins/controller.js';
import { cooperWith, DiskWorkspace, SETTINGS, spec, type Output } from '../../../support/workspace.js';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const RECORD = { reference: 'r.example.com/team/web:1', digest: DIGEST, tags: ['1'], result: 'pushed' };
const HOSTILE = '\u001b]0;owned\u0007\u001b[2J\u001b[31mred\u001b[0m\u202e';
const PUSHED: Script = {
  stages: [
    { name: 'Build', lines: ['make', HOSTILE, '[Pipeline] }', 'made'] },
    { name: 'Push', lines: ['pushed'] },
  ],
  artifacts: { 'build-record.json': JSON.stringify(RECORD) },
};
const FAILED: Script = {
  stages: [{ name: 'Build', lines: ['cc: fatal error: no input files'] }],
  after: ['ERROR: script returned exit code 1'],
  result: 'FAILURE',
};

describe('cli/logs: the command', () => {
  let controller: FakeController;
  let workspace: DiskWorkspace;
  const logs = (...argv: string[]): Promise<Output> =>
    cooperWith({ ...controller.env, LANG: 'C.UTF-8' }, '-C', workspace.root, 'logs', ...argv);

  before(async () => {
    controller = await startJenkins();
    for (const name of ['web', 'new']) controller.job(`team/${name}`);
    controller.script('team/web', PUSHED, PUSHED, FAILED, PUSHED);
    for (let build = 0; build < 4; build += 1) await controller.run('team/web');
    controller.discard('team/web', 1);
    workspace = new DiskWorkspace({
      'cooperage.json': { ...SETTINGS, jenkins: { folder: 'team' } },
      'images/web/image.json': spec({ name: 'web' }),
      'images/new/image.json': spec({ name: 'new' }),
      'images/none/image.json': spec({ name: 'none' }),
    });
  });
  afterEach(() => controller.heal());
  after(async () => {
    workspace.remove();
    await controller.stop();
  });

  it('shows the last build by its stages, and what it pushed', async () => {
    const { code, out, err } = await logs('web');
    expect([code, err]).to.deep.equal([0, '']);
    expect(out).to.match(
      /^== Build \(0\.\d s\)\nmake\nred\n\[Pipeline\] \}\nmade\n\n== Push \(0\.\d s\)\npushed\n\nFinished: SUCCESS\n\n✓ success: images\/web #4 after 0\.\d s \(just now, timer\)\n  stages: Build 0\.\d s, Push 0\.\d s\n  pushed: r\.example\.com\/team\/web:1\n  digest: sha256:[0-9a-f]{64}\n$/m,
    );
    expect(out).not.to.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  it('shows another one', async () => {
    const { code, out } = await logs('web', '--build', 'lastFailed');
    expect(code).to.equal(0);
    expect(out).to.contain('ERROR: script returned exit code 1\n').and.contain('✗ failed: images/web #3');
    expect((await logs('web', '--build', '2')).out).to.contain('images/web #2 after');
    expect((await logs('web', '--build', '#2')).out).to.contain('images/web #2 after');
  });

  it('tells why a build failed', async () => {
    const { out } = await logs('web', '--build', '3', '--tail', '1');
    const [, ...explained] = out.split('✗ failed: images/web #3');
    expect(explained.join('').split('\n').length).to.be.above(2);
  });

  it('shows one stage, the last lines, the lines of Jenkins', async () => {
    expect((await logs('web', '--stage', 'push')).out).to.match(/^== Push \(0\.\d s\)\npushed\n\n✓/);
    expect((await logs('web', '--tail', '2')).out).to.match(
      /^== Push \(0\.\d s\)\npushed\n\nFinished: SUCCESS\n\n✓/,
    );
    expect((await logs('web', '--pipeline')).out).to.contain('\n[Pipeline] { (Push)\npushed\n[Pipeline] }\n');
    const { code, err } = await logs('web', '--stage', 'Deploy');
    expect([code, err]).to.deep.equal([
      2,
      'cooper: this build has no stage "Deploy"\n  It has Build, Push.\n',
    ]);
  });

  it('gives events', async () => {
    const { code, out } = await logs('web', '--build', '3', '--json');
    expect(code).to.equal(0);
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events[0]).to.deep.equal({
      type: 'build-start',
      image: 'images/web',
      job: 'team/web',
      number: 3,
      url: `${controller.url}/job/team/job/web/3/`,
    });
    expect(events).to.deep.include({
      type: 'line',
      image: 'images/web',
      stage: 'Build',
      text: 'cc: fatal error: no input files',
    });
    expect(events.map(({ type }) => type)).to.include.members(['stage-start', 'stage-end']);
    expect(events.at(-1)).to.include({ type: 'build-end', number: 3, result: 'FAILURE', record: null });
    expect(events.at(-1)?.['failure']).to.have.property('what');
    const pushed = (await logs('web', '--json')).out.trimEnd().split('\n').at(-1) ?? '';
    expect(JSON.parse(pushed)).to.deep.include({ type: 'build-end', record: RECORD, failure: null });
  });

  it('says which builds there are when one is gone', async () => {
    expect(await logs('web', '--build', '1')).to.deep.equal({
      code: 2,
      out: '',
      err: 'cooper: team/web has no build #1 (any more)\n  There are #4, #3, #2.\n',
    });
    expect((await logs('new')).err)
      .to.contain('was never built')
      .and.contain('cooper build images/new');
    expect((await logs('none')).err)
      .to.contain('has no job team/none')
      .and.contain('cooper jobs sync');
  });

  it('shows what there is of a build that runs', async () => {
    controller.job('team/slow');
    controller.script('team/slow', { stages: [{ name: 'Build', lines: ['one', 'two'], ms: 2000 }] });
    workspace.write({ 'images/slow/image.json': spec({ name: 'slow' }) });
    const done = controller.run('team/slow');
    while (controller.builds('team/slow').length === 0) await new Promise((wait) => setTimeout(wait, 2));
    const { code, out, err } = await logs('slow');
    expect([code, err]).to.deep.equal([0, 'cooper: the build still runs; --follow goes on with it\n']);
    expect(out).not.to.contain('two');
    controller.builds('team/slow')[0]?.stop('test');
    await done;
  });

  it('follows a build until it is done, and ends as the build does', async () => {
    controller.job('team/slow');
    workspace.write({ 'images/slow/image.json': spec({ name: 'slow' }) });
    controller.script(
      'team/slow',
      { stages: [{ name: 'Build', lines: ['one', 'two'], ms: 300 }] },
      { stages: [{ name: 'Build', lines: ['one', 'two'], ms: 300 }], result: 'FAILURE' },
    );
    const before = controller.builds('team/slow').length;
    for (const [code, result] of [
      [0, 'success'],
      [4, 'failed'],
    ] as const) {
      const count = controller.builds('team/slow').length;
      const done = controller.run('team/slow');
      while (controller.builds('team/slow').length === count)
        await new Promise((wait) => setTimeout(wait, 2));
      const followed = await logs('slow', '--follow', ...(code === 0 ? [] : ['--json']));
      expect(followed.code).to.equal(code);
      expect(followed.out)
        .to.contain('two')
        .and.contain(code === 0 ? `${result}: images/slow #` : '"result":"FAILURE"');
      await done;
    }
    expect(controller.builds('team/slow').length).to.equal(before + 2);
    expect((await logs('slow', '--follow')).code).to.equal(0);
  });

  it('goes on over a broken connection, and tells one that stays broken', async () => {
    controller.fail({ cutAfter: 100 }, { path: 'progressiveText' });
    expect((await logs('web')).out).to.contain('Finished: SUCCESS');
    controller.fail('sign-on', { path: 'progressiveText', times: 100 });
    expect((await logs('web')).code).to.equal(4);
  });

  it('needs no stages of a plugin', async () => {
    controller.fail({ status: 404 }, { path: /wfapi|pipeline-overview|stages/, times: 100 });
    expect((await logs('web')).out).to.contain('== Build\nmake\n');
  });

  it('refuses what makes no sense', async () => {
    for (const argv of [
      ['web', '--build', 'first'],
      ['web', '--tail', '0'],
      ['web', '--tail', '1', '--follow'],
      ['web', '--tail', '1', '--json'],
      [],
    ])
      expect((await logs(...argv)).code, argv.join(' ')).to.equal(2);
    expect((await logs('wbe')).code).to.equal(1);
  });
});
