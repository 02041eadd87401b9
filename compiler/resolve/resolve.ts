import type { ImageIdentity, ResolvedImage, SourceFacts } from '../model/image.js';
import type { ImageSpec, WorkspaceSettings } from '../model/spec.js';

/** Where an image is: its spec, and what makes it one of several. */
export interface ImagePlace {
  /** The spec's folder, from the workspace's root. */
  readonly source: string;
  readonly specFile: string;
  /** Of a matrix; null where the spec gives one image. */
  readonly variant: string | null;
}

/** What lies outside the spec. */
export interface Surroundings {
  readonly settings: WorkspaceSettings;
  readonly facts: SourceFacts;
  /** The images that the spec names by `{spec}`, by that word. */
  readonly parents: ReadonlyMap<string, ImageIdentity>;
  /** Digests of the lock, by reference. */
  readonly pins: ReadonlyMap<string, string>;
}

/** A complete spec, with the workspace's defaults in it, and what it stands among. */
export function resolve(place: ImagePlace, spec: ImageSpec, around: Surroundings): ResolvedImage {
  const { source, variant } = place;
  return {
    ...place,
    ...around,
    dir: variant === null ? source : `${source}/${variant}`,
    spec,
    publish: spec.publish ?? {},
    pipeline: spec.pipeline ?? {},
    labels: spec.labels ?? {},
  };
}
