/** Runs one stage script, and ends it when the run is interrupted. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome, Processes, Running } from '../host/process.js';
import type { RunEvent, StageName, StageStatus } from './events.js';
import type { Interrupts } from './interrupts.js';

export interface StageCall {
  readonly stage: StageName;
  /** The script's text. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** A private folder for the script's file. */
  readonly folder: string;
}

export interface StageContext {
  readonly processes: Processes;
  readonly interrupts: Interrupts;
  readonly mask: (line: string) => string;
  readonly onEvent: (event: RunEvent) => void;
  /** Milliseconds between TERM and KILL. */
  readonly grace: number;
}

/** What ends a stage from outside; returns the function that stops watching. */
export type Watch = (running: Running, context: StageContext) => () => void;

export async function runStage(call: StageCall, context: StageContext, watch: Watch): Promise<StageStatus> {
  const { stage } = call;
  const { onEvent, mask } = context;
  const started = performance.now();
  onEvent({ type: 'stage-start', stage });
  // A file, not an argument: an argument's length is limited, and everybody sees it in the process list.
  const file = join(call.folder, `${stage.toLowerCase()}.sh`);
  mkdirSync(call.folder, { recursive: true, mode: 0o700 });
  writeFileSync(file, call.script, { mode: 0o600 });
  const running = await context.processes.start({
    command: ['/bin/sh', file],
    cwd: call.cwd,
    env: call.env,
    onLine: (stream, line) => onEvent({ type: 'line', stage, stream, text: mask(line) }),
  });
  const stopWatching = watch(running, context);
  let outcome: Outcome;
  try {
    outcome = await running.done;
  } finally {
    stopWatching();
  }
  const status = outcome.code === 0 ? 'passed' : context.interrupts.count > 0 ? 'aborted' : 'failed';
  onEvent({ type: 'stage-end', stage, status, ms: performance.now() - started });
  return status;
}

/** For a stage of the build: TERM at the first interrupt, KILL at the next one or when the grace is over. */
export const stoppable: Watch = (running, { interrupts, grace }) => {
  let timer: NodeJS.Timeout | undefined;
  const kill = (): void => running.kill('SIGKILL');
  const stop = interrupts.listen(() => {
    if (timer !== undefined) return kill();
    running.kill('SIGTERM');
    timer = setTimeout(kill, grace);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
};

/** For Report and Cleanup: they run whatever happened, until a second interrupt or for a minute, as in Jenkins. */
export const unstoppable: Watch = (running, { interrupts }) => {
  const kill = (): void => running.kill('SIGKILL');
  const timer = setTimeout(kill, 60_000);
  const stop = interrupts.listen(() => {
    if (interrupts.count > 1) kill();
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
};
