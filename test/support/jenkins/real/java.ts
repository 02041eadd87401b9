/** The bench's Java processes: each runs one pipeline at a time, and is taken again when it is free. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import {
  bench,
  type PipelineEvent,
  type PipelineRequest,
  type PipelineResult,
} from '../../../real/groovy/bench.js';

export interface LiveRequest extends PipelineRequest {
  /** A file: whoever makes it stops the build. */
  readonly stop: string;
}

export interface Listener {
  log(text: string): void;
  event(event: PipelineEvent): void;
}

type Line = { readonly log: string } | { readonly event: PipelineEvent } | PipelineResult;

class Runner {
  private readonly child: ChildProcessWithoutNullStreams;
  private listener: Listener | null = null;
  private answer: ((result: PipelineResult) => void) | null = null;
  private broken: ((error: Error) => void) | null = null;
  private complaints = '';

  constructor() {
    this.child = spawn('java', ['-XX:TieredStopAtLevel=1', '-cp', bench(), 'bench.Main']);
    createInterface(this.child.stdout).on('line', (line) => this.take(JSON.parse(line) as Line));
    this.child.stderr.on('data', (data: Buffer) => (this.complaints += data.toString()));
    this.child.on('exit', () => this.broken?.(new Error(`the bench broke down: ${this.complaints}`)));
  }

  run(request: LiveRequest, listener: Listener): Promise<PipelineResult> {
    this.listener = listener;
    this.child.stdin.write(`${JSON.stringify({ ...request, live: true })}\n`);
    return new Promise((answer, broken) => Object.assign(this, { answer, broken }));
  }

  end(): void {
    this.child.kill();
  }

  private take(line: Line): void {
    if ('result' in line) this.answer?.(line);
    else if ('log' in line) this.listener?.log(line.log);
    else this.listener?.event(line.event);
  }
}

export class Java {
  private readonly free: Runner[] = [];
  private readonly all = new Set<Runner>();
  private compiling: Promise<unknown> = Promise.resolve();

  async run(request: LiveRequest, listener: Listener): Promise<PipelineResult> {
    const runner = this.free.pop() ?? new Runner();
    this.all.add(runner);
    const result = await runner.run(request, listener);
    this.free.push(runner);
    return result;
  }

  /** What a Jenkinsfile fails with when it is only compiled; null for nothing. One after the other: that is faster. */
  compile(jenkinsfile: string): Promise<string | null> {
    const request = { jenkinsfile, workspace: '/nowhere', sh: 'record', execute: false, stop: '' } as const;
    const answer = this.compiling.then(() => this.run(request, { log: () => {}, event: () => {} }));
    this.compiling = answer;
    return answer.then(({ error }) => error);
  }

  end(): void {
    for (const runner of this.all) runner.end();
  }
}
