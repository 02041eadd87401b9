import { posix } from 'node:path';
import type { ResolvedImage } from '../model/image.js';
import type { ContextEntry, ContextPlan, Pointer } from '../model/plan.js';
import { at } from '../model/pointer.js';
import { unquotable } from '../model/problem.js';
import type { FileSpec } from '../model/spec.js';
import { filesOf, placed, rootfsOf, runsOf, stagesOf } from '../model/stages.js';
import { contentOf } from '../model/text.js';
import { ignoreEntry } from './ignore.js';
import { shipped } from './shipped.js';
import type { Say } from './variables.js';

type Placed = Extract<ContextEntry, { readonly path: string }>;

/** What Prepare puts into the build context beside the Dockerfile. Entries are sorted by path: key order means nothing. */
export function contextOf(image: ResolvedImage, say: Say): ContextPlan {
  const { spec, source } = image;
  const { value, pointer } = filesOf(spec);
  const files = Object.entries(value).map(([path, file]) => entryOf(path, file, at(pointer, path)));
  const scripts = stagesOf(spec)
    .flatMap(runsOf)
    .flatMap(({ value: item, pointer: place }): Placed[] =>
      typeof item === 'string' || item.scriptFile === undefined
        ? []
        : [{ type: 'script', path: item.scriptFile, origin: at(place, 'scriptFile') }],
    );
  const copies = shipped(spec);
  const once = new Map(
    [...files, ...scripts].map((entry) => [`${entry.type === 'script'}${entry.path}`, entry]),
  );
  const entries = [...once.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return {
    rootfs: rootfsOf(spec)?.value.replace(/\/$/u, '') ?? null,
    folder: copies.length === 0 ? null : posix.join(source, spec.context?.dir ?? '.').replace(/\/$/u, ''),
    entries: [...entries, ...copies, ...(copies.length === 0 ? [] : ignored(image, say))],
  };
}

/** In the order of the spec: the last pattern that matches a path decides. */
function ignored({ spec }: ResolvedImage, say: Say): ContextEntry[] {
  return placed(spec.context?.ignore, '/context/ignore').flatMap(({ value, pointer }) => {
    const entry = ignoreEntry(value, pointer);
    if (entry === null) return [];
    if (!('problem' in entry)) return [entry];
    say(unquotable(entry.problem, pointer));
    return [];
  });
}

function entryOf(path: string, file: FileSpec, origin: Pointer): Placed {
  const owner = ownerOf(file.owner);
  if (file.content !== undefined)
    return {
      type: 'file',
      path,
      mode: octal(file.mode, '0644'),
      owner,
      content: contentOf(file.content),
      origin,
    };
  if (file.directory) return { type: 'dir', path, mode: octal(file.mode, '0755'), owner, origin };
  return { type: 'attr', path, mode: file.mode === undefined ? null : octal(file.mode, ''), owner, origin };
}

/** A uid alone names the group of the same number, as `--chown` of COPY does. */
function ownerOf(owner: string | number | undefined): string {
  const text = String(owner ?? 0);
  return text.includes(':') ? text : `${text}:${text}`;
}

function octal(mode: string | undefined, otherwise: string): string {
  return mode === undefined ? otherwise : mode.replace(/^0(?=....)/u, '').padStart(4, '0');
}
