/** The stand-in's inside: items, queue, builds. Knows nothing of HTTP. */
import { randomBytes } from 'node:crypto';
import { Build, type ParameterValue, type Result } from './builds/build.js';
import { type Cause, logLines } from './builds/cause.js';
import { type Executor, type Running, Stopped } from './builds/executor.js';
import { type Script, scripted } from './builds/scripted.js';
import { Gate } from './gate.js';
import { Folder, type Item, Job } from './items.js';
import { PLUGINS } from './plugins.js';
import { Queue, type QueueItem, type Scheduled } from './queue.js';
import type { InstalledPlugin, JenkinsOptions } from './types.js';

export class World {
  readonly top = new Folder(null, '', null);
  readonly queue: Queue;
  readonly gate = new Gate();
  readonly plugins: readonly InstalledPlugin[];
  readonly scripts = new Map<string, Script[]>();
  /** Another one after each start. */
  session = newSession();
  /** Where the controller is reachable, without a slash at its end. */
  url = '';
  private over = false;

  constructor(readonly options: JenkinsOptions) {
    this.plugins = options.plugins ?? PLUGINS;
    this.queue = new Queue(options.leftItemsFor ?? 300_000, (item) => this.begin(item));
    for (const [job, scripts] of Object.entries(options.builds ?? {})) this.scripts.set(job, [...scripts]);
  }

  get version(): string {
    return this.options.version ?? '2.516.2';
  }

  has(plugin: string): boolean {
    return this.plugins.some(({ id, active }) => id === plugin && active !== false);
  }

  get versions(): ReadonlyMap<string, string> {
    return new Map(this.plugins.map(({ id, version }) => [id, version]));
  }

  find(path: string): Item | undefined {
    return this.top.find(path.split('/').filter((name) => name !== ''));
  }

  job(path: string): Job {
    const job = this.find(path);
    if (!(job instanceof Job)) throw new Error(`the stand-in has no job ${path}`);
    return job;
  }

  /** Starts a job by another's success, a timer, or a person. */
  schedule(
    job: Job,
    cause: Cause,
    values?: readonly ParameterValue[],
    quiet = this.options.quietPeriod ?? 0,
  ): Scheduled {
    return this.queue.schedule(job, quiet, cause, values ?? valuesOf(job, new URLSearchParams()));
  }

  /** Takes the controller down; builds go on where they were. */
  restart(up: Promise<void>): void {
    this.gate.close(up);
    this.session = newSession();
    for (const job of this.top.jobs()) job.reload();
    void up.then(() => {
      for (const build of this.running()) {
        build.log.line(`Resuming build at ${new Date().toUTCString()} after Jenkins restart`);
        build.log.line(`Ready to run at ${new Date().toUTCString()}`);
      }
    });
  }

  /** Removes a folder or a job; its builds are stopped, its items leave the queue. */
  forget(item: Item): void {
    const jobs = item instanceof Job ? [item] : item instanceof Folder ? item.jobs() : [];
    for (const job of jobs) {
      for (const waiting of this.queue.waiting(job)) this.queue.cancel(waiting);
      for (const build of job.running) build.stopped.abort();
    }
    item.parent?.items.delete(item.name);
  }

  running(): Build[] {
    return this.top.jobs().flatMap((job) => job.running);
  }

  end(): void {
    this.over = true;
    this.gate.end();
    this.queue.end();
    for (const build of this.running()) build.stopped.abort();
  }

  private begin(item: QueueItem): Build {
    const { job } = item;
    const build = new Build(job, job.nextNumber, item.id, item.causes, item.parameters);
    job.nextNumber += 1;
    job.builds.push(build);
    for (const line of item.causes.flatMap(logLines)) build.log.line(line);
    void this.run(build);
    return build;
  }

  private async run(build: Build): Promise<void> {
    let result: Result;
    try {
      result = await this.executor(build)(this.runningOf(build));
    } catch (problem) {
      if (!(problem instanceof Stopped)) build.log.line(String(problem));
      result = problem instanceof Stopped ? 'ABORTED' : 'FAILURE';
    }
    if (this.over) return;
    build.finish(result);
    if (result === 'SUCCESS') this.startChildren(build);
    this.queue.maintain();
  }

  private executor({ job }: Build): Executor {
    const scripts = this.scripts.get(job.fullName);
    const script = scripts && scripts.length > 1 ? scripts.shift() : scripts?.[0];
    return script ? scripted(script) : (this.options.executor ?? scripted());
  }

  private runningOf(build: Build): Running {
    const { job } = build;
    return {
      build,
      url: this.url,
      parameter: (name) => build.parameters.find((each) => each.name === name)?.value,
      save: (properties) => job.save(this.versions, properties),
      wait: (ms) => this.gate.wait(ms, build.stopped.signal),
      credential: (id) => {
        for (let folder = job.parent; folder; folder = folder.parent) {
          const found = folder.credentials.get(id);
          if (found) return found;
        }
        return undefined;
      },
    };
  }

  private startChildren(build: Build): void {
    const cause: Cause = {
      kind: 'upstream',
      job: build.job.fullName,
      url: build.job.path,
      number: build.number,
    };
    for (const job of this.top.jobs()) {
      const names = [...job.upstream].map((name) =>
        name.startsWith('/') ? name.slice(1) : [job.parent?.fullName, name].filter(Boolean).join('/'),
      );
      if (names.includes(build.job.fullName) && !job.config.disabled) this.schedule(job, cause);
    }
  }
}

/** Values of a job's parameters: those given, and the defaults of the others. */
export function valuesOf(job: Job, given: URLSearchParams): ParameterValue[] {
  return (job.config.parameters ?? []).map((parameter) => {
    const value = given.get(parameter.name) ?? parameter.defaultValue ?? '';
    return {
      type: parameter.type.replace(/Definition$/, 'Value').replace('Choice', 'String'),
      name: parameter.name,
      value: parameter.trim ? value.trim() : value,
    };
  });
}

function newSession(): string {
  return randomBytes(4).toString('hex');
}
