/** A real Docker engine of the test's own: nothing of the machine's engine, network or firewall is touched. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { startDaemon } from './dockerd-daemon.js';
import { find } from './parts.js';

export interface Engine {
  /** `unix://…`, for DOCKER_HOST. */
  readonly host: string;
  /** DOCKER_HOST, and Debian's client (the engine's own age) first on PATH. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs the client; throws with what it said where it fails. */
  docker(...args: string[]): string;
  images(): string[];
  containers(): string[];
  stop(): Promise<void>;
}

/**
 * A client of another age on PATH, or undefined. One without buildx has the legacy builder only.
 */
export function otherClient(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders
    .map((folder) => join(folder, 'docker'))
    .find((path) => existsSync(path) && !DEBIAN.includes(dirname(path)));
}

const DEBIAN = ['/usr/bin', '/bin'];

export async function startEngine(): Promise<Engine> {
  const socket = (folder: string): string => `unix://${folder}/s`;
  const env = (folder: string): NodeJS.ProcessEnv => ({
    ...process.env,
    PATH: [...DEBIAN, ...(process.env['PATH'] ?? '').split(delimiter)].join(delimiter),
    DOCKER_HOST: socket(folder),
    DOCKER_CONFIG: join(folder, 'config'),
  });
  const daemon = await startDaemon({
    name: 'dockerd',
    command: (folder) => [
      find('dockerd') ?? 'dockerd',
      ...['--data-root', `${folder}/data`, '--exec-root', `${folder}/exec`, '-p', `${folder}/pid`],
      ...['-H', socket(folder), '--log-level', 'warn', '--shutdown-timeout', '5'],
      ...['--iptables=false', '--ip6tables=false', '--bridge=none', '--ip-masq=false'],
    ],
    ready: (folder) => {
      try {
        run(env(folder), 'version', '--format', '{{.Server.Version}}');
        return true;
      } catch {
        return false;
      }
    },
    patience: 60_000,
  });
  const own = env(daemon.folder);
  const docker = (...args: string[]): string => run(own, ...args);
  return {
    host: socket(daemon.folder),
    env: own,
    docker,
    images: () =>
      lines(docker('image', 'ls', '--all', '--no-trunc', '--format', '{{.Repository}}:{{.Tag}} {{.ID}}')),
    containers: () => lines(docker('container', 'ls', '--all', '--format', '{{.Names}} {{.Image}}')),
    stop: daemon.stop,
  };
}

function run(env: NodeJS.ProcessEnv, ...args: string[]): string {
  return execFileSync('docker', args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}
