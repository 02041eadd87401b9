/** A small HTTP server on the loopback address, which answers as a test says and remembers what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly accept: string | undefined;
}

export interface StandIn {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  readonly asked: readonly Asked[];
  stop(): Promise<void>;
}

export async function startStandIn(
  answer: (asked: Asked, response: ServerResponse, count: number) => void,
): Promise<StandIn> {
  const asked: Asked[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url: path = '', headers } = request;
    const now = { method, path, authorization: headers.authorization, accept: headers.accept };
    asked.push(now);
    answer(now, response, asked.length);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}
