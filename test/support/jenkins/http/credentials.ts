/** Stores of credentials: the controller's own, and each folder's. */
import type { Folder } from '../items.js';
import { credentialsBean } from '../beans/system.js';
import { parseXml, textAt } from '../xml.js';
import { failure, html, needsPost, notFound, oops, redirect, type Reply } from './answer.js';
import type { Context } from './context.js';

const TYPES: Readonly<Record<string, string>> = {
  'com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl': 'Username with password',
  'org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl': 'Secret text',
  'org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl': 'Secret file',
  'com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey': 'SSH Username with private key',
  'com.dabsquared.gitlabjenkins.connection.GitLabApiTokenImpl': 'GitLab API token',
};

/** @param rest of the path below `credentials/` */
export function credentialsRoute(context: Context, folder: Folder, rest: readonly string[]): Reply {
  const { world, ask } = context;
  const store = folder.parent ? 'folder' : 'system';
  if (!world.has('credentials') || rest.slice(0, 4).join('/') !== `store/${store}/domain/_`)
    return notFound();
  // Without the right to see them there is no store.
  if (!context.may('Credentials/View')) return notFound();
  const [action, id = '', verb] = rest.slice(4);
  switch (action) {
    case 'api':
      return context.api(credentialsBean(folder));
    case 'createCredentials':
      return ask.method === 'POST' ? create(context, folder) : needsPost();
    case 'credential':
      return one(context, folder, id, verb ?? '');
    default:
      return notFound();
  }
}

function create(context: Context, folder: Folder): Reply {
  const { world, ask } = context;
  const refused = context.needs('Credentials/Create');
  if (refused) return refused;
  if (ask.contentType === undefined) return failure(world, 'No Content-Type header set');
  const root = parseXml(ask.body)?.documentElement ?? undefined;
  const typeName = TYPES[root?.tagName ?? ''];
  if (!root || typeName === undefined) return oops(world);
  const id = textAt(root, 'id') ?? crypto.randomUUID();
  if (folder.credentials.has(id)) return { status: 409 };
  const description = textAt(root, 'description') ?? '';
  folder.credentials.set(id, { id, typeName, description, xml: ask.body });
  return { status: 200 };
}

function one(context: Context, folder: Folder, id: string, verb: string): Reply {
  const found = folder.credentials.get(id);
  if (!found) return notFound();
  switch (verb) {
    case 'doDelete': {
      if (context.ask.method !== 'POST') return needsPost();
      const refused = context.needs('Credentials/Delete');
      if (refused) return refused;
      folder.credentials.delete(id);
      return redirect('../..');
    }
    case 'config.xml':
      if (context.ask.method === 'DELETE') {
        folder.credentials.delete(id);
        return { status: 200 };
      }
      // Secrets are never told again.
      return {
        status: 200,
        headers: { 'content-type': 'application/xml' },
        body: found.xml.replace(/<(password|secret)>[^<]*</g, '<$1>\n    <secret-redacted/>\n  <'),
      };
    default:
      return html(200, id, '');
  }
}
