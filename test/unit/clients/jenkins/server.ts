/** A small HTTP server on the loopback address, which answers as a test says and remembers what it was asked. */
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Server {
  readonly url: string;
  readonly port: number;
  readonly asked: Asked[];
  stop(): Promise<void>;
}

export type Answer = (asked: Asked, response: ServerResponse, count: number) => void;

/** @param tls speaks https with this key and certificate */
export async function startServer(
  answer: Answer,
  tls: { key: string; cert: string } | null = null,
): Promise<Server> {
  const asked: Asked[] = [];
  const listener: RequestListener = (request, response) => {
    const chunks: Uint8Array[] = [];
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const now = { method, path, headers, body: Buffer.concat(chunks).toString() };
      asked.push(now);
      answer(now, response, asked.length);
    });
  };
  const server = tls === null ? createServer(listener) : createSecure(tls, listener);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === null ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    asked,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}
