/**
 * A Jenkins controller that isn't one: over HTTP on 127.0.0.1 it answers as Jenkins does, with its status codes,
 * headers and oddities, as far as a client of jobs and builds meets them. What it says was taken from a real 2.516 and
 * from the sources of Jenkins and its plugins; `test/unit/support/jenkins/` pins each of it, and `npm run test:jenkins`
 * holds the same suite against a real one.
 */
import type { Build, Result } from './builds/build.js';
import type { Script } from './builds/scripted.js';
import { Access, ADMIN } from './http/access.js';
import type { Fault, When } from './http/faults.js';
import { JenkinsServer } from './http/server.js';
import { Folder, type Job } from './items.js';
import { loadable } from './job-config.js';
import type { Asked, JenkinsOptions } from './types.js';
import { World } from './world.js';
import { FOLDER_XML, type JobXml, jobXml } from './xml-of.js';

export interface FakeController {
  /** Without a slash at its end. */
  readonly url: string;
  readonly user: string;
  readonly token: string;
  readonly password: string;
  /** What a client finds in its environment: JENKINS_URL, JENKINS_USER, JENKINS_TOKEN. */
  readonly env: Readonly<Record<string, string>>;
  /** Every request so far. */
  readonly asked: readonly Asked[];
  readonly world: World;

  /** Makes a folder, with those above it. @param path such as `platform/images` */
  folder(path: string): Folder;
  /** Makes a job as by hand, in folders that are made where they are missing. @param xml or what it shall say */
  job(path: string, xml?: string | JobXml): Job;
  /** What the next builds of a job do; the last one repeats. */
  script(path: string, ...scripts: Script[]): void;
  builds(path: string): readonly Build[];
  /** Starts a build as somebody else does. @returns once it is at an end */
  run(path: string): Promise<Build>;
  /** Somebody deletes a folder or a job. */
  remove(path: string): void;
  /** A build number is gone, as the discarder does it. */
  discard(path: string, number: number): void;
  /** Keeps the items of a job in the queue, with this reason. */
  hold(path: string, why: string, stuck?: boolean): void;
  release(path: string): void;
  /** Of the next request, or of those that fit. */
  fail(fault: Fault, when?: When): void;
  /** Nothing fails any more. */
  heal(): void;
  /**
   * Goes down for some time: `refuse` milliseconds without anybody listening, then `loading` with 503. Builds that run
   * go on afterwards. @returns once it is up
   */
  restart(ms: { readonly refuse?: number; readonly loading?: number }): Promise<void>;
  /** Until no build runs, and none waits. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export type { Asked, Build, Fault, JenkinsOptions, Result, Script, When };
export { FOLDER_XML, jobXml };

export async function startJenkins(options: JenkinsOptions = {}): Promise<FakeController> {
  const world = new World(options);
  const accounts = options.accounts ?? [ADMIN];
  const access = new Access(world, accounts);
  const server = new JenkinsServer(world, access);
  const port = await server.listen(options.port ?? 0);
  const url = `http://127.0.0.1:${port}${options.prefix ?? ''}`;
  world.url = options.rootUrl ?? url;
  const { user, token, password } = accounts[0] ?? ADMIN;
  const folder = (path: string): Folder =>
    namesOf(path).reduce<Folder>((above, name) => folderIn(above, name), world.top);
  return {
    url,
    user,
    token,
    password,
    env: { JENKINS_URL: url, JENKINS_USER: user, JENKINS_TOKEN: token },
    asked: server.asked,
    world,
    folder,
    job: (path, xml = {}) => {
      const names = namesOf(path);
      const document = loadable(typeof xml === 'string' ? xml : jobXml(xml));
      if (!document) throw new Error('the stand-in cannot load this config.xml');
      return folder(names.slice(0, -1).join('/')).add(names.at(-1) ?? '', document) as Job;
    },
    script: (path, ...scripts) => void world.scripts.set(path, [...scripts]),
    builds: (path) => world.job(path).builds,
    run: async (path) => {
      const { item } = world.schedule(world.job(path), { kind: 'timer' });
      while (!item.build) await pause(2);
      await item.build.done();
      return item.build;
    },
    remove: (path) => {
      const item = world.find(path);
      if (item) world.forget(item);
    },
    discard: (path, number) => {
      const { builds } = world.job(path);
      builds.splice(0, builds.length, ...builds.filter((build) => build.number !== number));
    },
    hold: (path, why, stuck = false) => void world.queue.holds.set(world.job(path), { why, stuck }),
    release: (path) => {
      world.queue.holds.delete(world.job(path));
      world.queue.maintain();
    },
    fail: (fault, when) => server.faults.add(fault, when),
    heal: () => server.faults.clear(),
    restart: ({ refuse = 0, loading = 0 }) => restart(world, access, server, refuse, loading),
    idle: async () => {
      while (world.running().length > 0 || world.queue.waiting().length > 0) await pause(5);
    },
    stop: () => {
      world.end();
      return server.close();
    },
  };
}

async function restart(
  world: World,
  access: Access,
  server: JenkinsServer,
  refuse: number,
  loading: number,
): Promise<void> {
  let up = (): void => {};
  world.restart(new Promise((resolve) => (up = resolve)));
  access.forget();
  if (refuse > 0) {
    server.state = 'down';
    server.disconnect();
    await pause(refuse);
  }
  server.state = 'loading';
  await pause(loading);
  server.state = 'ready';
  up();
}

function namesOf(path: string): string[] {
  return path.split('/').filter((name) => name !== '');
}

function folderIn(above: Folder, name: string): Folder {
  const there = above.items.get(name);
  if (there instanceof Folder) return there;
  const document = loadable(FOLDER_XML);
  if (!document) throw new Error('the stand-in does not know its own folders');
  return above.add(name, document) as Folder;
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
