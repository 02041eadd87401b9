/** One image in a workspace, and the builds that are made of it with the stage scripts. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Folder, runStage, type Result, type Stage, type StageOptions } from './runtime.js';

export const PASSWORD = 'p"w\\ $x&%s\'!';
/** Every form in which the password of `user` could show. */
export function secretForms(user: string): string[] {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  return [
    PASSWORD,
    PASSWORD.slice(0, 6),
    JSON.stringify(PASSWORD),
    encodeURIComponent(PASSWORD),
    base64(PASSWORD),
    base64(`${user}:${PASSWORD}`),
  ];
}

export interface Account {
  readonly user: string;
  readonly password: string;
}

export class Workspace extends Folder {
  #builds = 0;

  constructor(
    dockerfile: readonly string[] = [
      'FROM scratch',
      'ADD rootfs.tar.gz /',
      'RUN ["/bin/busybox", "touch", "/made"]',
    ],
  ) {
    super();
    mkdirSync(join(this.path, 'images/x/rootfs/bin'), { recursive: true });
    copyFileSync('/bin/busybox', join(this.path, 'images/x/rootfs/bin/busybox'));
    this.dockerfile(...dockerfile);
  }

  dockerfile(...lines: string[]): void {
    this.write('images/x/Dockerfile', `${lines.join('\n')}\n`);
  }

  build(registry: string, env: NodeJS.ProcessEnv = {}): Build {
    this.#builds += 1;
    return new Build(this, this.#builds, { COOPERAGE_REGISTRY: registry, ...env });
  }
}

export class Build {
  readonly work: string;
  readonly env: NodeJS.ProcessEnv;
  account: Account | null = null;
  log = '';

  constructor(
    readonly workspace: Workspace,
    number: number,
    env: NodeJS.ProcessEnv,
  ) {
    this.work = join(workspace.path, 'tmp/cooperage', `${number}`);
    this.env = {
      COOPERAGE_WORK: this.work,
      COOPERAGE_NAMESPACE: 'team',
      COOPERAGE_NAME: 'app',
      COOPERAGE_TAG: '1.0 latest',
      COOPERAGE_BUILDER: 'buildah',
      COOPERAGE_DIR: 'images/x',
      COOPERAGE_ROOTFS: 'rootfs',
      COOPERAGE_SPEC: 'images/x/image.json',
      COOPERAGE_JOB: 'folder/job "x"',
      COOPERAGE_BUILD: `${number}`,
      COOPERAGE_RECORD: workspace.path,
      COOPERAGE_RETRIES: '1',
      ...env,
    };
  }

  /** The account is given to the stages that have one in a Jenkinsfile. */
  async run(stage: Stage, options: Partial<StageOptions> = {}): Promise<Result> {
    const access =
      this.account !== null && (stage === 'verify' || stage === 'push')
        ? {
            REGISTRY_ACCESS: `${this.account.user}:${this.account.password}`,
            REGISTRY_ACCESS_USR: this.account.user,
            REGISTRY_ACCESS_PSW: this.account.password,
          }
        : {};
    const result = await runStage(stage, {
      cwd: this.workspace.path,
      ...options,
      env: { ...this.env, ...access, ...options.env },
    });
    this.log += result.log;
    return result;
  }

  /** Runs stages until one fails; throws its log unless all succeed. */
  async succeed(...stages: Stage[]): Promise<string> {
    let log = '';
    for (const stage of stages) {
      const result = await this.run(stage);
      log += result.log;
      if (result.code !== 0) throw new Error(`${stage} ended with ${String(result.code)}:\n${log}`);
    }
    return log;
  }

  /** The log of a stage that must fail. */
  async fail(stage: Stage, options: Partial<StageOptions> = {}): Promise<string> {
    const { code, log } = await this.run(stage, options);
    if (code !== 1) throw new Error(`${stage} ended with ${String(code)}:\n${log}`);
    return log;
  }

  state(name: string): string {
    const file = join(this.work, 'state', name);
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd() : '';
  }

  record(): Record<string, unknown> {
    return JSON.parse(readFileSync(join(this.work, 'build-record.json'), 'utf8')) as Record<string, unknown>;
  }
}

/** Files below a folder that hold a text. */
export function filesWith(folder: string, text: string): string[] {
  try {
    return execFileSync('grep', ['-rlaF', '-e', text, folder], { encoding: 'utf8' }).trimEnd().split('\n');
  } catch {
    return [];
  }
}
