/** Builds that fail for real: what the real tools say is explained rightly, by Report and by the scanner alike. */
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { FailureScanner } from '../../../compiler/failures/scan.js';
import { startEngine, type Engine } from '../../support/dockerd.js';
import { needs } from '../../support/parts.js';
import { startRegistry, type Registry } from '../../support/registry.js';
import type { Stage } from './runtime.js';
import { PASSWORD, Workspace, secretForms, type Build } from './workspace.js';

const SHELL = 'SHELL ["/bin/busybox", "sh", "-c"]';
const START = ['FROM scratch', 'ADD rootfs.tar.gz /', SHELL];

interface Case {
  readonly name: string;
  readonly code: string;
  readonly stages: readonly Stage[];
  readonly dockerfile?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly password?: string;
  /** What Report tells beside the code. */
  readonly tells?: RegExp;
}

const CASES: readonly Case[] = [
  {
    name: 'a RUN line fails',
    code: 'run-failed',
    stages: ['verify', 'prepare', 'build'],
    dockerfile: ['RUN echo before; false'],
    tells: /instruction +RUN echo before; false/,
  },
  {
    name: 'a RUN line calls what is not there',
    code: 'command-missing',
    stages: ['verify', 'prepare', 'build'],
    dockerfile: ['RUN mkae all'],
  },
  {
    name: 'a RUN line is killed',
    code: 'out-of-memory',
    stages: ['verify', 'prepare', 'build'],
    dockerfile: ['RUN exit 137'],
  },
  {
    name: 'a package is missing',
    code: 'package-missing',
    stages: ['verify', 'prepare', 'build'],
    dockerfile: ['RUN echo "E: Unable to locate package ngix" >&2; exit 100'],
    tells: /no package ngix/,
  },
  {
    name: 'COPY finds nothing',
    code: 'copy-source-missing',
    stages: ['verify', 'prepare', 'build'],
    dockerfile: ['COPY nowhere/app.js /srv/'],
    tells: /nowhere\/app\.js/,
  },
  {
    name: 'the base image is missing',
    code: 'base-missing',
    stages: ['verify'],
    env: { COOPERAGE_BASE: '{registry}/base/none:1' },
  },
  {
    name: 'the password is wrong',
    code: 'registry-credentials-refused',
    stages: ['verify'],
    password: 'wrong-one',
  },
  {
    name: 'the registry is not there',
    code: 'connection-failed',
    stages: ['verify'],
    env: { COOPERAGE_REGISTRY: '127.0.0.1:9' },
  },
  { name: 'a parameter is empty', code: 'parameter-illegal', stages: ['verify'], env: { COOPERAGE_TAG: '' } },
  {
    name: 'the Jenkinsfile is another',
    code: 'jenkinsfile-stale',
    stages: ['verify', 'prepare'],
    env: { COOPERAGE_INPUTS: `sha256:${'0'.repeat(64)}` },
  },
  {
    name: 'a directory is missing',
    code: 'checkout-incomplete',
    stages: ['verify', 'prepare'],
    env: { COOPERAGE_ROOTFS: 'nowhere' },
  },
  {
    name: 'a test fails',
    code: 'test-failed',
    stages: ['verify', 'prepare', 'build', 'test'],
    tells: /failed: it fails/,
  },
];

