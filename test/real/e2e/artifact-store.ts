/** A store of programs that gives nothing to who has no account, as vendors and in-house repositories do. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ArtifactStore {
  readonly address: string;
  /** Every request: its path, and the status of the answer. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

export interface StoreAccount {
  readonly user: string;
  readonly password: string;
}

/** `files`: content by path. */
export async function startStore(
  account: StoreAccount,
  files: Readonly<Record<string, string>>,
): Promise<ArtifactStore> {
  const asked: string[] = [];
  const expected = `Basic ${btoa(`${account.user}:${account.password}`)}`;
  const server = createServer((request, response) => {
    const content = files[request.url ?? ''];
    const status = request.headers.authorization !== expected ? 401 : content === undefined ? 404 : 200;
    asked.push(`${request.url} ${status}`);
    response.writeHead(status, status === 401 ? { 'WWW-Authenticate': 'Basic realm="store"' } : {});
    response.end(status === 200 ? content : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, asked, stop: () => close(server) };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
