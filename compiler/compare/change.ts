/** What differs between an image before a change and after it, as data: one form for all subjects. */

import type { ImageFiles } from '../model/image-files.js';
import type { ImageIdentity, ResolvedImage } from '../model/image.js';
import type { BuildPlan } from '../model/plan.js';

/** In the order in which people are told. */
export const SUBJECTS = [
  'job',
  'base',
  'stages',
  'platforms',
  'packages',
  'run',
  'copy',
  'files',
  'environment',
  'arguments',
  'shell',
  'workdir',
  'user',
  'ports',
  'volumes',
  'command',
  'health',
  'labels',
  'onbuild',
  'secrets',
  'builder',
  'tests',
  'publish',
  'pipeline',
  'description',
  'waivers',
  'directives',
  'other',
] as const;

export type Subject = (typeof SUBJECTS)[number];

export interface Change {
  readonly subject: Subject;
  readonly kind: 'added' | 'removed' | 'changed';
  /** The build stage; null for the image itself. */
  readonly stage: string | null;
  /** Which of its kind: `curl`, `80/tcp`, `/etc/motd`; '' where there is only one. */
  readonly name: string;
  /** What it was, in words; null where it is added. */
  readonly before: string | null;
  readonly after: string | null;
  /** What the two texts don't tell, e.g. that a file has other content of the same size; '' for nothing. */
  readonly note: string;
  /** It touches privileges or secrets: a reviewer should look. */
  readonly attention: boolean;
}

/** One image as it is on one side. */
export interface ImageState {
  readonly identity: ImageIdentity;
  readonly resolved: ResolvedImage;
  readonly plan: BuildPlan;
  readonly files: ImageFiles;
}

/** A change with what is mostly not said about one. Both texts equal, and no note: no change. */
export function change(
  subject: Subject,
  before: string | null,
  after: string | null,
  more: Partial<Pick<Change, 'stage' | 'name' | 'note' | 'attention'>> = {},
): Change[] {
  const note = more.note ?? '';
  if (before === after && note === '') return [];
  const kind = before === null ? 'added' : after === null ? 'removed' : 'changed';
  return [{ subject, kind, stage: null, name: '', attention: false, ...more, before, after, note }];
}

/** A change for each name whose text differs, in order of name. */
export function changes(
  subject: Subject,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  more: Partial<Pick<Change, 'stage' | 'attention'>> = {},
): Change[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) =>
    change(subject, before.get(name) ?? null, after.get(name) ?? null, { ...more, name }),
  );
}
