/**
 * The build queue. An item waits for its quiet period, is blocked while a build of a job runs that allows no other
 * beside it, is buildable while something holds it (`hold`), and leaves by starting or by being cancelled.
 * https://github.com/jenkinsci/jenkins/blob/master/core/src/main/java/hudson/model/Queue.java
 */
import type { Build, ParameterValue } from './builds/build.js';
import type { Cause } from './builds/cause.js';
import type { Job } from './items.js';

export type QueueState = 'waiting' | 'blocked' | 'buildable' | 'left';

export interface QueueItem {
  readonly id: number;
  readonly job: Job;
  readonly since: number;
  readonly causes: Cause[];
  readonly parameters: readonly ParameterValue[];
  state: QueueState;
  /** When the quiet period is over. */
  due: number;
  buildableSince: number;
  cancelled: boolean;
  build: Build | null;
  leftAt: number;
}

export interface Scheduled {
  readonly item: QueueItem;
  /** False where an equal item was waiting already. */
  readonly created: boolean;
}

export interface Hold {
  readonly why: string;
  readonly stuck: boolean;
}

export class Queue {
  readonly items = new Map<number, QueueItem>();
  readonly holds = new Map<Job, Hold>();
  private count = 0;
  private timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly leftItemsFor: number,
    private readonly start: (item: QueueItem) => Build,
  ) {}

  /** An equal item that is already there takes the cause over. */
  schedule(job: Job, quiet: number, cause: Cause, parameters: readonly ParameterValue[]): Scheduled {
    const same = this.waiting(job).find((each) => sameValues(each.parameters, parameters));
    if (same) {
      if (!same.causes.some((each) => JSON.stringify(each) === JSON.stringify(cause)))
        same.causes.push(cause);
      return { item: same, created: false };
    }
    const now = Date.now();
    const item: QueueItem = {
      id: (this.count += 1),
      job,
      since: now,
      causes: [cause],
      parameters,
      state: 'waiting',
      due: now + quiet,
      buildableSince: 0,
      cancelled: false,
      build: null,
      leftAt: 0,
    };
    this.items.set(item.id, item);
    // A timer may fire within the millisecond before.
    this.later(quiet + 2);
    return { item, created: true };
  }

  /** What has not left yet. */
  waiting(job?: Job): QueueItem[] {
    return [...this.items.values()].filter(
      (item) => item.state !== 'left' && (job === undefined || item.job === job),
    );
  }

  get(id: number): QueueItem | undefined {
    const item = this.items.get(id);
    if (item?.state === 'left' && Date.now() - item.leftAt >= this.leftItemsFor) return undefined;
    return item;
  }

  cancel(item: QueueItem): void {
    item.cancelled = true;
    leave(item);
  }

  /** Moves each item on as far as it may go. */
  maintain(): void {
    const now = Date.now();
    for (const item of this.waiting()) {
      if (item.state === 'waiting' && item.due > now) continue;
      item.buildableSince ||= now;
      item.state = !item.job.config.concurrent && item.job.running.length > 0 ? 'blocked' : 'buildable';
      if (item.state !== 'buildable' || this.holds.has(item.job)) continue;
      item.build = this.start(item);
      leave(item);
    }
  }

  why(item: QueueItem): string | null {
    const running = item.job.running[0];
    if (item.state === 'waiting')
      return item.due > Date.now()
        ? `In the quiet period. Expires in ${span(item.due - Date.now())}`
        : 'Finished waiting';
    if (item.state === 'blocked' && running)
      return `Build #${running.number} is already in progress (ETA: N/A)`;
    if (item.state === 'left') return null;
    return this.holds.get(item.job)?.why ?? 'Waiting for next available executor';
  }

  stuck(item: QueueItem): boolean {
    return item.state === 'buildable' && this.holds.get(item.job)?.stuck === true;
  }

  end(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  later(ms: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.maintain();
    }, ms);
    this.timers.add(timer);
  }
}

function leave(item: QueueItem): void {
  item.state = 'left';
  item.leftAt = Date.now();
}

function sameValues(one: readonly ParameterValue[], other: readonly ParameterValue[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** As Jenkins tells a time: `4.9 sec`, `120 ms`. */
function span(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toFixed(1)} sec` : `${ms} ms`;
}
