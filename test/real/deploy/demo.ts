/** The parts of deploy/compose.yaml that Debian has too, started as that file says. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chownSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { javaEnvironment, run } from '../../oracle/build.js';
import { startDaemon, freePort, type Daemon } from '../../support/dockerd-daemon.js';
import { find } from '../../support/parts.js';

export const root = resolve(import.meta.dirname, '../../..');
export const deploy = join(root, 'deploy');

/** The user of controller, agent and Git server. */
export const USER = 1000;

export interface Service {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly security_opt?: readonly string[];
}

export function service(name: string): Service {
  const { services } = load(readFileSync(join(deploy, 'compose.yaml'), 'utf8'), {
    schema: YAML11_SCHEMA,
  }) as { readonly services: Readonly<Record<string, Service>> };
  return services[name] ?? {};
}

/** What the volumes hold, and `cooper` where the image of the tools has it. */
export class Prepared {
  constructor(readonly folder: string) {
    for (const name of ['secrets', 'registry', 'agent', 'git', 'bin']) mkdirSync(join(folder, name));
    const home = join(folder, 'cooperage');
    for (const path of ['package.json', 'dist', 'schemas', 'vars', 'resources', 'deploy/workspace'])
      cpSync(join(root, path), join(home, path), { recursive: true });
    symlinkSync(join(home, 'dist/cooper.js'), join(folder, 'bin/cooper'));
  }

  run(env: Readonly<Record<string, string>>): void {
    execFileSync(join(deploy, 'tools/prepare'), {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: `${join(this.folder, 'bin')}:${process.env['PATH']}`,
        SECRETS: join(this.folder, 'secrets'),
        REGISTRY_AUTH: join(this.folder, 'registry'),
        AGENT_SECRET: join(this.folder, 'agent'),
        REPOSITORIES: join(this.folder, 'git'),
        ...env,
      },
    });
  }

  secret(name: string): string {
    return readFileSync(join(this.folder, 'secrets', name), 'utf8');
  }
}

/** What Configuration as Code makes of the demo: config.xml of each item, by its path. @param scratch a folder */
export function folderOfDemo(scratch: string): Record<string, string> {
  const { jobs } = load(readFileSync(join(deploy, 'images/controller/jenkins.yaml'), 'utf8')) as {
    readonly jobs: readonly { readonly script: string }[];
  };
  const script = join(scratch, 'folder.groovy');
  writeFileSync(script, jobs.map((job) => job.script).join('\n'));
  const dsl = join(root, 'test/real/jenkins/job-dsl.groovy');
  return JSON.parse(run('groovy', [dsl, script], { env: javaEnvironment() }).toString()) as Record<
    string,
    string
  >;
}

export interface Server extends Daemon {
  /** `127.0.0.1:PORT` */
  readonly address: string;
}

/** Debian's registry with the environment of the service, and only the rest of the image's configuration. */
export async function startDemoRegistry(prepared: Prepared, port: number): Promise<Server> {
  const address = `127.0.0.1:${port}`;
  const daemon = await startDaemon({
    name: 'demo-registry',
    prepare: (folder) => {
      mkdirSync(join(folder, 'data'));
      const storage = `{filesystem: {rootdirectory: ${join(folder, 'data')}}}`;
      writeFileSync(join(folder, 'config.yml'), `version: 0.1\nstorage: ${storage}\nhttp: {addr: ':1'}\n`);
    },
    command: (folder) => [find('docker-registry') ?? '', 'serve', join(folder, 'config.yml')],
    env: {
      ...process.env,
      ...service('registry').environment,
      REGISTRY_HTTP_ADDR: address,
      REGISTRY_AUTH_HTPASSWD_PATH: join(prepared.folder, 'registry/htpasswd'),
    },
    // The path that the health check of the service asks for.
    ready: () =>
      fetch(`http://${address}/`).then(
        (response) => response.ok,
        () => false,
      ),
  });
  return { ...daemon, address };
}

/** The Git server, by its own command line, as the user that the repositories are given to. */
export async function startGitServer(prepared: Prepared): Promise<Server> {
  const port = await freePort();
  const [, ...command] = service('git').command ?? [];
  const own = command.map((word) => word.replace('/srv/git', join(prepared.folder, 'git')));
  const user = ['--reuid', `${USER}`, '--regid', `${USER}`, '--clear-groups'];
  const daemon = await startDaemon({
    name: 'demo-git',
    command: () => ['setpriv', ...user, 'git', ...own, `--port=${port}`, '--listen=127.0.0.1'],
    ready: () =>
      spawnSync('git', ['ls-remote', '--exit-code', `git://127.0.0.1:${port}/workspace.git`, 'main'])
        .status === 0,
  });
  return { ...daemon, address: `127.0.0.1:${port}` };
}

/** The folder of a build context with a busybox on an empty image. */
export function busyboxContext(folder: string): string {
  mkdirSync(folder);
  copyFileSync(find('busybox') ?? '', join(folder, 'busybox'));
  writeFileSync(
    join(folder, 'Dockerfile'),
    'FROM scratch\nCOPY busybox /bin/busybox\nRUN ["/bin/busybox", "--install", "-s", "/bin"]\nENV PATH=/bin\n',
  );
  return folder;
}

/** Gives a folder and all in it to the user of the agent. */
export function give(folder: string): void {
  execFileSync('chown', ['-R', `${USER}:${USER}`, folder]);
  chownSync(dirname(folder), USER, USER);
}
