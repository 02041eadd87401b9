/** Items in general: made, configured, removed. */
import { Folder, type Item, Job } from '../items.js';
import { loadable } from '../job-config.js';
import { itemBean } from '../beans/item.js';
import { failure, html, needsPost, notFound, oops, redirect, type Reply } from './answer.js';
import type { Context } from './context.js';

export function itemRoute(context: Context, item: Item, rest: readonly string[]): Reply | null {
  const isPost = context.ask.method === 'POST';
  switch (rest.join('/')) {
    case '':
      return html(200, `${item.name} - Jenkins`, item.fullName, { 'X-Jenkins': context.world.version });
    case 'api/json':
      return context.api(itemBean(context.world, item));
    case 'createItem':
      return item instanceof Folder ? createItem(context, item) : notFound();
    case 'config.xml':
      return isPost ? configure(context, item) : readConfig(context, item);
    case 'doDelete':
      return isPost ? remove(context, item) : needsPost();
    default:
      return null;
  }
}

/** https://github.com/jenkinsci/jenkins/blob/master/core/src/main/java/hudson/model/ItemGroupMixIn.java */
export function createItem(context: Context, folder: Folder): Reply {
  const { world, ask } = context;
  if (ask.method !== 'POST') return needsPost();
  const refused = context.needs('Job/Create');
  if (refused) return refused;
  if (ask.contentType === undefined) return failure(world, 'No Content-Type header set');
  const name = ask.fields.get('name')?.trim();
  if (name === undefined) return failure(world, "Query parameter 'name' is required");
  const bad = badName(name);
  if (bad !== null) return failure(world, bad);
  if (folder.items.has(name)) return failure(world, `A job already exists with the name ‘${name}’`);
  if (!isXml(ask.contentType)) return failure(world, 'No mode given');
  const document = loadable(ask.body);
  if (!document) return oops(world);
  folder.add(name, document);
  return { status: 200 };
}

function configure(context: Context, item: Item): Reply {
  const refused = context.needs('Job/Configure');
  if (refused) return refused;
  const document = loadable(context.ask.body);
  // Another kind of item cannot be loaded into this one.
  if (!document || document.documentElement?.tagName !== item.document?.documentElement?.tagName)
    return oops(context.world);
  if (item instanceof Job) item.configure(document);
  else item.document = document;
  return { status: 200 };
}

function readConfig(context: Context, item: Item): Reply {
  // Who may configure may also read.
  if (!context.may('Job/Configure')) {
    const refused = context.needs('Job/ExtendedRead');
    if (refused) return refused;
  }
  return { status: 200, headers: { 'content-type': 'application/xml;charset=utf-8' }, body: item.xml };
}

function remove(context: Context, item: Item): Reply {
  const refused = context.needs('Job/Delete');
  if (refused) return refused;
  const { parent } = item;
  if (!parent) return notFound();
  context.world.forget(item);
  return redirect(`${context.world.url}/${parent.path}`);
}

function isXml(contentType: string): boolean {
  return contentType.startsWith('application/xml') || contentType.startsWith('text/xml');
}

/** https://github.com/jenkinsci/jenkins/blob/master/core/src/main/java/jenkins/model/Jenkins.java, `checkGoodName` */
function badName(name: string): string | null {
  if (name === '') return 'No name is specified';
  if (name === '.' || name === '..') return `‘${name}’ is not an allowed name`;
  if (name.endsWith('.')) return 'A name cannot end with ‘.’';
  for (const sign of name) {
    if (sign.charCodeAt(0) < 32) return `No control characters allowed: ${name}`;
    if ('?*/\\%!@#$^&|<>[]:;'.includes(sign)) return `‘${sign}’ is an unsafe character`;
  }
  return null;
}
