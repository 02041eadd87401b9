/** What builds images: Docker's engine and client, buildah. */
import type { Ask } from './ask.js';
import { atLeast, versionIn, type Check } from './check.js';

export async function builderChecks(ask: Ask, builder: string | null): Promise<Check[]> {
  const [docker, buildah] = await Promise.all([dockerChecks(ask), buildahCheck(ask)]);
  return [
    ...docker.map((check) => ({ ...check, required: check.required && builder === 'docker' })),
    { ...buildah, required: builder === 'buildah' },
  ];
}

async function dockerChecks(ask: Ask): Promise<Check[]> {
  const neededFor = 'run --builder docker';
  const client = await ask('docker', '--version');
  if (client.code !== 0) {
    const help = 'apt-get install docker.io, or use the builder buildah, which needs no daemon';
    return [{ name: 'docker', state: 'missing', found: 'not found', neededFor, help, required: true }];
  }
  const clientVersion = versionIn(client.stdout);
  const [engine, buildx] = await Promise.all([
    ask('docker', 'version', '--format', '{{.Server.Version}}'),
    ask('docker', 'buildx', 'version'),
  ]);
  const engineVersion = engine.code === 0 ? versionIn(engine.stdout) : '';
  return [
    { name: 'docker', state: 'ok', found: clientVersion, neededFor, help: '', required: true },
    {
      name: 'Docker engine',
      state: engineVersion === '' ? 'missing' : 'ok',
      found: engineVersion === '' ? lastLine(engine.stderr) || 'does not answer' : engineVersion,
      neededFor,
      help:
        engineVersion === ''
          ? 'start it (systemctl start docker), be allowed to use it (group docker), or set DOCKER_HOST'
          : '',
      required: true,
    },
    ...(engineVersion === '' ? [] : [buildKit(clientVersion, engineVersion, buildx.code === 0)]),
  ];
}

/** Mounts need BuildKit; `script` (heredocs) needs its Dockerfile syntax 1.4, which came with Docker 23. */
function buildKit(client: string, engine: string, buildx: boolean): Check {
  const neededFor = 'run --builder docker, with mounts or scripts';
  const base = { name: 'BuildKit', neededFor, required: false };
  // From 23 on the client builds by buildx alone, and without it by the old builder.
  const usable = buildx || !atLeast(client, 23);
  if (!usable) {
    const help = 'install the buildx plugin: apt-get install docker-buildx, or docker-buildx-plugin';
    return { ...base, state: 'limited', found: 'the client has no buildx: no mounts, no scripts', help };
  }
  if (!atLeast(engine, 23)) {
    const help = 'Docker 23 or later, or buildah 1.33 or later, for `script` in `run`';
    return { ...base, state: 'limited', found: 'mounts, but no scripts (heredocs)', help };
  }
  return { ...base, state: 'ok', found: 'mounts and scripts (heredocs)', help: '' };
}

async function buildahCheck(ask: Ask): Promise<Check> {
  const { code, stdout } = await ask('buildah', '--version');
  const base = { name: 'buildah', neededFor: 'run --builder buildah', required: true };
  if (code !== 0) return { ...base, state: 'missing', found: 'not found', help: 'apt-get install buildah' };
  const version = versionIn(stdout);
  if (atLeast(version, 1, 33)) return { ...base, state: 'ok', found: version, help: '' };
  return {
    ...base,
    state: 'limited',
    found: `${version}: mounts, but no scripts (heredocs)`,
    help: 'buildah 1.33 or later, for `script` in `run`',
  };
}

function lastLine(text: string): string {
  return text.trim().split('\n').pop() ?? '';
}
