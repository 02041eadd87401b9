/**
 * Runs Jenkinsfiles without a Jenkins: under the CPS transformer and the sandbox's hook that Jenkins runs them
 * with, with the steps that our pipelines use. What it doesn't know it refuses. `bench/` holds its Java and Groovy.
 */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { built, filesOf, javaEnvironment, run } from '../../oracle/build.js';

export type Credentials =
  | { readonly username: string; readonly password: string }
  | { readonly text: string }
  /** The content of a secret file. */
  | { readonly file: string };

export interface PipelineRequest {
  /** The text of the Jenkinsfile. */
  readonly jenkinsfile: string;
  /** The repository whose vars/ and resources/ are the shared library. */
  readonly library?: string;
  /** The agent's workspace; its neighbour `<workspace>@tmp` is the temporary one. */
  readonly workspace: string;
  /** What `checkout(scm)` copies into the workspace, and what it gives back. */
  readonly source?: string;
  readonly checkout?: Readonly<Record<string, string>>;
  /** Values of parameters, over their defaults. */
  readonly params?: Readonly<Record<string, string>>;
  /** On a job's first build (the default) parameters are not environment variables. */
  readonly firstBuild?: boolean;
  readonly credentials?: Readonly<Record<string, Credentials>>;
  /** `real` runs shell scripts, `record` only takes them down and lets them succeed. */
  readonly sh: 'real' | 'record';
  /** The agent's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes of shell steps by their label. */
  readonly fail?: Readonly<Record<string, number>>;
  /** The label of the shell step during which somebody stops the build. */
  readonly interrupt?: string;
  /** Milliseconds from its start; 500 by default. */
  readonly interruptAfter?: number;
  /** False: no node is ever free, and the build is stopped while it waits. */
  readonly agent?: boolean;
  /** False: an `input` is answered with no. */
  readonly approve?: boolean;
  /** False: compile the Jenkinsfile, and no more. */
  readonly execute?: boolean;
}

/** Something that happened; which keys there are depends on `type`. */
export interface PipelineEvent {
  readonly type: string;
  readonly [key: string]: unknown;
}

export interface ShellEvent extends PipelineEvent {
  readonly type: 'sh';
  readonly label: string;
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly code: number;
  /** With secrets masked. */
  readonly output: string;
  /** True where a secret was printed. */
  readonly leaked: boolean;
}

export interface PipelineResult {
  readonly result: 'SUCCESS' | 'UNSTABLE' | 'FAILURE' | 'ABORTED';
  readonly error: string | null;
  readonly events: readonly PipelineEvent[];
  readonly log: string;
}

const FOLDER = fileURLToPath(new URL('bench', import.meta.url));

/** Builds the bench's classes. The first time it fetches jars by Maven, so call it in a `before` of its own timeout. */
export function bench(): string {
  const pom = join(FOLDER, 'pom.xml');
  const jars = built('pipeline-jars', [pom], (target) =>
    run('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${target}`], {
      env: javaEnvironment(),
    }),
  );
  const sources = filesOf(FOLDER);
  const classes = built('pipeline-bench', sources, (target) => {
    mkdirSync(target);
    const java = sources.filter((path) => path.endsWith('.java'));
    run('javac', ['-nowarn', '-encoding', 'UTF-8', '-d', target, '-cp', join(jars, '*'), ...java]);
  });
  return [classes, join(FOLDER, 'resources'), join(jars, '*')].join(delimiter);
}

/** The Java process, which serves one request after the other for as long as the tests run. */
let server: { readonly child: ChildProcessWithoutNullStreams; readonly waiting: Waiting[] } | undefined;
type Waiting = { readonly answer: (line: string) => void; readonly broken: (error: Error) => void };

function start(): NonNullable<typeof server> {
  const child = spawn('java', ['-XX:TieredStopAtLevel=1', '-cp', bench(), 'bench.Main']);
  const waiting: Waiting[] = [];
  let complaints = '';
  createInterface(child.stdout).on('line', (line) => waiting.shift()?.answer(line));
  child.stderr.on('data', (data: Buffer) => (complaints += data.toString()));
  child.on('exit', () => {
    server = undefined;
    for (const { broken } of waiting) broken(new Error(`the bench broke down: ${complaints}`));
  });
  // It must not keep the tests from ending, and ends with them.
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as unknown as Socket).unref();
  process.once('exit', () => child.kill());
  return { child, waiting };
}

/** Runs pipelines one after the other. */
export async function runPipelines(requests: readonly PipelineRequest[]): Promise<PipelineResult[]> {
  const { child, waiting } = (server ??= start());
  // Something must keep the tests running while the process, which doesn't count, is at work.
  const busy = setInterval(() => undefined, 1_000);
  try {
    const answers = requests.map((each) => {
      const line = new Promise<string>((answer, broken) => waiting.push({ answer, broken }));
      child.stdin.write(`${JSON.stringify(each)}\n`);
      return line;
    });
    return (await Promise.all(answers)).map((line) => JSON.parse(line) as PipelineResult);
  } finally {
    clearInterval(busy);
  }
}

/** Runs one pipeline. */
export async function runPipeline(request: PipelineRequest): Promise<PipelineResult> {
  return (await runPipelines([request]))[0] as PipelineResult;
}

/** The shell steps of a build, in order. */
export function shellSteps(result: PipelineResult): ShellEvent[] {
  return result.events.filter((event): event is ShellEvent => event.type === 'sh');
}

/** Names of the stages, each with how it ended. */
export function stagesOf(result: PipelineResult): Record<string, unknown> {
  const ended = result.events.filter(({ type, status }) => type === 'stage' && status !== 'STARTED');
  return Object.fromEntries(ended.map((stage) => [stage['name'], stage['status']]));
}
