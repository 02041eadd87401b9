/** The small form of a job, as a queue item shows it. */
import type { Item, Job } from '../items.js';
import type { World } from '../world.js';
import { ALWAYS, type Bean, bean } from './bean.js';

export function taskBean(world: World, job: Job): Bean {
  return bean(job.class, { name: job.name, url: urlOf(world, job), color: colorOf(job) }, ALWAYS);
}

export function urlOf(world: World, item: Item): string {
  return `${world.url}/${item.path}`;
}

const COLORS = {
  SUCCESS: 'blue',
  UNSTABLE: 'yellow',
  FAILURE: 'red',
  ABORTED: 'aborted',
  NOT_BUILT: 'notbuilt',
};

export function colorOf(job: Job): string {
  if (job.config.disabled) return 'disabled';
  const done = job.builds.findLast(({ result }) => result !== null);
  const color = done?.result ? COLORS[done.result] : 'notbuilt';
  return job.running.length > 0 ? `${color}_anime` : color;
}
