/** Secrets: in no log, no argument, no environment of a child, and in no file that is left. */
import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { needs } from '../../support/parts.js';
import { startRegistry, type Registry } from '../../support/registry.js';
import { PASSWORD, Workspace, filesWith, secretForms, type Build } from './workspace.js';

describe('secrets of the account and of the build', function () {
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
