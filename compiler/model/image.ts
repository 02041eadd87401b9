/** One image between the phases. */

import type { ImageSpec, PipelineSettings, PublishSettings, WorkspaceSettings } from './spec.js';

/** What load/ found out about the files that a spec names; validate/ judges it. */
export interface SourceFacts {
  /** Every path below the rootfs, '/'-separated and sorted, with its kind; null where the spec has no rootfs. */
  readonly rootfs: RootfsFacts | null;
  /** Kind of each `scriptFile`, by the path as the spec writes it. */
  readonly scripts: ReadonlyMap<string, PathKind>;
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

/** A spec with the workspace's defaults taken in. */
export interface ResolvedImage {
  /** From the workspace's root, with '/': `images/nginx-19-el6`. */
  readonly dir: string;
  readonly specFile: string;
  readonly spec: ImageSpec;
  readonly settings: WorkspaceSettings;
  readonly publish: PublishSettings;
  readonly pipeline: PipelineSettings;
  readonly labels: Readonly<Record<string, string>>;
  readonly facts: SourceFacts;
}
