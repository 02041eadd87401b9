import { expect } from 'chai';
import { existsSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { plan, run, stage } from './bench.js';

const ACCOUNT = { user: 'builder', password: 'correct horse' };

describe('runImage', () => {
  it('runs the stages in order, then reports and cleans up', async () => {
    const { result, processes, events } = await run(plan());
    expect(processes.names).to.deep.equal(['verify', 'prepare', 'build', 'push', 'report', 'cleanup']);
    expect(result).to.include({ status: 'pushed', failed: null, clean: true });
    expect(result.record?.digest).to.equal('sha256:0');
    expect(events.map(({ type }) => type).filter((type) => type.startsWith('run'))).to.deep.equal([
      'run-start',
      'run-end',
    ]);
    expect(events[0]).to.deep.include({
      image: 'web',
      target: 'registry.example.com/team/web:1.2',
      stages: ['Verify', 'Prepare', 'Build', 'Push'],
    });
  });

  it('stops at the first stage that fails, and cleans up all the same', async () => {
    const { result, processes, events } = await run(plan(), { build: { code: 3 } });
    expect(processes.names).to.deep.equal(['verify', 'prepare', 'build', 'report', 'cleanup']);
    expect(result).to.include({ status: 'failed', failed: 'Build', clean: true });
    expect(events).to.deep.include({
      ...events.find((e) => e.type === 'stage-end' && e.stage === 'Build'),
      status: 'failed',
    });
  });

  it('says when cleaning up failed, and when there is no record', async () => {
    const { result } = await run(plan(), { cleanup: { code: 1 }, report: { code: 0 } });
    expect(result).to.include({ status: 'failed', clean: false, record: null });
  });

  it('cleans up when a listener throws', async () => {
    const lines = { verify: { lines: ['hello'] } };
    const broken = { message: 'broken pipe' };
    let processes: string[] = [];
    try {
      await run(plan(), lines, {
        script: (file) => {
          processes.push(file);
          if (file === 'build.sh') throw new Error(broken.message);
          return '';
        },
      });
      expect.fail('it should have thrown');
    } catch (error) {
      expect((error as Error).message).to.equal(broken.message);
    }
    expect(processes).to.include('cleanup.sh');
  });

  it('runs the script of the step, from a private file', async () => {
    const { processes } = await run(plan());
    const [verify] = processes.started;
    expect(verify?.script).to.match(/^# verify\.sh$/);
    expect(verify?.options.command[0]).to.equal('/bin/sh');
    expect(verify?.options.cwd).to.equal('/workspace');
  });

  it('gives a private work directory with our process id, and leaves nothing behind', async () => {
    let seen: { mode: number; pid: string } | undefined;
    const during = ({ env }: { env: Readonly<Record<string, string | undefined>> }): void => {
      const work = env['COOPERAGE_WORK'] ?? '';
      expect(dirname(dirname(work))).to.match(/cooperage-\d+$/);
      seen = { mode: lstatSync(work).mode & 0o777, pid: readFileSync(join(work, 'pid'), 'utf8').trim() };
    };
    await run(plan(), { build: { during } }, {}, (temp) => expect(readdirSync(temp)).to.deep.equal([]));
    expect(seen).to.deep.equal({ mode: 0o700, pid: String(process.pid) });
  });

  it('turns parameters, arguments and options into variables', async () => {
    const image = plan();
    const stages = [
      stage('Verify', { base: 'debian:12', plainHttp: 'true' }),
      stage('Build', { builder: 'buildah', network: 'none' }),
    ];
    const own = { ...image, pipeline: { ...image.pipeline, stages } };
    const git = {
      'rev-parse': 'a'.repeat(40),
      status: '',
      config: 'https://someone:token@git.example.com/images.git',
    };
    const options = { namespace: 'other', tags: ['9'], network: 'host' as const, to: 'oci:/srv/layout' };
    const { processes } = await run(own, {}, options, () => {}, git);
    expect(processes.env('verify')).to.include({
      COOPERAGE_REGISTRY: 'registry.example.com',
      COOPERAGE_NAMESPACE: 'other',
      COOPERAGE_NAME: 'web',
      COOPERAGE_TAG: '9',
      COOPERAGE_BASE: 'debian:12',
      COOPERAGE_PLAIN_HTTP: 'true',
      COOPERAGE_API_URL: '',
      COOPERAGE_TO: 'oci:/srv/layout',
      COOPERAGE_COMMIT: 'a'.repeat(40),
      COOPERAGE_SOURCE: 'https://git.example.com/images.git',
    });
    expect(processes.env('build')).to.include({
      COOPERAGE_NETWORK: 'host',
      COOPERAGE_BUILDER: 'buildah',
      COOPERAGE_SPEC: '',
    });
  });

  it('claims no commit for a folder with changes', async () => {
    const git = { 'rev-parse': 'a'.repeat(40), status: ' M images/web/image.json', config: '' };
    const { processes } = await run(plan(), {}, {}, () => {}, git);
    expect(processes.env('push')['COOPERAGE_COMMIT']).to.equal('');
  });

  it('shows the account to Verify and Push only, and our own variables to nobody', async () => {
    const env = {
      PATH: '/bin',
      COOPERAGE_REGISTRY_PASSWORD: 'correct horse',
      COOPERAGE_TO: 'oci:/elsewhere',
      REGISTRY_ACCESS_PSW: 'other',
      GIT_DIR: '/elsewhere',
    };
    const { processes } = await run(plan(), {}, { env, account: ACCOUNT });
    for (const { name, options } of processes.started) {
      const text = JSON.stringify(options.env);
      const entitled = name === 'verify' || name === 'push';
      expect(options.env['REGISTRY_ACCESS_PSW'], name).to.equal(entitled ? 'correct horse' : undefined);
      expect(text.includes('correct horse'), name).to.equal(entitled);
      expect(options.env).to.include({ PATH: '/bin', COOPERAGE_TO: '' });
      expect(options.env).to.not.have.any.keys('COOPERAGE_REGISTRY_PASSWORD', 'GIT_DIR');
    }
  });

  it('masks the password in what is shown', async () => {
    const pair = Buffer.from('builder:correct horse').toString('base64');
    const { events } = await run(
      plan(),
      { verify: { lines: [`x correct horse ${pair} y`] } },
      { account: ACCOUNT },
    );
    expect(events).to.deep.include({
      type: 'line',
      stage: 'Verify',
      stream: 'stdout',
      text: 'x **** **** y',
    });
  });

  it('binds build secrets in Build only', async () => {
    const secrets = [
      { id: 'token', variable: 'COOPERAGE_SECRET_1', credentialsId: 'a', kind: 'text' as const },
      { id: 'npmrc', variable: 'COOPERAGE_SECRET_2', credentialsId: 'b', kind: 'file' as const },
    ];
    const given = [
      { id: 'token', value: 'tell nobody\n', file: null, variable: 'MY_TOKEN' },
      { id: 'npmrc', value: 'line one\nline two', file: null, variable: 'MY_RC' },
    ];
    const env = { MY_TOKEN: 'tell nobody\n', MY_RC: 'line one\nline two' };
    let file = '';
    let content = '';
    const during = ({ env: own }: { env: Readonly<Record<string, string | undefined>> }): void => {
      file = own['COOPERAGE_SECRET_2'] ?? '';
      content = readFileSync(file, 'utf8');
      expect(lstatSync(file).mode & 0o777).to.equal(0o600);
    };
    const acts = { build: { during, lines: ['tell nobody', 'has line two in it'] } };
    const { processes, events } = await run(plan({ secrets }), acts, { secrets: given, env });
    expect(processes.env('build')['COOPERAGE_SECRET_1']).to.equal('tell nobody');
    expect(content).to.equal('line one\nline two');
    expect(existsSync(file)).to.equal(false);
    for (const { name, options } of processes.started) {
      if (name !== 'build') expect(JSON.stringify(options.env), name).to.not.match(/tell nobody|line one/);
      expect(options.env).to.not.have.any.keys('MY_TOKEN', 'MY_RC');
    }
    const texts = events.flatMap((event) => (event.type === 'line' ? [event.text] : []));
    expect(texts).to.deep.equal(['****', 'has **** in it']);
  });
});
