/**
 * Builds, tests and pushes one image on this machine, by the stages and the scripts that Jenkins runs.
 *
 *   Verify → Prepare → Build → Test → Push      the plan's stages, until one fails or the run is interrupted
 *   Report → Cleanup                            always
 *
 * Nothing is printed here: whoever calls it listens to the events.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Environment } from '../host/files.js';
import { makeFolder } from '../host/process-folder.js';
import type { Processes } from '../host/process.js';
import type { BuildPlan, Timeout } from '../model/plan.js';
import { argumentVariables, inherited, stageVariables } from './environment.js';
import type { BuildRecord, RunEvent, RunResult, RunStatus, StageName, StageStatus } from './events.js';
import { Interrupts } from './interrupts.js';
import { masker, type Account } from './mask.js';
import { parseRecord } from './record.js';
import { scriptOf, type ScriptedStep } from './scripts.js';
import { bindSecrets, type BoundSecrets, type GivenSecret } from './secrets.js';
import { sourceOf, type Source } from './source.js';
import { runStage, stoppable, unstoppable, type Watch } from './stage.js';

export interface RunOptions {
  /** The workspace, absolute. */
  readonly root: string;
  /** Text of a file of resources/cooperage/. */
  readonly script: (file: string) => string;
  /** Our own environment. */
  readonly env: Environment;
  /** For the registry; null is anonymous. */
  readonly account: Account | null;
  readonly secrets?: readonly GivenSecret[];
  readonly registry?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly tags?: readonly string[];
  readonly network?: 'default' | 'none' | 'host';
  /** Where the image goes in place of a registry: `oci:` and an absolute folder, or `docker-daemon`. */
  readonly to?: string;
  readonly interrupts?: Interrupts;
  /** Where the private folders go; the system's temporary folder. */
  readonly temp?: string;
  /** Milliseconds between TERM and KILL for an interrupted stage. */
  readonly grace?: number;
}

export async function runImage(
  plan: BuildPlan,
  options: RunOptions,
  processes: Processes,
  onEvent: (event: RunEvent) => void,
): Promise<RunResult> {
  const temp = options.temp ?? tmpdir();
  const work = makeFolder(temp, hash(options.root, plan.dir, options.name ?? plan.publish.name));
  const own = makeFolder(temp, 'run');
  try {
    return await runIn({ work: work.path, own: own.path }, plan, options, processes, onEvent);
  } finally {
    own.remove();
    work.remove();
  }
}

interface RunFolders {
  /** COOPERAGE_WORK: the scripts' state. */
  readonly work: string;
  /** The scripts' own text, secrets that were given as variables, the record. */
  readonly own: string;
}

