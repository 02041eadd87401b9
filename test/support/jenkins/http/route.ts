/** Finds what answers a path. */
import { Folder, Job } from '../items.js';
import { wholeQueue } from '../beans/queue.js';
import { itemBean } from '../beans/item.js';
import { computersBean, pluginsBean, userBean, whoBean } from '../beans/system.js';
import { html, notFound, redirect, type Reply } from './answer.js';
import { buildRoute } from './builds.js';
import type { Context } from './context.js';
import { credentialsRoute } from './credentials.js';
import { createItem, itemRoute } from './items.js';
import { jobRoute } from './jobs.js';
import { lintRoute } from './lint.js';
import { queueRoute } from './queue.js';

export function route(context: Context): Reply | Promise<Reply> {
  const { path } = context.ask;
  if (path[0] === 'job') return below(context, context.world.top, path);
  return topRoute(context, path.join('/'));
}

/** `job/a/job/b/rest` */
function below(context: Context, folder: Folder, path: readonly string[]): Reply | Promise<Reply> {
  const item = folder.items.get(path[1] ?? '');
  // Who may not read an item does not learn that it exists.
  if (item === undefined || !context.may('Job/Read')) return notFound();
  const rest = path.slice(2);
  if (rest[0] === 'job' && item instanceof Folder) return below(context, item, rest);
  if (rest.length === 0 && !context.ask.raw.split('?')[0]?.endsWith('/'))
    return redirect(`${context.world.url}/${item.path}`);
  if (item instanceof Job) {
    const reply = jobRoute(context, item, rest) ?? buildRoute(context, item, rest);
    if (reply) return reply;
  }
  if (item instanceof Folder && rest[0] === 'credentials')
    return credentialsRoute(context, item, rest.slice(1));
  return itemRoute(context, item, rest) ?? notFound();
}

function topRoute(context: Context, path: string): Reply | Promise<Reply> {
  const { world, ask, caller } = context;
  if (path.startsWith('queue/')) return queueRoute(context, ask.path.slice(1));
  if (path.startsWith('credentials/')) return credentialsRoute(context, world.top, ask.path.slice(1));
  if (path.startsWith('pipeline-model-converter/')) return lintRoute(context, ask.path[1] ?? '');
  switch (path) {
    case '':
    case 'login':
      return html(200, path === '' ? 'Dashboard - Jenkins' : 'Sign in - Jenkins', '', {
        'X-Jenkins': world.version,
        'X-Jenkins-Session': world.session,
      });
    case 'api/json':
      return context.api(itemBean(world, world.top));
    case 'createItem':
      return createItem(context, world.top);
    case 'crumbIssuer/api/json':
      return context.access.crumb(ask);
    case 'whoAmI/api/json':
      return context.api(whoBean(caller.account));
    case 'me/api/json':
      return caller.account ? context.api(userBean(caller.account, world.url)) : notFound();
    case 'queue/api/json':
      return context.api(wholeQueue(world));
    case 'computer/api/json':
      return context.api(computersBean(world));
    case 'pluginManager/api/json':
      return context.needs('Overall/SystemRead') ?? context.api(pluginsBean(world));
    default:
      return notFound();
  }
}
