/** An item of the queue, as `queue/item/N/api/json` shows it. */
import type { QueueItem } from '../queue.js';
import type { World } from '../world.js';
import { ALWAYS, type Bean, bean } from './bean.js';
import { buildBean } from './build.js';
import { causeAction, parametersAction } from './cause.js';
import { taskBean } from './task.js';

const CLASSES = {
  waiting: 'WaitingItem',
  blocked: 'BlockedItem',
  buildable: 'BuildableItem',
  left: 'LeftItem',
};

export function queueBean(world: World, item: QueueItem): Bean {
  const { state, build } = item;
  const actions = [
    ...(item.parameters.length > 0 ? [parametersAction(item.parameters)] : []),
    causeAction(item.causes),
  ];
  const own = {
    waiting: { timestamp: item.due },
    blocked: { buildableStartMilliseconds: item.buildableSince },
    buildable: { buildableStartMilliseconds: item.buildableSince, pending: false },
    left: { cancelled: item.cancelled, executable: () => (build ? buildBean(world, build) : null) },
  };
  return bean(
    `hudson.model.Queue$${CLASSES[state]}`,
    {
      actions,
      blocked: state === 'blocked',
      buildable: state === 'buildable',
      id: item.id,
      inQueueSince: item.since,
      params: item.parameters.map(({ name, value }) => `\n${name}=${value}`).join(''),
      stuck: world.queue.stuck(item),
      task: () => taskBean(world, item.job),
      url: `queue/item/${item.id}/`,
      why: world.queue.why(item),
      ...own[state],
    },
    ALWAYS,
  );
}

export function wholeQueue(world: World): Bean {
  const items = world.queue.waiting().map((item) => queueBean(world, item));
  return bean('hudson.model.Queue', { discoverableItems: [], items });
}