async function runIn(
  folders: RunFolders,
  plan: BuildPlan,
  options: RunOptions,
  processes: Processes,
  onEvent: (event: RunEvent) => void,
): Promise<RunResult> {
  const started = performance.now();
  const interrupts = options.interrupts ?? new Interrupts();
  const secrets = secretsIn(folders.own, plan, options);
  const environment = inherited(options.env, secrets.sources);
  const source = await sourceOf(options.root, plan.dir, environment, processes);
  // A builder that is killed leaves its temporary files: so they lie where everything is removed at the end.
  const temporary = join(folders.own, 'tmp');
  mkdirSync(temporary, { mode: 0o700 });
  const common = {
    ...environment,
    TMPDIR: temporary,
    ...commonVariables(folders, plan, options, source),
  };
  const mask = masker(options.account, secrets.values);
  const context = { processes, interrupts, mask, onEvent, grace: options.grace ?? 10_000 };
  const stage = (name: StageName, step: ScriptedStep, own: Record<string, string>, watch: Watch) =>
    runStage(
      {
        stage: name,
        script: options.script(scriptOf(step)),
        env: { ...common, ...own },
        cwd: options.root,
        folder: folders.own,
      },
      context,
      watch,
    );

  onEvent({
    type: 'run-start',
    image: plan.publish.name,
    target: targetOf(plan, options),
    stages: plan.pipeline.stages.map(({ name }) => name),
    builder: plan.builder,
    commit: source.commit,
  });
  let timedOut = false;
  const timeout = setTimeout(() => {
    timedOut = true;
    interrupts.raise();
  }, milliseconds(plan.pipeline.timeout));
  const results = new Map<StageName, StageStatus>();
  let record: BuildRecord | null = null;
  try {
    for (const planned of plan.pipeline.stages) {
      if (interrupts.count > 0) break;
      const own = stageVariables(planned, options.network, {
        account: options.account,
        secrets: secrets.env,
      });
      const status = await stage(planned.name, planned.step, own, stoppable);
      results.set(planned.name, status);
      if (status !== 'passed') break;
    }
  } finally {
    clearTimeout(timeout);
    results.set(
      'Report',
      await stage(
        'Report',
        'imageReport',
        argumentVariables('imageReport', { spec: `${plan.source}/${plan.specFile}` }),
        unstoppable,
      ),
    );
    record = parseRecord(read(join(folders.own, RECORD)));
    results.set(
      'Cleanup',
      await stage('Cleanup', 'imageCleanup', argumentVariables('imageCleanup', {}), unstoppable),
    );
  }

  const failed =
    [...results].find(([name, status]) => status !== 'passed' && name !== 'Cleanup')?.[0] ?? null;
  const status = statusOf();
  onEvent({ type: 'run-end', status, ms: performance.now() - started, record });
  return { status, record, failed, clean: results.get('Cleanup') === 'passed' };

  function statusOf(): RunStatus {
    if (timedOut) return 'timeout';
    // A stage that was interrupted, or one that was never begun for it.
    const complete = plan.pipeline.stages.every(({ name }) => results.get(name) === 'passed');
    if (!complete) return interrupts.count > 0 ? 'aborted' : 'failed';
    return record?.result ?? 'failed';
  }
}

const RECORD = 'build-record.json';

/** What is the same in every stage. */
function commonVariables(
  folders: RunFolders,
  plan: BuildPlan,
  options: RunOptions,
  source: Source,
): Record<string, string> {
  const { publish } = plan;
  return {
    COOPERAGE_REGISTRY: options.registry ?? publish.registry,
    COOPERAGE_NAMESPACE: options.namespace ?? publish.namespace,
    COOPERAGE_NAME: options.name ?? publish.name,
    COOPERAGE_TAG: (options.tags ?? publish.tags).join(' '),
    COOPERAGE_WORK: folders.work,
    COOPERAGE_RECORD: folders.own,
    COOPERAGE_TO: options.to ?? '',
    COOPERAGE_JOB: 'cooper-run',
    // Process ids repeat, in containers above all.
    COOPERAGE_BUILD: basename(folders.work),
    COOPERAGE_BUILD_URL: '',
    COOPERAGE_COMMIT: source.commit,
    COOPERAGE_SOURCE: source.url,
  };
}

function targetOf(plan: BuildPlan, options: RunOptions): string {
  if (options.to !== undefined) return options.to;
  const { publish } = plan;
  const path = [
    options.registry ?? publish.registry,
    options.namespace ?? publish.namespace,
    options.name ?? publish.name,
  ];
  return `${path.filter((part) => part !== '').join('/')}:${(options.tags ?? publish.tags)[0] ?? ''}`;
}

function secretsIn(folder: string, plan: BuildPlan, options: RunOptions): BoundSecrets {
  return bindSecrets(plan.secrets, options.secrets ?? [], (id, value) => {
    const path = join(folder, 'secrets', hash(id));
    mkdirSync(join(folder, 'secrets'), { recursive: true, mode: 0o700 });
    writeFileSync(path, value, { mode: 0o600 });
    return path;
  });
}

function hash(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);
}

function milliseconds({ time, unit }: Timeout): number {
  const ms = time * { SECONDS: 1000, MINUTES: 60_000, HOURS: 3_600_000 }[unit];
  return Math.min(ms, 2 ** 31 - 1); // a longer timer would fire at once
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
