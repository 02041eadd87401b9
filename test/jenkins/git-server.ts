/** Serves Git repositories over HTTP by git's own program for that; for reading, if they don't say otherwise. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

export interface GitServer {
  /** Without a slash at its end; a repository's path follows. */
  readonly url: string;
  stop(): Promise<void>;
}

/** @param root the folder of the repositories @param host address of this machine, to listen on and to be called by */
export async function startGitServer(root: string, host: string): Promise<GitServer> {
  const server = createServer((request, response) => serve(root, request, response));
  await new Promise<void>((ready) => server.listen(0, host, ready));
  const { port, family } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${host}]` : host}:${port}`,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}

/** The address of this machine at which a server can reach it back: that of the connection to the server. */
export function addressTowards(url: string): Promise<string> {
  const { hostname, port, protocol } = new URL(url);
  return new Promise((found, failed) => {
    const socket = connect(
      Number(port) || (protocol === 'https:' ? 443 : 80),
      hostname.replace(/^\[|\]$/g, ''),
    );
    socket.once('error', failed);
    socket.once('connect', () => {
      found((socket.localAddress ?? '127.0.0.1').replace(/^::ffff:/, ''));
      socket.destroy();
    });
  });
}

/**
 * CGI, RFC 3875, as far as `git http-backend` uses it.
 * @param other path and query in the place of the request's, and what git and its hooks find in their environment
 */
export function serve(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
  other: { readonly path?: string; readonly env?: NodeJS.ProcessEnv } = {},
): void {
  const url = new URL(other.path ?? request.url ?? '/', 'http://git');
  const header = (name: string): string => String(request.headers[name] ?? '');
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      ...other.env,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: header('git-protocol'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      CONTENT_TYPE: header('content-type'),
      CONTENT_LENGTH: header('content-length'),
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REMOTE_ADDR: request.socket.remoteAddress,
      REQUEST_METHOD: request.method,
    },
  });
  child.on('error', () => response.writeHead(500).end());
  child.stdin.on('error', () => {});
  request.pipe(child.stdin);
  answer(child, response);
}

/** Its header ends at an empty line; the body follows. */
function answer(child: ChildProcessWithoutNullStreams, response: ServerResponse): void {
  let head = Buffer.alloc(0);
  const start = (data: Buffer): void => {
    head = Buffer.concat([head, data]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    child.stdout.off('data', start);
    const fields = head
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const);
    const status = fields.find(([name]) => name === 'Status')?.[1] ?? '200';
    response.writeHead(Number.parseInt(status, 10), fields.filter(([name]) => name !== 'Status').flat());
    response.write(head.subarray(end + 4));
    child.stdout.pipe(response);
  };
  child.stdout.on('data', start);
  child.on('close', () => {
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
}
