import { createHash } from 'node:crypto';
import type { HttpAnswer } from './http.js';
import { failed, type RegistryFault } from './fault.js';

/** All four kinds: for a type that the request doesn't name, registries answer 404. */
export const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** What registries accept at least, by the distribution specification. */
export const LARGEST_MANIFEST = 4 * 1024 * 1024;

const DIGEST = /^sha256:[a-f0-9]{64}$/u;

/** The digest that an answer to HEAD states; null where it states none that can be used, so that GET must tell. */
export function statedDigest({ status, headers }: HttpAnswer): string | null {
  const digest = headers.get('docker-content-digest') ?? '';
  return status === 200 && MANIFEST_TYPES.includes(typeOf(headers)) && DIGEST.test(digest) ? digest : null;
}

/** The digest of a manifest: of its own bytes, and no other than the one that the registry states. */
export function digestOf(
  registry: string,
  { headers, body }: HttpAnswer,
): { readonly digest: string } | { readonly fault: RegistryFault } {
  const type = typeOf(headers);
  if (!MANIFEST_TYPES.includes(type))
    return failed(
      `${registry} answered with ${type === '' ? 'something without a type' : type}, which is no image manifest that builders read today`,
      'See that the host is a registry, that no log-in page or proxy stands before it, and that the image is not of an outdated kind.',
    );
  const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const stated = headers.get('docker-content-digest');
  if (stated !== null && stated !== digest)
    return failed(
      `${registry} states another digest than its manifest has`,
      'Do not use this image before it is known why; ask who runs the registry.',
    );
  return { digest };
}

function typeOf(headers: Headers): string {
  return (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
