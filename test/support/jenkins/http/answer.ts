/** What the stand-in answers, and the pages that Jenkins' answers are made of. */
import type { World } from '../world.js';

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | readonly Uint8Array[];
}

const HTML = 'text/html;charset=utf-8';

export function html(status: number, title: string, text: string, headers: Reply['headers'] = {}): Reply {
  const body = `<!DOCTYPE html><html><head resURL="/static/1" data-rooturl=""><title>${escape(title)}</title></head><body><div id="main-panel"><h1>${escape(title)}</h1><p>${escape(text)}</p></div></body></html>`;
  return { status, headers: { 'content-type': HTML, ...headers }, body };
}

export function plain(body: string): Reply {
  return { status: 200, headers: { 'content-type': 'text/plain;charset=utf-8' }, body };
}

export function json(world: World, value: unknown): Reply {
  const headers = { 'content-type': 'application/json;charset=utf-8', ...advertised(world) };
  return { status: 200, headers, body: JSON.stringify(value) };
}

/** The headers by which a Jenkins makes itself known: on API answers and pages, not on every answer. */
export function advertised(world: World): Record<string, string> {
  return {
    'X-Hudson': '1.395',
    'X-Jenkins': world.version,
    'X-Jenkins-Session': world.session,
  };
}

export function redirect(location: string, status = 302): Reply {
  return { status, headers: { location } };
}

/** A `Failure`: what Jenkins says to a mistake of the user. */
export function failure(world: World, message: string): Reply {
  return html(400, 'Error', message, { ...advertised(world), 'X-Error': message.replaceAll(/[^ -~]/g, '?') });
}

/** Jetty's own page. */
export function jetty(status: number, message: string, headers: Reply['headers'] = {}): Reply {
  const body = `<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>\n<title>Error ${status} ${escape(message)}</title>\n</head>\n<body><h2>HTTP ERROR ${status} ${escape(message)}</h2>\n<hr/><a href="https://eclipse.org/jetty">Powered by Jetty:// 12.0.22</a><hr/>\n</body>\n</html>\n`;
  return { status, headers: { 'content-type': 'text/html;charset=iso-8859-1', ...headers }, body };
}

/** What an exception becomes. */
export function oops(world: World): Reply {
  return html(
    500,
    'Oops! - Jenkins',
    'A problem occurred while processing the request. Logging ID=0b5e7f4e-1d0c-4c0b-9f0e-000000000000',
    advertised(world),
  );
}

export function notFound(): Reply {
  return jetty(404, 'Not Found');
}

/** Of a request that only POST may make. */
export function needsPost(): Reply {
  return html(405, 'Method Not Allowed', 'This URL requires POST. Try POSTing to it: Proceed', {
    allow: 'POST',
  });
}

export function gettingReady(): Reply {
  return html(503, 'Starting Jenkins', 'Please wait while Jenkins is getting ready to work', {
    'cache-control': 'no-cache,no-store,must-revalidate',
  });
}

/** Where nobody is logged in: a page that sends browsers to the login. */
export function loginFirst(world: World, from: string): Reply {
  const login = `/login?from=${encodeURIComponent(from)}`;
  const body = `<html><head><meta http-equiv='refresh' content='1;url=${login}'/><script id='redirect' data-redirect-url='${login}' src='/static/${world.session}/scripts/redirect.js'></script></head><body style='background-color:white; color:white;'>\nAuthentication required\n<!--\n-->\n\n</body></html>${' '.repeat(300)}`;
  return { status: 403, headers: { 'content-type': 'text/html;charset=utf-8', ...advertised(world) }, body };
}

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
