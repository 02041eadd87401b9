import type { Environment } from '../../host/files.js';
import type { AccessProblem } from '../http/access.js';

const PATH = /^[\p{L}\p{N}_.+-]+(?:\/[\p{L}\p{N}_.+-]+)+$/u;
const ID = /^[1-9]\d{0,14}$/u;

/**
 * Which project: as the environment says, else that of the job, else that of the clone, as far as these are of the
 * same server.
 * @param url of the server
 */
export function projectOf(
  env: Environment,
  url: string,
  originUrl: string | null,
): { readonly path: string } | AccessProblem {
  const help = 'Set GITLAB_PROJECT to its path, such as platform/images, or to its id.';
  const stated = (env['GITLAB_PROJECT'] ?? '').trim().replace(/^\/+|\/+$/gu, '');
  if (stated !== '')
    return isProject(stated)
      ? { path: stated }
      : { problem: 'GITLAB_PROJECT is neither the path of a project nor an id', help };
  const server = env['CI_SERVER_URL'] ?? '';
  const ofJob = env['CI_PROJECT_PATH'] ?? '';
  if (isProject(ofJob) && (server === '' || sameServer(server, url))) return { path: ofJob };
  const ofClone = originUrl === null ? null : projectIn(originUrl, url);
  return ofClone === null ? { problem: 'GITLAB_PROJECT is not set', help } : { path: ofClone };
}

function isProject(text: string): boolean {
  return ID.test(text) || (PATH.test(text) && !text.split('/').some((part) => /^\.+$/u.test(part)));
}

function sameServer(one: string, other: string): boolean {
  if (!URL.canParse(one)) return false;
  const { host, pathname } = new URL(one);
  const there = new URL(other);
  return host === there.host && bare(pathname) === bare(there.pathname);
}

/**
 * The project in the address of a remote, where that is of this server: over http with the same port and root, over
 * SSH with the same host.
 */
export function projectIn(remote: string, url: string): string | null {
  const server = new URL(url);
  const found = parts(remote.trim());
  if (found === null || found.hostname !== server.hostname) return null;
  const root = bare(server.pathname);
  const whole = bare(found.path);
  if (found.host !== null && (found.host !== server.host || !whole.startsWith(root))) return null;
  const path = bare(found.host === null ? whole : whole.slice(root.length)).replace(/\.git$/u, '');
  return PATH.test(path) && isProject(path) ? path : null;
}

/** `host` with its port is null for SSH: that port is another server's. */
function parts(
  remote: string,
): { readonly hostname: string; readonly host: string | null; readonly path: string } | null {
  // git's short form: USER@HOST:PATH
  const [, short, path = ''] = /^(?:[^@/:]+@)?([^/:]+):(?!\/\/)(.+)$/u.exec(remote) ?? [];
  if (short !== undefined) return { hostname: short.toLowerCase(), host: null, path };
  if (!URL.canParse(remote)) return null;
  const { protocol, hostname, host, pathname } = new URL(remote);
  if (!/^(?:https?|ssh|git\+ssh):$/u.test(protocol)) return null;
  return {
    hostname: hostname.toLowerCase(),
    host: protocol.startsWith('http') ? host : null,
    path: decoded(pathname),
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

function bare(path: string): string {
  return path.replace(/^\/+|\/+$/gu, '');
}
