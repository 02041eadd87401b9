import type { ResolvedImage } from '../model/image.js';
import type { CopyFromObject, FromObject } from '../model/spec.js';

/** A reference as the Dockerfile has it. */
export interface Reference {
  readonly image: string;
  readonly digest: string | null;
}

/** An image by its reference, with the digest that is stated or locked. */
export function referenceOf(
  image: string,
  digest: string | undefined,
  pins: ResolvedImage['pins'],
): Reference {
  return { image, digest: digest ?? pins.get(image) ?? null };
}

/** What another image of the workspace publishes. One that is not there is a problem of its own: see the rules. */
export function parentReference(
  { spec = '', tag }: Pick<FromObject & CopyFromObject, 'spec' | 'tag'>,
  parents: ResolvedImage['parents'],
): Reference {
  const parent = parents.get(spec);
  return {
    image: parent === undefined ? spec : `${parent.repository}:${tag ?? parent.tags[0] ?? 'latest'}`,
    digest: null,
  };
}

export function textOf({ image, digest }: Reference): string {
  return digest === null ? image : `${image}@${digest}`;
}
