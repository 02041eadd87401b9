import { REFERENCE } from './grammar.js';

/** An image reference, taken apart and completed as docker does it. */
export interface Reference {
  /** `docker.io`, or a host with its port. */
  readonly registry: string;
  readonly repository: string;
  /** null only where there is a digest. */
  readonly tag: string | null;
  readonly digest: string | null;
}

const LONGEST = 255;
const HUB = 'docker.io';

/**
 * Reads `[host[:port]/]name[/name…][:tag][@digest]`: `debian:12` is `docker.io/library/debian:12`, and no tag is
 * `latest`. The same rules as parse_reference in runtime/lib/args.sh. Null for what is no reference.
 * Source: the reference package of https://github.com/distribution/reference
 */
export function parseReference(text: string): Reference | null {
  if (!REFERENCE.test(text)) return null;
  const [named = '', digest = null] = text.split('@');
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const tag = colon === -1 ? null : named.slice(colon + 1);
  const { registry, path } = splitRegistry(colon === -1 ? named : named.slice(0, colon));
  const repository = registry === HUB && !path.includes('/') ? `library/${path}` : path;
  if (registry.length > LONGEST || repository.length > LONGEST || !hasLegalPort(registry)) return null;
  // The first part may have capitals as a host, and only as a host.
  if (repository !== repository.toLowerCase()) return null;
  return { registry, repository, tag: tag ?? (digest === null ? 'latest' : null), digest };
}

/** The whole reference again, completed: the same text for the same image. */
export function fullReference({ registry, repository, tag, digest }: Reference): string {
  const named = `${registry}/${repository}${tag === null ? '' : `:${tag}`}`;
  return digest === null ? named : `${named}@${digest}`;
}

/** The first part is a host when it has a dot, a port or a capital, or is `localhost`; else it is a name at the hub. */
function splitRegistry(name: string): { registry: string; path: string } {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(0, slash));
  if (!/[.:A-Z]/u.test(first) && first !== 'localhost') return { registry: HUB, path: name };
  return { registry: first === `index.${HUB}` ? HUB : first, path: name.slice(slash + 1) };
}

function hasLegalPort(registry: string): boolean {
  const port = /:(\d+)$/u.exec(registry)?.[1];
  return port === undefined || (Number(port) >= 1 && Number(port) <= 65_535);
}
