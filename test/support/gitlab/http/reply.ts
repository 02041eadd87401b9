/** Answers as GitLab gives them. */

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Thrown by an endpoint that does not do what it was asked. */
export class Refusal extends Error {
  constructor(readonly reply: Reply) {
    super(`${reply.status} ${reply.body.toString()}`);
  }
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(value)),
  };
}

export function empty(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers, body: Buffer.alloc(0) };
}

/** A page of the web server before GitLab, or of a proxy. */
export function html(status: number, title: string, headers: Readonly<Record<string, string>> = {}): Reply {
  const body = `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: { 'content-type': 'text/html', ...headers }, body: Buffer.from(body) };
}

/** `render_api_error!` of lib/api/helpers.rb */
export function refuse(status: number, message: unknown): never {
  throw new Refusal(json(status, { message }));
}

/** What Grape says of parameters. */
export function badParameter(error: string): never {
  throw new Refusal(json(400, { error }));
}

export function notFound(what?: string): never {
  refuse(404, what === undefined ? '404 Not found' : `404 ${what} Not Found`);
}

export function forbidden(reason?: string): never {
  refuse(403, reason === undefined ? '403 Forbidden' : `403 Forbidden - ${reason}`);
}

/** As Rack::Attack answers: https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/ */
export function limited(seconds: number, limit = 600): Reply {
  const reset = Math.floor(Date.now() / 1000) + seconds;
  return {
    status: 429,
    headers: {
      'content-type': 'text/plain',
      'RateLimit-Limit': String(limit),
      'RateLimit-Name': 'throttle_authenticated_api',
      'RateLimit-Observed': String(limit + 1),
      'RateLimit-Remaining': '0',
      'RateLimit-Reset': String(reset),
      'RateLimit-ResetTime': new Date(reset * 1000).toUTCString(),
      'Retry-After': String(seconds),
    },
    body: Buffer.from('Retry later\n'),
  };
}
