/**
 * Runs the builds of jobs for real: clones the job's repository, runs its Jenkinsfile by Jenkins' own CPS engine
 * (test/real/groovy/bench), and each `sh` by a shell on this machine.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PipelineResult } from '../../../real/groovy/bench.js';
import type { Result } from '../builds/build.js';
import type { Executor, Running } from '../builds/executor.js';
import { credentialsOf, environmentOf } from './agent.js';
import type { Source } from './checkout.js';
import { fail, sourceOf } from './source.js';
import { Java } from './java.js';
import { libraryFor } from './library.js';
import { Narrator } from './narrator.js';
import { Gathered } from './properties.js';

export interface RealBuilds {
  readonly executor: Executor;
  readonly linter: (jenkinsfile: string) => Promise<readonly string[]>;
  /** Removes workspaces and ends the Java processes. */
  end(): void;
}

/** @param env of the agent, such as what a builder needs */
export function realBuilds(env: Readonly<Record<string, string>> = {}): RealBuilds {
  const home = mkdtempSync(join(tmpdir(), 'cooperage-jenkins-'));
  const java = new Java();
  return {
    executor: (running) => run(running, java, home, env),
    linter: async (jenkinsfile) => {
      const error = await java.compile(jenkinsfile);
      return error === null
        ? []
        : [error.replace(/^[^]*?startup failed:\n/, '').replace(/\n+\d+ errors?\n*$/, '\n')];
    },
    end: () => {
      java.end();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function run(
  running: Running,
  java: Java,
  home: string,
  env: Readonly<Record<string, string>>,
): Promise<Result> {
  const { build } = running;
  const { log, job } = build;
  const folder = join(home, 'builds', job.fullName, String(build.number));
  mkdirSync(folder, { recursive: true });
  try {
    const source = await sourceOf(running, join(folder, 'source'));
    if (source === null) return 'FAILURE';
    const script = job.config.scm?.script ?? 'Jenkinsfile';
    if (!existsSync(join(source.folder, script))) {
      log.line(`ERROR: Unable to find ${script} from git ${source.url}`);
      return 'FAILURE';
    }
    log.line(`Obtained ${script} from git ${source.url}`);
    const jenkinsfile = readFileSync(join(source.folder, script), 'utf8');
    const library = await libraryFor(jenkinsfile, source, job, join(folder, 'library'));
    if (typeof library !== 'string') return fail(running, library.problem);
    const result = await runPipeline(running, java, { folder, home, source, library, jenkinsfile, env });
    return result.result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Parts {
  readonly folder: string;
  readonly home: string;
  readonly source: Source;
  readonly library: string;
  readonly jenkinsfile: string;
  readonly env: Readonly<Record<string, string>>;
}

async function runPipeline(running: Running, java: Java, parts: Parts): Promise<PipelineResult> {
  const { build } = running;
  const { source, folder } = parts;
  const stop = join(folder, 'stop');
  const stopped = (): void => writeFileSync(stop, '');
  build.stopped.signal.addEventListener('abort', stopped);
  const narrator = new Narrator(build);
  const gathered = new Gathered();
  build.log.pipeline('Start of Pipeline');
  const request = {
    jenkinsfile: parts.jenkinsfile,
    library: parts.library,
    workspace: join(parts.home, 'workspace', build.job.fullName),
    source: source.folder,
    checkout: { GIT_COMMIT: source.commit, GIT_URL: source.url, GIT_BRANCH: source.branch },
    params: Object.fromEntries(build.parameters.map(({ name, value }) => [name, value])),
    firstBuild: build.number === 1,
    credentials: credentialsOf(running),
    sh: 'real',
    env: { ...environmentOf(running), ...parts.env },
    stop,
  } as const;
  try {
    const result = await java.run(request, {
      log: (text) => build.log.write(text),
      event: (event) => {
        gathered.take(event);
        narrator.take(event);
        if (event.type === 'start') {
          running.save(gathered.properties);
          narrator.begin();
        }
        if (event.type === 'checkout')
          build.log.line(`Checking out Revision ${source.commit} (${source.branch})`);
        if (event.type === 'archived') keep(running, event['files'] as Record<string, string>);
      },
    });
    narrator.end();
    if (result.error !== null && result.result !== 'ABORTED') build.log.line(errorLine(result.error));
    return result;
  } finally {
    build.stopped.signal.removeEventListener('abort', stopped);
  }
}

/** A step's own failure is one line; anything else comes with its class. */
function errorLine(error: string): string {
  return error.startsWith('Abort: ') ? `ERROR: ${error.slice('Abort: '.length)}` : error;
}

function keep({ build }: Running, files: Readonly<Record<string, string>>): void {
  build.log.line('Archiving artifacts');
  for (const [path, content] of Object.entries(files)) build.artifacts.set(path, Buffer.from(content));
}
