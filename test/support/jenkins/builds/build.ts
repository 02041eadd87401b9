/** A build of the stand-in: what it knows of itself while it runs and after. */
import type { Job } from '../items.js';
import type { Cause } from './cause.js';
import { BuildLog } from './log.js';

export type Result = 'SUCCESS' | 'UNSTABLE' | 'FAILURE' | 'ABORTED' | 'NOT_BUILT';
export type StageStatus =
  'SUCCESS' | 'FAILED' | 'ABORTED' | 'UNSTABLE' | 'IN_PROGRESS' | 'PAUSED_PENDING_INPUT' | 'SKIPPED';

export interface BuildStage {
  readonly id: number;
  readonly name: string;
  status: StageStatus;
  readonly started: number;
  duration: number;
}

export interface ParameterValue {
  /** Class of the value, such as `hudson.model.StringParameterValue`. */
  readonly type: string;
  readonly name: string;
  readonly value: string;
}

export class Build {
  readonly log = new BuildLog();
  readonly stages: BuildStage[] = [];
  readonly artifacts = new Map<string, Buffer>();
  readonly started = Date.now();
  readonly stopped = new AbortController();
  building = true;
  result: Result | null = null;
  duration = 0;
  private readonly afterwards: (() => void)[] = [];

  constructor(
    readonly job: Job,
    readonly number: number,
    readonly queueId: number,
    readonly causes: readonly Cause[],
    readonly parameters: readonly ParameterValue[],
  ) {}

  get path(): string {
    return `${this.job.path}${this.number}/`;
  }

  /** Begins a stage; the names of stages may repeat. */
  begin(name: string, status: StageStatus = 'IN_PROGRESS'): BuildStage {
    const stage = { id: 6 + 5 * this.stages.length, name, status, started: Date.now(), duration: 0 };
    this.stages.push(stage);
    return stage;
  }

  end(stage: BuildStage, status: StageStatus): void {
    stage.status = status;
    stage.duration = Date.now() - stage.started;
  }

  /** Somebody presses the red button. */
  stop(by: string): void {
    if (!this.building || this.stopped.signal.aborted) return;
    this.log.line(`Aborted by ${by}`);
    this.stopped.abort();
  }

  /** A promise of its end. */
  done(): Promise<void> {
    return this.building ? new Promise((resolve) => this.afterwards.push(resolve)) : Promise.resolve();
  }

  finish(result: Result): void {
    this.log.line(`Finished: ${result}`);
    this.result = result;
    this.building = false;
    this.duration = Math.max(1, Date.now() - this.started);
    for (const each of this.afterwards) each();
  }
}
