/**
 * A registry with an account, an engine, a Debian base image and a workspace, all real and all of this test alone:
 * whatever is left behind afterwards was left by the command.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pushBase } from '../../support/base.js';
import { startEngine, type Engine } from '../../support/dockerd.js';
import { startRegistry, type Registry } from '../../support/registry.js';
import { startCooper, type Ended, type Started } from './cooper.js';

export interface LabOptions {
  /** Whether a Docker engine is started. */
  readonly engine?: boolean;
  /** Whether the registry gets a Debian image. */
  readonly base?: boolean;
}

export class Lab {
  readonly folder = mkdtempSync(join(tmpdir(), 'cooperage-e2e-'));
  readonly workspace = join(this.folder, 'workspace');
  readonly #temp = join(this.folder, 'temp');
  readonly #home = join(this.folder, 'home');
  registry!: Registry;
  engine: Engine | null = null;
  /** The base image's reference. */
  base = '';
  /** References of other images that docker keeps because something was built on them. */
  readonly bases: string[] = [];
  /** What must be seen nowhere, beside the registry's password. */
  readonly confidential: string[] = [];

  static async open({ engine = true, base = true }: LabOptions = {}): Promise<Lab> {
    const lab = new Lab();
    try {
      for (const folder of [lab.workspace, lab.#temp, lab.#home]) mkdirSync(folder);
      // Characters that break quoting, of JSON, shell and curl's configuration; and nobody else on the machine has it.
      const password = `p"w\\ $x&%s'!${randomBytes(6).toString('hex')}`;
      lab.registry = await startRegistry({ user: 'builder', password });
      if (base) lab.base = pushBase(lab.registry);
      if (engine) lab.engine = await startEngine();
      lab.git('init', '--quiet', '.');
      const settings = [
        '--registry',
        lab.registry.address,
        '--namespace',
        'team',
        '--credentials-id',
        'registry',
      ];
      const { code, text } = await lab.cooper('init', ...settings);
      if (code !== 0) throw new Error(text);
      return lab;
    } catch (error) {
      await lab.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.engine?.stop();
    await this.registry?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes an image's folder, compiles it, and commits it. */
  async image(name: string, spec: object, files: Readonly<Record<string, string>> = {}): Promise<void> {
    this.write(`images/${name}/image.json`, JSON.stringify({ name, ...spec }, null, 2));
    for (const [path, content] of Object.entries(files)) this.write(`images/${name}/${path}`, content);
    await this.compile();
  }

  /** An image of one static program: no package is installed, so it takes seconds. */
  async busybox(name: string, spec: object = {}): Promise<void> {
    const binaries = join(this.workspace, 'images', name, 'rootfs/bin');
    mkdirSync(binaries, { recursive: true });
    copyFileSync('/bin/busybox', join(binaries, 'busybox'));
    await this.image(name, { from: 'scratch', rootfs: 'rootfs', entrypoint: ['/bin/busybox'], ...spec });
  }

  async compile(): Promise<void> {
    const { code, text } = await this.cooper('compile');
    if (code !== 0) throw new Error(text);
    this.git('add', '--all');
    this.git('commit', '--quiet', '-m', 'Compile');
  }

  write(path: string, content: string): void {
    const file = join(this.workspace, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  git(...args: string[]): string {
    return execFileSync('git', [...IDENTITY, ...args], { cwd: this.workspace, encoding: 'utf8' }).trim();
  }

  /** Forms in which the password must be seen nowhere. */
  get secrets(): string[] {
    const { user, password } = this.registry;
    return [
      password,
      JSON.stringify(password).slice(1, -1),
      btoa(`${user}:${password}`),
      encodeURIComponent(password),
      ...this.confidential,
    ];
  }

  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Started {
    const own = {
      PATH: this.engine?.env['PATH'] ?? process.env['PATH'],
      HOME: this.#home,
      TMPDIR: this.#temp,
      LANG: 'C.UTF-8',
      ...(this.engine === null ? {} : { DOCKER_HOST: this.engine.host }),
      COOPERAGE_REGISTRY_USER: this.registry.user,
      COOPERAGE_REGISTRY_PASSWORD: this.registry.password,
      ...env,
    };
    return startCooper(args, { cwd: this.workspace, env: own, secrets: this.secrets });
  }

  async cooper(...args: string[]): Promise<Ended> {
    return this.start(args).ended;
  }

  /** Whatever a run left behind, and wherever the password stands. Empty when all is well. */
  litter(ended: Ended): string[] {
    const kept = [this.base, ...this.bases];
    const images = this.engine?.images().filter((image) => !kept.includes(image.split(' ')[0] ?? '')) ?? [];
    return [
      ...images.map((image) => `image ${image}`),
      ...(this.engine?.containers() ?? []).map((container) => `container ${container}`),
      ...[this.#temp, this.#home]
        .flatMap(below)
        .filter((path) => !DOCKERS_OWN.test(path))
        .map((path) => `file ${path}`),
      ...this.git('status', '--porcelain')
        .split('\n')
        .filter(Boolean)
        .map((path) => `checkout ${path}`),
      ...processesIn(this.folder),
      ...(this.secrets.some((secret) => ended.text.includes(secret)) ? ['the password in the output'] : []),
      ...below(this.workspace)
        .filter((path) => this.secrets.some((secret) => readFileSync(path, 'latin1').includes(secret)))
        .map((path) => `the password in ${path}`),
      ...ended.exposed,
    ];
  }
}

const IDENTITY = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];

/** The name by which docker's client tells itself to BuildKit, made once on each machine. */
const DOCKERS_OWN = /\/\.docker\/\.buildNodeID$/;

function below(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path) && statSync(path).isFile());
}

/** Processes that a build has left running: their environment names the lab. */
function processesIn(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const env = readFileSync(`/proc/${pid}/environ`, 'utf8');
        return env.includes(`${folder}/temp`)
          ? [`process ${readFileSync(`/proc/${pid}/cmdline`, 'utf8')}`]
          : [];
      } catch {
        return [];
      }
    });
}
