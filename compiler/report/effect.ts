/** What a change of a workspace comes to, as data for the report. */

import type { ImageDiff } from '../diff.js';
import type { Diagnostic } from '../model/diagnostic.js';

export interface Effect {
  /** What the two sides are, for people: a branch with its commit, or the working tree. */
  readonly names: { readonly before: string; readonly after: string };
  /** Images whose files were touched, in order of folder. */
  readonly images: readonly ImageDiff[];
  /** The settings of the old side cannot be read: every image counts as new. */
  readonly isAllNew: boolean;
  /** The settings of the new side cannot be read: nothing is known of its images. */
  readonly isUnknown: boolean;
  /** Rules of the workspace's policy that are stated otherwise than before. */
  readonly policy: readonly PolicyChange[];
  /** Errors and warnings, those of the policy among them. */
  readonly findings: Findings;
  /** What specs waive of the policy, each with what it keeps out of the findings. */
  readonly waivers: Findings;
  /** Generated files of the new side that are not what the specs give, in order of path. */
  readonly stale: readonly StaleFile[];
  /** Paths of submodules of these images, whose files nobody looked at. */
  readonly submodules: readonly string[];
}

/** Of all images, not only of those that were touched: a policy may have changed. */
export interface Findings {
  readonly added: readonly Diagnostic[];
  /** With their place on the old side; without those of images of which nothing is known now. */
  readonly gone: readonly Diagnostic[];
  /** How many are on both sides. */
  readonly kept: number;
}

export interface PolicyChange {
  readonly rule: string;
  /** What cooperage.json states for it, as JSON; null for nothing. */
  readonly before: string | null;
  readonly after: string | null;
  /** Of cooperage.json, on the side that states it: the new one before the old one. */
  readonly line: number;
}

export interface StaleFile {
  readonly path: string;
  /**
   * `missing`: it is not there; `edited`: this change touches it, and it is not what the spec gives; `stale`: it is
   * not what the spec gives, and this change leaves it so; `left over`: nothing generates it any more.
   */
  readonly how: 'missing' | 'edited' | 'stale' | 'left over';
  /** The first line that differs; null where there is none to name. */
  readonly line: number | null;
}
