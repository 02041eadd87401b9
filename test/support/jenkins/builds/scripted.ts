/** Builds that do what a test says: lines, pauses, stages, artifacts, a result. */
import type { JobProperties } from '../job-config.js';
import type { Result, StageStatus } from './build.js';
import { type Executor, type Running, Stopped } from './executor.js';

export interface ScriptedStage {
  readonly name: string;
  readonly lines?: readonly string[];
  /** Milliseconds that it takes, shared out among its lines. */
  readonly ms?: number;
  /** By default SUCCESS; for the last stage what the build's result says. */
  readonly status?: StageStatus;
}

export interface Script {
  /** Lines before the first stage, outside any. */
  readonly before?: readonly string[];
  readonly stages?: readonly ScriptedStage[];
  /** Lines after the last stage, such as `ERROR: script returned exit code 1`. */
  readonly after?: readonly string[];
  /** In the place of everything but `Finished: …`: the bytes of the log. */
  readonly log?: string | Uint8Array;
  readonly result?: Result;
  /** Path → content. */
  readonly artifacts?: Readonly<Record<string, string | Uint8Array>>;
  /** What the Jenkinsfile asks of its job; without it the job keeps what it has. */
  readonly properties?: JobProperties;
  /** Called in the running build after its last line, for what nothing above can say. */
  readonly act?: (running: Running) => Promise<Result | void>;
}

/** One stage without output. */
const DEFAULT: Script = { stages: [{ name: 'Build', lines: ['building'] }] };

export function scripted(script: Script = DEFAULT): Executor {
  return async (running) => {
    const { build } = running;
    running.save(script.properties ?? null);
    for (const [path, content] of Object.entries(script.artifacts ?? {}))
      build.artifacts.set(path, Buffer.from(content as string));
    if (script.log !== undefined) build.log.write(script.log);
    else await play(running, script);
    return (await script.act?.(running)) ?? script.result ?? 'SUCCESS';
  };
}

async function play(running: Running, script: Script): Promise<void> {
  const { log } = running.build;
  const stages = script.stages ?? [];
  for (const line of script.before ?? []) log.line(line);
  log.pipeline('Start of Pipeline');
  log.pipeline('node');
  log.line(`Running on Jenkins in /var/jenkins_home/workspace/${running.build.job.fullName}`);
  log.pipeline('{');
  try {
    for (const [index, stage] of stages.entries())
      await playStage(running, stage, index === stages.length - 1 ? endOf(script.result) : 'SUCCESS');
  } finally {
    log.pipeline('}');
    log.pipeline('// node');
    log.pipeline('End of Pipeline');
    for (const line of script.after ?? []) log.line(line);
  }
}

async function playStage(running: Running, stage: ScriptedStage, end: StageStatus): Promise<void> {
  const { build, wait } = running;
  const lines = stage.lines ?? [];
  const status = stage.status ?? end;
  build.log.pipeline('stage');
  build.log.pipeline(`{ (${stage.name})`);
  const shown = build.begin(stage.name, status === 'SKIPPED' ? 'SKIPPED' : 'IN_PROGRESS');
  if (status === 'SKIPPED') build.log.line(`Stage "${stage.name}" skipped due to earlier failure(s)`);
  try {
    for (const line of lines) {
      await wait((stage.ms ?? 0) / lines.length);
      build.log.line(line);
    }
    if (lines.length === 0) await wait(stage.ms ?? 0);
    build.end(shown, status);
  } catch (problem) {
    if (problem instanceof Stopped) build.end(shown, 'ABORTED');
    throw problem;
  } finally {
    build.log.pipeline('}');
    build.log.pipeline('// stage');
  }
}

function endOf(result: Result = 'SUCCESS'): StageStatus {
  return result === 'FAILURE' ? 'FAILED' : result === 'NOT_BUILT' ? 'SKIPPED' : result;
}
