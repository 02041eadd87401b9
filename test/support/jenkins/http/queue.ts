/** The queue: looked at, cancelled. */
import { queueBean, wholeQueue } from '../beans/queue.js';
import { html, needsPost, notFound, type Reply } from './answer.js';
import type { Context } from './context.js';

/** @param rest of the path below `queue/` */
export function queueRoute(context: Context, rest: readonly string[]): Reply {
  const { world, ask } = context;
  if (rest.join('/') === 'api/json') return context.api(wholeQueue(world));
  if (rest[0] === 'cancelItem') return cancel(context, Number(ask.fields.get('id')), 'cancelItem');
  if (rest[0] !== 'item') return notFound();
  const item = world.queue.get(Number(rest[1]));
  switch (rest.slice(2).join('/')) {
    case 'api/json':
      return item && context.may('Job/Read') ? context.api(queueBean(world, item)) : notFound();
    case 'cancelQueue':
      return cancel(context, Number(rest[1]), 'cancelQueue');
    default:
      return notFound();
  }
}

/** An item that has left the queue can't be cancelled any more: `cancelItem` doesn't find it. */
function cancel(context: Context, id: number, by: 'cancelItem' | 'cancelQueue'): Reply {
  const { world, ask } = context;
  if (ask.method !== 'POST') return needsPost();
  const item = world.queue.get(id);
  if (!item || (item.state === 'left' && by === 'cancelItem'))
    return html(404, 'Not Found', `Provided id (${id}) not found`);
  if (!context.may('Job/Cancel')) {
    if (by === 'cancelQueue') return { status: 204 };
    return html(422, 'Error', `Item for id (${id}) is not cancellable`);
  }
  if (item.state !== 'left') world.queue.cancel(item);
  return { status: 204 };
}
