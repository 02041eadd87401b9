/** The whole way with buildah and a real registry: verify, prepare, build, test, push, report, cleanup. */
import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { needs } from '../../support/parts.js';
import { startRegistry, type Registry } from '../../support/registry.js';
import { PASSWORD, Workspace, filesWith, secretForms, type Build } from './workspace.js';

const HTTPD = ['FROM scratch', 'ADD rootfs.tar.gz /'];

describe('the whole way with buildah', function () {
  this.timeout(180_000);
  let registry: Registry;
  let workspace: Workspace;

  before(async function () {
    needs(this, 'buildah', 'curl', 'docker-registry', 'htpasswd');
    registry = await startRegistry({ user: 'builder', password: PASSWORD });
  });

  after(async () => {
    // Undefined where a part is absent.
    await (registry as Registry | undefined)?.stop();
  });

  beforeEach(() => {
    workspace = new Workspace();
  });

  afterEach(() => {
    workspace.remove();
  });

  function build(env: NodeJS.ProcessEnv = {}): Build {
    const made = workspace.build(registry.address, env);
    made.account = { user: 'builder', password: PASSWORD };
    return made;
  }

  it('pushes all tags, records them, and leaves nothing', async () => {
    const made = build({
      COOPERAGE_NAME: 'whole',
      COOPERAGE_COMMIT: 'abc123',
      COOPERAGE_SOURCE: 'https://u:secret@git.example.com/x.git',
    });
    workspace.write('images/x/tests.list', '# tests\ntest runs\narg /bin/busybox\narg true\n');
    const log = await made.succeed('verify', 'prepare', 'build', 'test', 'push');
    expect(log).to.contain('1 tests passed');
    const record = made.record();
    const digest = await registry.digest('team/whole', '1.0');
    expect(record).to.deep.include({
      reference: `${registry.address}/team/whole:1.0`,
      tags: ['1.0', 'latest'],
      digest,
      base: { name: '', digest: '' },
      inputs: made.state('inputs'),
      spec: 'images/x/image.json',
      source: 'https://git.example.com/x.git',
      commit: 'abc123',
      job: 'folder/job "x"',
      builder: 'buildah',
      result: 'pushed',
    });
    expect(await registry.digest('team/whole', 'latest')).to.equal(digest);
    const manifest = (await (
      await registry.get(
        `/v2/team/whole/manifests/${digest ?? ''}`,
        'application/vnd.oci.image.manifest.v1+json',
      )
    ).json()) as {
      config: { digest: string; size: number };
      layers: { digest: string; size: number }[];
    };
    expect(record['layers']).to.deep.equal(
      manifest.layers.map((layer) => ({ digest: layer.digest, size: layer.size })),
    );
    expect(record['image']).to.equal(manifest.config.digest);
    expect(record['size']).to.equal(
      manifest.layers.reduce((sum, { size }) => sum + size, manifest.config.size),
    );
    expect(Date.parse(record['started'] as string)).to.be.most(Date.parse(record['finished'] as string));
    const config = (await (await registry.get(`/v2/team/whole/blobs/${manifest.config.digest}`)).json()) as {
      config: { Labels: Record<string, string> };
    };
    expect(config.config.Labels).to.include({
      'org.opencontainers.image.source': 'https://git.example.com/x.git',
      'org.opencontainers.image.revision': 'abc123',
      'io.cooperage.spec': 'images/x/image.json',
      'io.cooperage.inputs': made.state('inputs'),
    });
    expect(await made.succeed('report')).to.contain(
      `docker pull ${registry.address}/team/whole@${digest ?? ''}`,
    );
    expect(existsSync(join(workspace.path, 'build-record.json'))).to.equal(true);
    expect(await made.succeed('cleanup')).to.contain('cleaned up');
    expect(readdirSync(workspace.path).sort()).to.deep.equal(['images', 'tmp']);
    expect(readdirSync(join(workspace.path, 'tmp'))).to.deep.equal([]);
    expect(await made.succeed('cleanup')).to.contain('nothing to clean up');
    expect(await made.succeed('report')).to.contain('nothing to report');
  });

  it('the same content again is a no-op that adds missing tags', async () => {
    await build({ COOPERAGE_NAME: 'again' }).succeed('verify', 'prepare', 'build', 'push');
    const digest = await registry.digest('team/again', '1.0');
    const second = build({ COOPERAGE_NAME: 'again', COOPERAGE_TAG: '1.0 1 latest' });
    const log = await second.succeed('verify', 'prepare', 'build', 'test', 'push', 'report');
    expect(log).not.to.contain('STEP');
    expect(log)
      .to.contain('Build: the registry holds this very content already')
      .and.to.contain('Test: the registry holds');
    expect(second.record()).to.deep.include({ result: 'unchanged', digest, tags: ['1.0', '1', 'latest'] });
    expect(await registry.digest('team/again', '1')).to.equal(digest);
    const third = build({ COOPERAGE_NAME: 'again' });
    expect(await third.succeed('verify', 'prepare', 'build', 'push')).to.contain('nothing to push');
    workspace.write('images/x/rootfs/new', 'x');
    const changed = build({ COOPERAGE_NAME: 'again' });
    await changed.succeed('verify');
    expect(await changed.fail('prepare')).to.contain(
      'the tag 1.0 is taken by other content: rootfs, scripts or Dockerfile changed',
    );
    const moved = build({ COOPERAGE_NAME: 'again', COOPERAGE_OVERWRITE: 'true' });
    await moved.succeed('verify', 'prepare', 'build', 'push');
    expect(await registry.digest('team/again', '1.0'))
      .to.equal(moved.record()['digest'])
      .and.not.to.equal(digest);
  });

  it('does not overwrite a tag that was taken since Verify', async () => {
    const one = build({ COOPERAGE_NAME: 'race' });
    await one.succeed('verify', 'prepare', 'build');
    workspace.write('images/x/rootfs/other', 'x');
    const two = build({ COOPERAGE_NAME: 'race' });
    // Verify of the second build must not take the first for a dead one.
    writeFileSync(join(one.work, 'pid'), `${process.pid}\n`);
    await two.succeed('verify', 'prepare', 'build', 'push');
    const log = await one.fail('push');
    expect(log).to.contain('was free when this build began, and is taken now');
    expect(await registry.digest('team/race', '1.0')).to.equal(two.record()['digest']);
    expect(existsSync(join(one.work, 'docker'))).to.equal(false);
  });

  it('pulls a base from the same registry with the account, and builds from it without', async () => {
    await build({ COOPERAGE_NAME: 'base' }).succeed('verify', 'prepare', 'build', 'push');
    const base = `${registry.address}/team/base:1.0`;
    workspace.dockerfile(`FROM ${base}`, 'RUN ["/bin/busybox", "touch", "/second"]');
    const made = build({ COOPERAGE_NAME: 'child', COOPERAGE_BASE: base, COOPERAGE_ROOTFS: '' });
    await made.succeed('verify', 'prepare', 'build', 'push');
    expect(made.record()['base']).to.deep.equal({
      name: base,
      digest: await registry.digest('team/base', '1.0'),
    });
    const missing = build({
      COOPERAGE_NAME: 'child',
      COOPERAGE_TAG: '2',
      COOPERAGE_BASE: `${registry.address}/team/base:nope`,
    });
    expect(await missing.fail('verify')).to.contain(
      `the base image ${registry.address}/team/base:nope does not exist`,
    );
  });

  it('says when the password is wrong, or the tag belongs to something else', async () => {
    const made = build();
    made.account = { user: 'builder', password: 'wrong' };
    expect(await made.fail('verify')).to.contain('does not accept the account builder with this password');
    const foreign = build({ COOPERAGE_NAME: 'foreign', COOPERAGE_TAG: '1.0' });
    await foreign.succeed('verify', 'prepare', 'build');
    const archive = join(workspace.path, 'layout');
    execFileSync('buildah', [
      '--root',
      join(foreign.work, 'storage'),
      '--runroot',
      join(foreign.work, 'runroot'),
      '--storage-driver',
      'vfs',
      'from',
      '--name',
      'c',
      'scratch',
    ]);
    execFileSync('buildah', [
      '--root',
      join(foreign.work, 'storage'),
      '--runroot',
      join(foreign.work, 'runroot'),
      '--storage-driver',
      'vfs',
      'commit',
      '--quiet',
      'c',
      `oci:${archive}:x`,
    ]);
    execFileSync(
      'skopeo',
      [
        'copy',
        '--dest-tls-verify=false',
        '--dest-authfile',
        registry.authFile,
        `oci:${archive}:x`,
        `docker://${registry.address}/team/foreign:1.0`,
      ],
      { stdio: 'ignore' },
    );
    expect(await foreign.fail('push')).to.contain('is taken now');
    expect(await build({ COOPERAGE_NAME: 'foreign', COOPERAGE_TAG: '1.0' }).fail('verify')).to.contain(
      'not built from this spec',
    );
  });

  it('writes an OCI layout without any registry', async () => {
    const made = workspace.build('registry.example.com', { COOPERAGE_TO: `oci:${workspace.path}/layout` });
    await made.succeed('verify', 'prepare', 'build', 'push', 'report');
    expect(made.record()).to.include({ result: 'written', reference: 'registry.example.com/team/app:1.0' });
    const index = JSON.parse(readFileSync(join(workspace.path, 'layout/index.json'), 'utf8')) as {
      manifests: { digest: string }[];
    };
    expect(new Set(index.manifests.map(({ digest }) => digest))).to.deep.equal(
      new Set([made.record()['digest']]),
    );
  });

  it('gives the same digest for the same commit', async () => {
    const digests = [];
    for (const tag of ['a', 'b']) {
      const made = workspace.build('registry.example.com', {
        COOPERAGE_TO: `oci:${workspace.path}/${tag}`,
        COOPERAGE_TAG: tag,
      });
      await made.succeed('verify', 'prepare', 'build', 'push');
      digests.push(made.record()['digest']);
    }
    expect(digests[0]).to.equal(digests[1]);
  });

  describe('secrets', () => {
    /** Programs that write down their arguments and environment, and then do their work. */
    function spies(): { path: string; heard: () => string } {
      const log = join(workspace.path, 'heard');
      const folder = join(workspace.path, 'spies');
      mkdirSync(folder);
      for (const program of [
        'awk',
        'base64',
        'buildah',
        'cat',
        'cp',
        'curl',
        'cut',
        'date',
        'find',
        'grep',
        'mkdir',
        'mv',
        'od',
        'rm',
        'sed',
        'sha256sum',
        'sleep',
        'tail',
        'tar',
        'tr',
        'timeout',
      ]) {
        const real = execFileSync('/bin/sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
        workspace.write(
          `spies/${program}`,
          `#!/bin/sh\n{ echo "${program}"; printf '<%s>\\n' "$@"; /usr/bin/env; ls -l "$COOPERAGE_WORK/docker" 2>/dev/null; } >>'${log}'\nexec '${real}' "$@"\n`,
          0o755,
        );
      }
      return { path: `${folder}:${process.env['PATH'] ?? ''}`, heard: () => readFileSync(log, 'utf8') };
    }

    it('stand in no log, no argument, no environment of a child, and no file that is left', async () => {
      await build({ COOPERAGE_NAME: 'secret-base' }).succeed('verify', 'prepare', 'build', 'push');
      const { path, heard } = spies();
      const base = `${registry.address}/team/secret-base:1.0`;
      workspace.dockerfile(`FROM ${base}`, 'RUN ["/bin/busybox", "env"]');
      const made = build({
        COOPERAGE_NAME: 'secret',
        COOPERAGE_BASE: base,
        COOPERAGE_ROOTFS: '',
        PATH: path,
      });
      const log = await made.succeed('verify', 'prepare', 'build', 'push', 'report');
      expect(heard()).to.contain('curl\n').and.to.contain('buildah\n').and.to.contain('-rw-------');
      for (const form of secretForms('builder')) {
        expect(log, form).not.to.contain(form);
        expect(heard(), form).not.to.contain(form);
        expect(filesWith(workspace.path, form), form).to.deep.equal([]);
      }
    });

    it('of the build reach it as mounts, and are gone afterwards', async () => {
      const file = workspace.write('private/a,b', 'file-secret\n', 0o600);
      workspace.dockerfile(
        'FROM scratch',
        'ADD rootfs.tar.gz /',
        'RUN --mount=type=secret,id=one --mount=type=secret,id=two ["/bin/busybox", "sh", "-c", "/bin/busybox sha256sum /run/secrets/one /run/secrets/two"]',
      );
      const made = build({
        COOPERAGE_NAME: 'mounts',
        COOPERAGE_NEEDS: 'mounts',
        COOPERAGE_SECRETS: 'one=FILE:file two=TEXT:text',
        FILE: file,
        TEXT: ' text\n',
      });
      const log = await made.succeed('verify', 'prepare', 'build');
      const sha = (text: string): string =>
        execFileSync('sha256sum', { input: text, encoding: 'utf8' }).slice(0, 64);
      expect(log).to.contain(sha('file-secret\n')).and.to.contain(sha(' text\n'));
      expect(readdirSync(made.work)).not.to.include('secrets');
      expect(filesWith(made.work, 'file-secret')).to.deep.equal([]);
      const without = build({ COOPERAGE_NAME: 'mounts', COOPERAGE_SECRETS: 'one=NOWHERE:text' });
      await without.succeed('verify', 'prepare');
      expect(await without.fail('build')).to.contain('NOWHERE is not set');
    });

    it('go when a stage is stopped, and so does what it runs', async () => {
      const made = build({ COOPERAGE_NAME: 'stopped' });
      await made.succeed('verify', 'prepare', 'build');
      workspace.write(
        'fake/buildah',
        `#!/bin/sh\ncase "$*" in *push*) echo $$ >'${workspace.path}/child'; exec sleep 60 ;; esac\nexec /usr/bin/buildah "$@"\n`,
        0o755,
      );
      let pid = 0;
      const running = made.run('push', {
        env: { PATH: `${workspace.path}/fake:${process.env['PATH'] ?? ''}` },
        onStart: (started) => (pid = started),
      });
      while (!existsSync(join(workspace.path, 'child'))) await sleep(50);
      expect(existsSync(join(made.work, 'docker/config.json'))).to.equal(true);
      const began = Date.now();
      process.kill(pid, 'SIGTERM');
      expect((await running).code).to.equal(143);
      expect(Date.now() - began).to.be.lessThan(3000);
      expect(readdirSync(made.work)).not.to.include('docker').and.not.to.include('tmp');
      expect(() => process.kill(Number(workspace.read('child')), 0)).to.throw();
    });
  });

  describe('tests of the image', () => {
    const tests = async (
      list: string,
      dockerfile = HTTPD,
    ): Promise<{ code: number | null; log: string; build: Build }> => {
      workspace.dockerfile(...dockerfile);
      workspace.write('images/x/tests.list', `# Generated\n${list}`);
      const made = build({ COOPERAGE_NAME: 'tested' });
      await made.succeed('verify', 'prepare', 'build');
      const { code, log } = await made.run('test');
      return { code, log, build: made };
    };

    it('commands: arguments arrive as they are; exit code and output are looked at', async () => {
      const { code, log } = await tests(
        [
          'test arguments',
          'arg /bin/busybox',
          'arg printf',
          'arg <%s>\\\\n',
          'arg ',
          'arg a b',
          'arg $(id) `id` \'"',
          'arg x\\ny\\n',
          'arg \\t\\\\n',
          'stdout ^<>$',
          'stdout ^<a b>$',
          'stdout ^<\\\\$\\\\(id\\\\) `id` \'">$',
          'stdout ^y$',
          'stdout ^<\\t\\\\\\\\n>$',
          'test exit code',
          'arg /bin/busybox',
          'arg false',
          'exit 1',
          'test error',
          'arg /bin/busybox',
          'arg sh',
          'arg -c',
          'arg echo out; echo err >&2; exit 3',
          'exit 3',
          'stdout ^out$',
          'stderr ^err$',
          '',
        ].join('\n'),
      );
      expect(code, log).to.equal(0);
      expect(log).to.contain('3 tests passed');
    });

    it('all are run; each failure is told', async () => {
      const {
        code,
        log,
        build: made,
      } = await tests(
        [
          'test one',
          'arg /bin/busybox',
          'arg false',
          'test two',
          'arg /bin/busybox',
          'arg echo',
          'arg hello',
          'stdout ^bye$',
          'stdout [',
          'test three',
          'file /nowhere',
          'file /bin/busybox',
          'file /abs/busybox',
          'file /loop/x',
          'file /dangling',
          'file /rel/busybox',
          'test four',
          'arg /bin/busybox',
          'arg sleep',
          'arg 30',
          'seconds 1',
          'test five',
          'arg /nowhere',
          'test six',
          'arg /bin/busybox',
          'arg true',
          '',
        ].join('\n'),
        [
          'FROM scratch',
          'ADD rootfs.tar.gz /',
          'RUN ["/bin/busybox", "sh", "-c", "cd /; b=/bin/busybox; $b ln -s /bin abs; $b ln -s bin rel; $b ln -s loop loop; $b ln -s /gone dangling"]',
        ],
      );
      expect(code).to.equal(1);
      expect(log).to.contain('exit code 1, expected 0');
      expect(log)
        .to.contain('no line of its stdout matches ^bye$')
        .and.to.contain('is no extended regular expression: [')
        .and.to.contain('hello');
      expect(log).to.contain('/nowhere does not exist').and.to.contain('/loop/x does not exist');
      for (const there of ['/bin/busybox', '/abs/busybox', '/dangling', '/rel/busybox'])
        expect(log).not.to.contain(`${there} does not exist`);
      expect(log).to.contain('the command did not end within 1 s');
      expect(log).to.contain('ok      six').and.to.contain('5 of 6 tests failed');
      expect(readdirSync(made.work)).not.to.include('tmp');
    });

    it('ports: listens, ends early, never listens, is in use', async () => {
      const free = await new Promise<number>((resolve) => {
        const server = createServer().listen(0, '127.0.0.1', () => {
          const { port } = server.address() as AddressInfo;
          server.close(() => {
            resolve(port);
          });
        });
      });
      const cmd = (...args: string[]): string[] => [
        ...HTTPD,
        `ENTRYPOINT ${JSON.stringify(['/bin/busybox', ...args.slice(0, 1)])}`,
        `CMD ${JSON.stringify(args.slice(1))}`,
      ];
      const good = await tests(
        `test port\nport ${free}\nseconds 10\n`,
        cmd('httpd', '-f', '-p', `127.0.0.1:${free}`, '-h', '/'),
      );
      expect(good.code, good.log).to.equal(0);
      const probe = createServer();
      await new Promise<void>((resolve, reject) =>
        probe.once('error', reject).listen(free, '127.0.0.1', resolve),
      );
      const held = await tests(
        `test port\nport ${free}\nseconds 10\n`,
        cmd('httpd', '-f', '-p', `127.0.0.1:${free}`, '-h', '/'),
      );
      expect(held.log).to.contain(`TCP port ${free} is in use on this agent`);
      await new Promise((resolve) => probe.close(resolve));
      const early = await tests(
        `test port\nport ${free}\nseconds 10\n`,
        cmd('sh', '-c', 'echo gone >&2; exit 7'),
      );
      expect(early.log).to.contain('exit code 7').and.to.contain('gone');
      const never = await tests(`test port\nport ${free}\nseconds 1\n`, cmd('sleep', '60'));
      expect(never.log).to.contain(`nothing listens at TCP port ${free} after 1 s`);
    });
  });

  it('reaps what dead builds left, and nothing else', async () => {
    const dead = build({ COOPERAGE_NAME: 'dead' });
    await dead.succeed('verify', 'prepare', 'build');
    workspace.write('tmp/cooperage/other/file', 'not ours');
    const alive = workspace.write('tmp/cooperage/alive/.cooperage', '');
    workspace.write('tmp/cooperage/alive/pid', `${process.pid}\n`);
    await build({ COOPERAGE_NAME: 'dead' }).succeed('verify');
    expect(existsSync(dead.work)).to.equal(false);
    expect(existsSync(alive)).to.equal(true);
    expect(existsSync(join(workspace.path, 'tmp/cooperage/other/file'))).to.equal(true);
  });

  it('stages in the wrong order say so', async () => {
    const made = build({ COOPERAGE_NAME: 'order' });
    expect(await made.fail('prepare')).to.contain('Verify has not run in this build');
    expect(await made.fail('build')).to.contain('Prepare has not run');
    expect(await made.fail('push')).to.contain('Prepare has not run');
    await made.succeed('cleanup', 'report');
    expect((await made.run('cleanup', { env: { COOPERAGE_WORK: '' } })).log).to.contain(
      'nothing to clean up',
    );
  });
});
