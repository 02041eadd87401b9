/** A workspace in a project of its own corner, and the command that is run in it. */
import type { Context } from 'mocha';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Cooper, type Ended } from '../support/cooper.js';
import { needs } from '../support/parts.js';
import { Clone } from './clone.js';
import { Project } from './project.js';
import { openTarget, type Target } from './target.js';

export interface Lab {
  readonly target: Target;
  readonly project: Project;
  /** Folder of the workspace in the repository. */
  readonly folder: string;
  /** The branch that all is merged into. */
  readonly base: string;
  readonly clone: Clone;
  /** Another clone of the base. */
  another(name: string): Promise<Clone>;
  /** Runs the command in a workspace, with other variables where some are given. */
  run(args: readonly string[], more?: RunOptions): Promise<Ended>;
  /** Starts it, as `run` does, for whoever wants to end it. */
  start(args: readonly string[], more?: RunOptions): ReturnType<Cooper['start']>;
  /** Must end like this. @returns all that it has said */
  ends(code: number, args: readonly string[], more?: RunOptions): Promise<string>;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Of the workspace; the first clone's without it. */
  readonly root?: string;
}

export function image(name: string, more: object = {}): object {
  return {
    name,
    description: `The image ${name} of a test`,
    from: 'scratch',
    files: { '/etc/made-by': { content: ['Cooperage'] } },
    cmd: ['/none'],
    ...more,
  };
}

export async function openLab(context: Context): Promise<Lab> {
  needs(context, 'git');
  const target = await openTarget();
  const project = new Project(target);
  const home = mkdtempSync(join(tmpdir(), 'cooperage-gitlab-suite-'));
  const folder = project.prefix;
  const base = project.branch('base');
  const clone = new Clone(target, join(home, 'clone'), folder);
  let printed = '';
  const start: Lab['start'] = (args, { env = {}, root = clone.root } = {}) => {
    const { url, token, projectPath } = target;
    const access = { GITLAB_URL: url, GITLAB_TOKEN: token, GITLAB_PROJECT: projectPath };
    return new Cooper({ ...access, ...env }, root).start(args);
  };
  const run: Lab['run'] = async (args, more) => {
    const ended = await start(args, more).ended;
    printed += ended.out + ended.err;
    return ended;
  };
  const lab: Lab = {
    target,
    project,
    folder,
    base,
    clone,
    run,
    start,
    another: async (name) => {
      const other = new Clone(target, join(home, name), folder);
      await other.make(base);
      return other;
    },
    ends: async (code, args, more) => {
      const ended = await run(args, more);
      expect(ended.code, `cooper ${args.join(' ')}\n${ended.out}${ended.err}`).to.equal(code);
      return ended.out + ended.err;
    },
    close: async () => {
      try {
        await project.removeAll();
        expect(await project.ownBranches()).to.deep.equal([]);
        expect(printed.includes(target.token), 'the token was printed').to.equal(false);
      } finally {
        await target.stop();
        rmSync(home, { recursive: true, force: true });
      }
    },
  };
  try {
    await fill(lab);
  } catch (problem) {
    await lab.close();
    throw problem;
  }
  return lab;
}

async function fill({ project, base, clone, ends }: Lab): Promise<void> {
  await project.makeBranch(base, await project.defaultBranch());
  await clone.make(base);
  clone.write('cooperage.json', {
    library: { name: 'cooperage', version: 'v1' },
    gitlab: { targetBranch: base, reviewers: 'none' },
    defaults: {
      publish: { registry: 'registry.example.com', namespace: 'team', credentialsId: 'registry' },
    },
  });
  clone.write('images/web/image.json', image('web', { rootfs: 'rootfs' }));
  clone.write('images/web/rootfs/etc/greeting', 'hello\n');
  clone.write('images/tool/image.json', image('tool'));
  await ends(0, ['compile']);
  await clone.push('A workspace', base);
}
