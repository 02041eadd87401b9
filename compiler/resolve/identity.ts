import type { ImageIdentity } from '../model/image.js';
import { lastPart } from '../model/path.js';

/**
 * What others need to know of an image, out of a value that may have problems elsewhere.
 * @param source the spec's folder
 * @param value the image's complete spec, not checked
 */
export function identityOf(source: string, variant: string | null, value: unknown): ImageIdentity {
  const spec = objectOf(value);
  const publish = objectOf(spec['publish']);
  const name = textOf(spec['name']);
  const parts = [textOf(publish['registry']), textOf(publish['namespace']), name];
  const tags = Array.isArray(publish['tags']) ? publish['tags'].map(textOf).filter((tag) => tag !== '') : [];
  return {
    dir: variant === null ? source : `${source}/${variant}`,
    variant,
    name,
    repository: parts.filter((part) => part !== '').join('/'),
    tags: tags.length > 0 ? tags : ['latest'],
    job: jobOf(source, variant),
  };
}

/** The name of an image's Jenkins job: its folder, and the variant. */
export function jobOf(source: string, variant: string | null): string {
  const folder = lastPart(source);
  return variant === null ? folder : `${folder}-${variant}`;
}

/** `registry/namespace/name:tag`, the first tag. */
export function referenceOf({ repository, tags }: ImageIdentity): string {
  return `${repository}:${tags[0] ?? 'latest'}`;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
