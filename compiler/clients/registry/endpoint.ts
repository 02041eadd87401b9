import { isLoopback } from '../http/loopback.js';
import { send, type HttpAnswer, type HttpFailure } from './http.js';

/** Where docker.io really is. */
const HUB = 'registry-1.docker.io';
/** A port of this machine answers at once, or nobody is there. */
const PROBE = 5000;

type Probe = (url: URL) => Promise<HttpAnswer | HttpFailure>;

/**
 * The address of a registry's API. Plain http only where the settings say so, and on the loopback address when
 * nothing speaks TLS there, as docker does it.
 * @param registry as in a reference: `docker.io`, `registry.example.com:5000`
 * @param plainHttp registries that speak http
 */
export async function endpointOf(
  registry: string,
  plainHttp: ReadonlySet<string>,
  probe: Probe = probeOnce,
): Promise<URL> {
  const host = registry === 'docker.io' ? HUB : registry;
  const [secure, plain] = [new URL(`https://${host}/`), new URL(`http://${host}/`)];
  if (plainHttp.has(registry)) return plain;
  if (!isLoopback(secure.hostname)) return secure;
  const found = await probe(new URL('/v2/', secure));
  return 'failure' in found && !found.certificate ? plain : secure;
}

function probeOnce(url: URL): Promise<HttpAnswer | HttpFailure> {
  return send({ method: 'HEAD', url, accept: '*/*', authorization: null, limit: 0, timeout: PROBE });
}