describe('failures of real builds', function () {
  this.timeout(240_000);
  let registry: Registry;
  let engine: Engine | undefined;
  let workspace: Workspace;

  before(async function () {
    needs(this, 'buildah', 'curl', 'docker-registry', 'htpasswd');
    registry = await startRegistry({ user: 'builder', password: PASSWORD });
  });
  after(async () => {
    await (registry as Registry | undefined)?.stop();
    await engine?.stop();
  });
  beforeEach(() => (workspace = new Workspace([...START])));
  afterEach(() => workspace.remove());

  /** Runs stages until one fails, then Report; Report and scanner must agree. */
  async function explain(
    build: Build,
    stages: readonly Stage[],
  ): Promise<{ code: string | undefined; report: string }> {
    const scanner = new FailureScanner();
    for (const stage of stages) {
      const { code, log } = await build.run(stage);
      const name = `${stage[0]?.toUpperCase() ?? ''}${stage.slice(1)}`;
      for (const text of log.split('\n')) scanner.line({ text, stage: name });
      if (code === 0) continue;
      const failure = scanner.result({ result: 'FAILURE', stages: [{ name, status: 'FAILED' }] });
      const report = await build.run('report');
      expect(report.code, report.log).to.equal(0);
      expect(report.stdout, build.log).to.contain(`[${failure?.code}]`);
      return { code: failure?.code, report: report.stdout };
    }
    throw new Error(`nothing failed:\n${build.log}`);
  }

  function buildOf(
    { env = {}, password = PASSWORD, dockerfile = [] }: Partial<Case>,
    more: NodeJS.ProcessEnv,
  ): Build {
    workspace.dockerfile(...START, ...dockerfile);
    workspace.write('images/x/tests.list', ['test it fails', 'arg /bin/busybox', 'arg false', ''].join('\n'));
    const given = Object.fromEntries(
      Object.entries(env).map(([name, value]) => [name, value?.replace('{registry}', registry.address)]),
    );
    // Of the two formats of buildah only docker's has SHELL.
    const build = workspace.build(registry.address, { COOPERAGE_FORMAT: 'docker', ...more, ...given });
    build.account = { user: 'builder', password };
    return build;
  }

  for (const one of CASES)
    it(`buildah: ${one.name}`, async () => {
      const build = buildOf(one, {});
      const { code, report } = await explain(build, one.stages);
      expect(code, build.log).to.equal(one.code);
      if (one.tells) expect(report).to.match(one.tells);
      for (const form of secretForms('builder')) expect(build.log).not.to.contain(form);
      await build.run('cleanup');
    });

  it('buildah: there is no shell', async () => {
    const build = buildOf({ dockerfile: ['RUN make'] }, { COOPERAGE_FORMAT: 'oci' });
    expect(await explain(build, ['verify', 'prepare', 'build'])).to.include({ code: 'shell-missing' });
    await build.run('cleanup');
  });

  it('buildah: the tag is taken', async () => {
    await buildOf({}, { COOPERAGE_TAG: '7' }).succeed('verify', 'prepare', 'build', 'push', 'cleanup');
    const build = buildOf({ dockerfile: ['ENV CHANGED=1'] }, { COOPERAGE_TAG: '7' });
    expect(await explain(build, ['verify', 'prepare'])).to.include({ code: 'tag-taken' });
    await build.run('cleanup');
  });

  it('buildah: the disk is full', async function () {
    const build = buildOf({ dockerfile: ['RUN dd if=/dev/zero of=/big bs=1M count=64'] }, {});
    const disk = dirname(build.work);
    mkdirSync(disk, { recursive: true });
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', disk]).status !== 0) return this.skip();
    try {
      expect(await explain(build, ['verify', 'prepare', 'build'])).to.include({ code: 'disk-full' });
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  it('buildah: no line of a build with a secret is shown again', async () => {
    const build = buildOf(
      { dockerfile: ['RUN --mount=type=secret,id=token cat /run/secrets/token; echo; false'] },
      { COOPERAGE_SECRETS: 'token=TOKEN:text', TOKEN: 'hunter2-hunter2' },
    );
    const { code, report } = await explain(build, ['verify', 'prepare', 'build']);
    expect(code).to.equal('run-failed');
    expect(report).not.to.contain('hunter2');
  });

  for (const one of CASES)
    it(`docker: ${one.name}`, async function () {
      needs(this, 'dockerd');
      engine ??= await startEngine();
      const build = buildOf(one, {
        COOPERAGE_BUILDER: 'docker',
        // The daemon of the tests has no network of its own.
        COOPERAGE_NETWORK: 'host',
        PATH: engine.env['PATH'],
        DOCKER_HOST: engine.host,
      });
      const { code, report } = await explain(build, one.stages);
      expect(code, build.log).to.equal(one.code);
      if (one.tells) expect(report).to.match(one.tells);
      await build.run('cleanup');
    });
});
