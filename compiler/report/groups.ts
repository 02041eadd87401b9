/** Images to which a change does the same, so that what one line of a fragment does to hundreds is told once. */

import type { ImageDiff } from '../diff.js';
import type { PlacedChange } from '../diff/written.js';
import { folderOf } from '../model/path.js';

export interface Group {
  readonly images: readonly [ImageDiff, ...ImageDiff[]];
  /** Not so where they differ in what each has of its own: its name, and lines of its spec. */
  readonly isExact: boolean;
}

/** In order of the first image of each; of those that do not change, none. */
export function groupsOf(images: readonly ImageDiff[]): Group[] {
  const groups = new Map<string, [ImageDiff, ...ImageDiff[]]>();
  for (const image of images) {
    const { standing, changes } = image;
    if (!['added', 'removed', 'changed'].includes(standing)) continue;
    const key = JSON.stringify([standing, changes.map((change) => withoutOwn(change, image))]);
    const known = groups.get(key);
    if (known) known.push(image);
    else groups.set(key, [image]);
  }
  return [...groups.values()].map((own) => {
    const exact = JSON.stringify(own[0].changes);
    return { images: own, isExact: own.every(({ changes }) => JSON.stringify(changes) === exact) };
  });
}

function withoutOwn(change: PlacedChange, image: ImageDiff): PlacedChange {
  const { subject, name, before, after, from } = change;
  const isOwn = ({ file }: { readonly file: string }): boolean => liesIn(file, image.dir);
  const [was, is] =
    subject === 'publish' && name === 'repository' ? [before, after].map(withoutName) : [before, after];
  const by = (from?.by ?? []).filter((spot) => !isOwn(spot));
  const variables = (from?.variables ?? []).filter((spot) => !isOwn(spot));
  const place = from && { ...from, ...(isOwn(from) && { file: '', line: null }), by, variables };
  return { ...change, before: was ?? null, after: is ?? null, from: place };
}

/** Its spec's folder is that of the image, or the one above it. */
function liesIn(file: string, dir: string): boolean {
  return file.startsWith(`${dir}/`) || folderOf(file) === folderOf(dir);
}

function withoutName(repository: string | null): string | null {
  return repository === null ? null : folderOf(repository);
}
