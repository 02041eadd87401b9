/** A plan, and processes that only pretend: what the tests of run/ share. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome, Processes, Signal, StartOptions } from '../../../compiler/host/process.js';
import type { BuildPlan, StagePlan } from '../../../compiler/model/plan.js';
import type { RunEvent, RunResult } from '../../../compiler/run/events.js';
import { runImage, type RunOptions } from '../../../compiler/run/run.js';

export function stage(name: StagePlan['name'], args: Record<string, string> = {}): StagePlan {
  return { name, step: `image${name}`, args, credentials: [] };
}

export function plan(
  changes: Partial<BuildPlan> = {},
  names = ['Verify', 'Prepare', 'Build', 'Push'] as const,
): BuildPlan {
  return {
    dir: 'images/web',
    source: 'images/web',
    specFile: 'image.json',
    variant: null,
    description: '',
    comment: [],
    directives: { syntax: null, escape: '\\', check: null },
    instructions: [],
    buildArgs: [],
    platforms: [],
    features: [],
    context: { rootfs: null, folder: null, entries: [] },
    tests: [],
    secrets: [],
    publish: {
      registry: 'registry.example.com',
      namespace: 'team',
      name: 'web',
      tags: ['1.2', 'latest'],
      kind: 'distribution',
      overwrite: '',
      apiUrl: '',
      plainHttp: false,
      credentialsId: 'registry',
    },
    builder: 'docker',
    pipeline: {
      library: null,
      agent: { type: 'any' },
      timeout: { time: 60, unit: 'MINUTES' },
      keepBuilds: 20,
      cron: [],
      pollScm: [],
      upstream: [],
      approval: null,
      notify: null,
      stages: names.map((name) => stage(name)),
    },
    ...changes,
  };
}

/** What one script of the pretended run does. */
export interface Act {
  readonly code?: number;
  readonly lines?: readonly string[];
  /** Runs until it is killed by one of these. */
  readonly until?: readonly Signal[];
  readonly during?: (start: StartOptions) => void;
}

export interface Started {
  readonly name: string;
  readonly options: StartOptions;
  readonly script: string;
  readonly signals: Signal[];
}

export class FakeProcesses implements Processes {
  readonly started: Started[] = [];
  git: Record<string, string> = {};

  constructor(private readonly acts: Readonly<Record<string, Act>> = {}) {}

  async start(options: StartOptions): ReturnType<Processes['start']> {
    const [program, file = ''] = options.command;
    if (program === 'git') return this.#answer(options);
    const name = /([a-z]+)\.sh$/.exec(file)?.[1] ?? '';
    const signals: Signal[] = [];
    this.started.push({ name, options, script: readFileSync(file, 'utf8'), signals });
    const act = this.acts[name] ?? {};
    for (const line of act.lines ?? []) options.onLine?.('stdout', line);
    let settle: (outcome: Outcome) => void = () => {};
    const done = new Promise<Outcome>((resolve) => (settle = resolve));
    act.during?.(options);
    if (name === 'report' && act.code === undefined) report(options);
    if (act.until === undefined) settle({ code: act.code ?? 0, signal: null });
    const kill = (signal: Signal): void => {
      signals.push(signal);
      if (act.until?.includes(signal)) settle({ code: null, signal });
    };
    return { pid: 4711, done, kill };
  }

  get names(): string[] {
    return this.started.map(({ name }) => name);
  }

  env(name: string): Record<string, string | undefined> {
    return this.started.find((one) => one.name === name)?.options.env ?? {};
  }

  #answer({ command, onLine }: StartOptions): Awaited<ReturnType<Processes['start']>> {
    const answer = this.git[command[3] ?? ''];
    if (answer !== undefined) for (const line of answer.split('\n')) onLine?.('stdout', line);
    return {
      pid: 1,
      done: Promise.resolve({ code: answer === undefined ? 1 : 0, signal: null }),
      kill: () => {},
    };
  }
}

function report({ env }: StartOptions): void {
  const record = {
    reference: 'registry.example.com/team/web:1.2',
    digest: 'sha256:0',
    tags: ['1.2'],
    size: 1,
    result: 'pushed',
  };
  writeFileSync(join(env['COOPERAGE_RECORD'] ?? '', 'build-record.json'), JSON.stringify(record));
}

export interface Ran {
  readonly result: RunResult;
  readonly events: RunEvent[];
  readonly processes: FakeProcesses;
  readonly temp: string;
}

/** Runs a plan with pretended scripts, in a temp folder of its own. `look` sees that folder before it goes. */
export async function run(
  image: BuildPlan,
  acts: Readonly<Record<string, Act>> = {},
  options: Partial<RunOptions> = {},
  look: (temp: string) => void = () => {},
  git: Record<string, string> = {},
): Promise<Ran> {
  const temp = mkdtempSync(join(tmpdir(), 'cooperage-test-'));
  const processes = new FakeProcesses(acts);
  processes.git = git;
  const events: RunEvent[] = [];
  try {
    const all = {
      root: '/workspace',
      script: (file: string) => `# ${file}`,
      env: {},
      account: null,
      temp,
      ...options,
    };
    const result = await runImage(image, all, processes, (event) => events.push(event));
    look(temp);
    return { result, events, processes, temp };
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}
