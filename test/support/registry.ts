/** A real registry (Distribution) on a free loopback port, with accounts where they are asked for. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, startDaemon } from './dockerd-daemon.js';
import { find } from './parts.js';

export interface Registry {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  readonly user: string;
  readonly password: string;
  /** A file for `--authfile`, or `config.json` of a DOCKER_CONFIG folder. */
  readonly authFile: string;
  /** GET with the account. */
  get(path: string, accept?: string): Promise<Response>;
  /** Tags of a repository; [] where it isn't there. */
  tags(repository: string): Promise<string[]>;
  /** The digest that a tag names, or undefined. */
  digest(repository: string, tag: string): Promise<string | undefined>;
  /** The `config` object of an image: Labels, Healthcheck, … */
  config(repository: string, tag: string): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** All four kinds of manifest: with less, an OCI manifest reads as absent. */
export const MANIFESTS = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ');

/** `account: null` makes an open registry. */
export async function startRegistry(
  account: { user: string; password: string } | null = { user: 'builder', password: 'correct horse' },
  port?: number,
): Promise<Registry> {
  const { user, password } = account ?? { user: '', password: '' };
  const address = `127.0.0.1:${port ?? (await freePort())}`;
  const headers = account === null ? {} : { authorization: `Basic ${btoa(`${user}:${password}`)}` };
  const get = (path: string, accept = '*/*'): Promise<Response> =>
    fetch(`http://${address}${path}`, { headers: { ...headers, accept } });
  const daemon = await startDaemon({
    name: 'registry',
    prepare: (folder) => configure(folder, address, account),
    command: (folder) => [find('docker-registry') ?? 'docker-registry', 'serve', join(folder, 'config.yml')],
    ready: () =>
      get('/v2/').then(
        (response) => response.ok,
        () => false,
      ),
  });
  return {
    address,
    user,
    password,
    authFile: join(daemon.folder, 'config.json'),
    get,
    tags: async (repository) => {
      const response = await get(`/v2/${repository}/tags/list`);
      return response.ok ? (((await response.json()) as { tags: string[] | null }).tags ?? []) : [];
    },
    digest: async (repository, tag) => {
      const response = await get(`/v2/${repository}/manifests/${tag}`, MANIFESTS);
      return response.ok ? (response.headers.get('docker-content-digest') ?? undefined) : undefined;
    },
    config: async (repository, tag) => {
      const manifest = await get(`/v2/${repository}/manifests/${tag}`, MANIFESTS);
      const { config } = (await manifest.json()) as { config: { digest: string } };
      const blob = await get(`/v2/${repository}/blobs/${config.digest}`);
      return ((await blob.json()) as { config: Record<string, unknown> }).config;
    },
    stop: daemon.stop,
  };
}

function configure(
  folder: string,
  address: string,
  account: { user: string; password: string } | null,
): void {
  mkdirSync(join(folder, 'data'));
  const passwords = join(folder, 'htpasswd');
  const lines = [
    'version: 0.1',
    `storage: {filesystem: {rootdirectory: ${join(folder, 'data')}}, delete: {enabled: true}}`,
    `http: {addr: '${address}'}`,
    'log: {level: warn, accesslog: {disabled: true}}',
  ];
  const auth: Record<string, object> = {};
  if (account !== null) {
    const { user, password } = account;
    // Cost 4: the registry checks the password at each of hundreds of requests.
    const hash = execFileSync('htpasswd', ['-niB', '-C', '4', user], { input: password, encoding: 'utf8' });
    writeFileSync(passwords, hash);
    lines.push(`auth: {htpasswd: {realm: cooperage, path: ${passwords}}}`);
    auth[address] = { auth: btoa(`${user}:${password}`) };
  }
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: auth }), { mode: 0o600 });
  writeFileSync(join(folder, 'config.yml'), `${lines.join('\n')}\n`);
}
