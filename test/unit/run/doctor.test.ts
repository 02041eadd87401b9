import { expect } from 'chai';
import { doctorCommand } from '../../../compiler/cli/doctor/command.js';
import type { Check } from '../../../compiler/cli/doctor/check.js';
import { MemoryFiles } from '../../../compiler/host/memory-files.js';
import type { Processes } from '../../../compiler/host/process.js';

/** Answers by the command line; what has no answer is not installed. */
function machine(answers: Readonly<Record<string, string | number>>): Processes {
  return {
    async start({ command, onLine }) {
      const answer = answers[command.join(' ')] ?? answers[command[0] ?? ''];
      if (answer === undefined)
        return { pid: undefined, done: Promise.reject(new Error('ENOENT')), kill() {} };
      const code = typeof answer === 'number' ? answer : 0;
      onLine?.(code === 0 ? 'stdout' : 'stderr', String(answer));
      return { pid: 1, done: Promise.resolve({ code, signal: null }), kill() {} };
    },
  };
}

const TOOLS = {
  sh: 'POSIX',
  curl: 'curl 8.0.1',
  tar: 'tar (GNU tar) 1.34',
  gzip: 'gzip 1.12',
  git: 'git version 2.39.5',
};
const DOCKER = {
  'docker --version': 'Docker version 28.2.2, build e6534b4',
  'docker version --format {{.Server.Version}}': '28.2.2',
  'docker buildx version': 'github.com/docker/buildx v0.24.0',
};

async function doctor(
  answers: Readonly<Record<string, string | number>>,
  builder?: string,
  env: Record<string, string> = {},
) {
  const settings = `{"defaults":{"pipeline":{"builder":"${builder}"}}}`;
  const files = new MemoryFiles(builder === undefined ? {} : { '/ws/cooperage.json': settings });
  let text = '';
  const io = {
    out: (more: string) => void (text += more),
    err: () => {},
    color: false,
    isTerminal: false,
    columns: 80,
    env,
  };
  const code = await doctorCommand({ cwd: '/ws', json: true, processes: machine(answers), files }, io);
  const { ok, checks } = JSON.parse(text) as { ok: boolean; checks: Check[] };
  return { code, ok, text, check: (name: string) => checks.find((check) => check.name === name) };
}

describe('cooper doctor', () => {
  it('is content with what the builder needs', async () => {
    const { code, ok, check } = await doctor({ ...TOOLS, ...DOCKER }, 'docker');
    expect([code, ok]).to.deep.equal([0, true]);
    expect(check('Docker engine')).to.include({ state: 'ok', found: '28.2.2' });
    expect(check('BuildKit')).to.include({ state: 'ok' });
    expect(check('buildah')).to.include({ state: 'missing', required: false });
  });

  it('exits with 4 for what the builder lacks, and tells how to get it', async () => {
    const { code, check } = await doctor({ ...TOOLS, ...DOCKER }, 'buildah');
    expect(code).to.equal(4);
    expect(check('buildah')).to.include({ state: 'missing', help: 'apt-get install buildah' });
  });

  it('tells an engine that does not answer from a client that is not there', async () => {
    const dead = { ...TOOLS, ...DOCKER, 'docker version --format {{.Server.Version}}': 1 };
    expect((await doctor(dead, 'docker')).check('Docker engine')).to.include({ state: 'missing' });
    expect((await doctor(TOOLS, 'docker')).check('docker')).to.include({ state: 'missing' });
  });

  it('knows which docker can do mounts and heredocs', async () => {
    const { 'docker buildx version': _, ...bare } = { ...TOOLS, ...DOCKER };
    expect((await doctor(bare, 'docker')).check('BuildKit')?.found).to.match(/no buildx/);
    const old = {
      ...bare,
      'docker --version': 'Docker version 20.10.24',
      'docker version --format {{.Server.Version}}': '20.10.24',
    };
    expect((await doctor(old, 'docker')).check('BuildKit')?.found).to.match(/no scripts/);
  });

  it('wants GNU tar', async () => {
    const { code, check } = await doctor(
      { ...TOOLS, ...DOCKER, tar: 'bsdtar 3.5.3', gtar: 'tar (GNU tar) 1.35' },
      'docker',
    );
    expect(code).to.equal(4);
    expect(check('GNU tar')).to.include({ state: 'missing', found: 'only as gtar' });
  });

  it('lacks no builder outside of a workspace, and never shows the account', async () => {
    const env = { COOPERAGE_REGISTRY_USER: 'somebody', COOPERAGE_REGISTRY_PASSWORD: 'secret' };
    const { code, text, check } = await doctor(TOOLS, undefined, env);
    expect(code).to.equal(0);
    expect(check('registry account')).to.include({ state: 'ok' });
    expect(text).to.not.match(/somebody|"secret"/);
  });
});
