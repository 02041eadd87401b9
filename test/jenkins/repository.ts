/** The workspace of the suite: a Git repository with a few images, made and compiled by the command itself. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TargetRegistry } from './target.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The tag that the library is pinned to. */
export const LIBRARY_VERSION = 'v1';

export class Repository {
  readonly root: string;

  /** @param home folder that holds it @param name of the repository */
  constructor(
    private readonly home: string,
    readonly name: string,
  ) {
    this.root = join(home, 'clone');
    mkdirSync(this.root);
    // `main` is what the settings name where they name no branch.
    this.git('init', '--quiet', '--initial-branch=main');
    this.git('config', 'user.name', 'Cooperage');
    this.git('config', 'user.email', 'cooperage@example.com');
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', join(home, name)]);
  }

  /** Settings, images, and the steps that Jenkins loads. @param url of this repository, as Jenkins reaches it */
  fill(url: string, folder: string, registry: TargetRegistry): void {
    for (const part of ['vars', 'resources'])
      cpSync(join(ROOT, part), join(this.root, part), { recursive: true });
    const { address, namespace, plainHttp } = registry;
    this.write('cooperage.json', {
      library: { name: 'cooperage', version: LIBRARY_VERSION },
      jenkins: { folder, git: { url }, folderLibrary: { url } },
      defaults: {
        publish: {
          registry: address,
          namespace,
          credentialsId: 'registry',
          ...(plainHttp && { plainHttp }),
        },
        pipeline: { builder: 'buildah' },
      },
    });
    // No base image: nothing is pulled from anywhere.
    const image = (name: string, more: object = {}): object => ({
      name: `${folder}-${name}`,
      description: `The image ${name} of a test`,
      from: 'scratch',
      files: { '/etc/made-by': { content: ['Cooperage'] } },
      cmd: ['/none'],
      ...more,
    });
    this.write('images/hello/image.json', image('hello', { rootfs: 'rootfs' }));
    this.write('images/hello/rootfs/etc/greeting', 'hello from Jenkins\n');
    this.write(
      'images/slow/image.json',
      image('slow', { pipeline: { approval: { message: 'Publish it?' } } }),
    );
    this.write(
      'images/broken/image.json',
      image('broken', { publish: { credentialsId: 'no-such-credentials' } }),
    );
  }

  write(path: string, content: object | string): void {
    const absolute = join(this.root, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  /** Commits all, and pushes it to where the server finds it. */
  push(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
    this.git('tag', '--force', LIBRARY_VERSION);
    this.git('push', '--quiet', '--force', join(this.home, this.name), 'HEAD:refs/heads/main', '--tags');
  }

  private git(...args: string[]): void {
    execFileSync('git', args, { cwd: this.root, stdio: ['ignore', 'ignore', 'inherit'] });
  }
}
