/** One image between the phases. */

import type { ImageSpec, PipelineSettings, PublishSettings, WorkspaceSettings } from './spec.js';

/** What load/ found out about the files that a spec names; validate/ judges it. */
export interface SourceFacts {
  /** Every path below the rootfs, '/'-separated and sorted, with its kind; null where the spec has no rootfs. */
  readonly rootfs: RootfsFacts | null;
  /** Kind of each `scriptFile`, by the path as the spec writes it. */
  readonly scripts: ReadonlyMap<string, PathKind>;
  /** The text of such a file, read when it is asked for: its first mebibyte. Null where it is no file. */
  readonly textOf: (path: string) => string | null;
}

export type PathKind = 'file' | 'directory' | 'symlink' | 'other' | 'missing' | 'outside';

export interface RootfsFacts {
  readonly kind: PathKind;
  readonly entries: readonly RootfsEntry[];
}

export interface RootfsEntry {
  readonly path: string;
  readonly kind: Exclude<PathKind, 'missing' | 'outside'>;
  /** What a symlink points to. */
  readonly target: string | null;
}

/** What others need to know of an image to be built on it. */
export interface ImageIdentity {
  /** Where its generated files lie. */
  readonly dir: string;
  /** Of a matrix; null where the spec gives one image. */
  readonly variant: string | null;
  /** '' where the spec says none. */
  readonly name: string;
  /** `registry/namespace/name`, without a tag. */
  readonly repository: string;
  readonly tags: readonly string[];
  /** The name of its Jenkins job. */
  readonly job: string;
}

/** A complete spec: with its fragments, its variant's values and the workspace's defaults taken in. */
export interface ResolvedImage {
  /** Where the generated files go, from the workspace's root, with '/': `images/nginx-19-el6`. */
  readonly dir: string;
  /** The spec's folder: `dir`, or the folder above it for a variant of a matrix. */
  readonly source: string;
  readonly specFile: string;
  /** Of a matrix; null where the spec gives one image. */
  readonly variant: string | null;
  readonly spec: ImageSpec;
  /** The images that the spec names by `{spec}`, by that word. Those that are not there are missing here. */
  readonly parents: ReadonlyMap<string, ImageIdentity>;
  /** Digests of cooperage.lock.json, by the reference as the spec writes it. */
  readonly pins: ReadonlyMap<string, string>;
  readonly settings: WorkspaceSettings;
  readonly publish: PublishSettings;
  readonly pipeline: PipelineSettings;
  readonly labels: Readonly<Record<string, string>>;
  readonly facts: SourceFacts;
}
