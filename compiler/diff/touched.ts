/** Which specs a change may have an effect on, so that only these are compiled on both sides. */

import { GENERATED } from '../emit/emit.js';
import { findSpecs, SETTINGS_FILE } from '../load/workspace.js';
import { LOCK_FILE } from '../lock/lock-file.js';
import type { Parents } from '../parents.js';
import type { Workspace } from '../workspace.js';
import { SpecInputsReader, type SpecInputs } from './spec-inputs.js';

export interface Scope {
  readonly workspace: Workspace;
  readonly parents: Parents;
}

export interface Touched {
  /** Folders of specs, sorted. */
  readonly dirs: readonly string[];
  /** Those whose own files are touched, or what they extend and copy; others by the settings or by a parent only. */
  readonly own: ReadonlySet<string>;
  /** Of every spec of the new side. */
  readonly inputs: ReadonlyMap<string, SpecInputs>;
}

/**
 * @param before null where the old side cannot be read: then every spec is touched
 * @param changed paths from the root that differ
 */
export function touchedSpecs(before: Scope | null, after: Scope, changed: ReadonlySet<string>): Touched {
  const inputs = new Map<string, SpecInputs>();
  if (changed.size === 0) return { dirs: [], own: new Set(), inputs };
  const [old, now] = [before?.workspace, after.workspace];
  const reader = new SpecInputsReader(now);
  const own = new Set<string>();
  for (const place of specsOf(now)) inputs.set(place.dir, reader.read(place));
  for (const path of changed) {
    const dir = specFolderOf(path, now.images);
    if (dir !== null) own.add(dir);
  }
  for (const [dir, { fragments, outside }] of inputs)
    if (someOf(fragments, changed) || outside.some((path) => isTouched(path, changed))) own.add(dir);
  const dirs = new Set(own);
  if (!old || settingsOf(old) !== settingsOf(now) || changed.has(LOCK_FILE))
    for (const { dir } of [...(old ? specsOf(old) : []), ...specsOf(now)]) dirs.add(dir);
  for (const [dir, { parents }] of before ? inputs : [])
    if (before && !dirs.has(dir))
      if ([...parents.values()].flat().some((word) => isMoved(word, before, after, own))) dirs.add(dir);
  return { dirs: [...dirs].sort(), own, inputs };
}

/** Whether a word names another image than before, or one that is called otherwise now. */
function isMoved(word: string, before: Scope, after: Scope, touched: ReadonlySet<string>): boolean {
  const found = after.parents.find(word);
  // Most words name what nobody has touched, neither the image nor a folder of that name: it was so before.
  const { images } = after.workspace;
  const [folder = ''] = word.replace(`${images}/`, '').split('/');
  const dirs = 'image' in found ? [found.image.dir] : [];
  const near = [`${images}/${folder}`, ...dirs, ...dirs.map((dir) => dir.split('/').slice(0, -1).join('/'))];
  if ('image' in found && !near.some((dir) => touched.has(dir))) return false;
  return JSON.stringify(before.parents.find(word)) !== JSON.stringify(found);
}

/** Settings without those that only judge images. */
function settingsOf({ settings }: Workspace): string {
  const { policy: _, ...rest } = settings as Workspace['settings'] & { readonly policy?: unknown };
  return JSON.stringify(rest);
}

function specsOf({ files, root, images }: Workspace): ReturnType<typeof findSpecs> {
  return findSpecs(files, root, images);
}

/** `images/web/rootfs/etc/motd` → `images/web`; null outside, and for what is generated beside a spec. */
function specFolderOf(path: string, images: string): string | null {
  if (path === SETTINGS_FILE || !path.startsWith(`${images}/`)) return null;
  const [folder = '', ...rest] = path.slice(images.length + 1).split('/');
  const isGenerated = rest.length === 1 && (GENERATED as readonly string[]).includes(rest[0] ?? '');
  return rest.length === 0 || isGenerated ? null : `${images}/${folder}`;
}

function someOf(paths: ReadonlySet<string>, changed: ReadonlySet<string>): boolean {
  for (const path of paths) if (changed.has(path)) return true;
  return false;
}

/** Whether the file, or something in the folder, has changed. */
function isTouched(path: string, changed: ReadonlySet<string>): boolean {
  if (changed.has(path)) return true;
  const prefix = path === '.' ? '' : `${path}/`;
  for (const one of changed) if (one.startsWith(prefix)) return true;
  return false;
}
