import { posix } from 'node:path';
import type { Files } from '../host/files.js';
import type { PathKind, RootfsEntry, RootfsFacts, SourceFacts } from '../model/image.js';
import type { ImageSpec } from '../model/spec.js';
import { rootfsOf, runsOf, stagesOf } from '../model/stages.js';

/** As much as anybody reads of a script: the first mebibyte. */
const LONGEST_TEXT = 1024 * 1024;

/**
 * Looks at the files that a spec names; judges nothing.
 * @param root absolute path of the workspace
 * @param dir the image's folder, from the root
 */
export function sourceFacts(files: Files, root: string, dir: string, spec: ImageSpec): SourceFacts {
  const scripts = stagesOf(spec)
    .flatMap(runsOf)
    .flatMap(({ value: item }) =>
      typeof item === 'string' || item.scriptFile === undefined ? [] : [item.scriptFile],
    );
  const rootfs = rootfsOf(spec);
  const kinds = new Map(scripts.map((path) => [path, kindOf(files, `${root}/${dir}`, path)]));
  return {
    rootfs: rootfs === null ? null : rootfsFacts(files, `${root}/${dir}`, rootfs.value),
    scripts: kinds,
    textOf: (path) => (kinds.get(path) === 'file' ? textOf(files, `${root}/${dir}/${path}`) : null),
  };
}

function textOf(files: Files, path: string): string {
  return new TextDecoder().decode(files.read(path, LONGEST_TEXT) ?? undefined);
}

function rootfsFacts(files: Files, folder: string, path: string): RootfsFacts {
  const kind = kindOf(files, folder, path);
  if (kind !== 'directory') return { kind, entries: [] };
  const entries: RootfsEntry[] = [];
  walk(files, `${folder}/${path}`, '', entries);
  return { kind, entries };
}

function walk(files: Files, top: string, below: string, entries: RootfsEntry[]): void {
  for (const name of [...files.list(`${top}/${below}`)].sort()) {
    const path = below === '' ? name : `${below}/${name}`;
    const stat = files.lstat(`${top}/${path}`);
    if (!stat) continue;
    entries.push({
      path,
      kind: stat.type,
      target: stat.type === 'symlink' ? files.readlink(`${top}/${path}`) : null,
    });
    if (stat.type === 'directory') walk(files, top, path, entries);
  }
}

/**
 * The kind of a path below a folder (absolute). 'outside' where it leaves that folder, by `..` or because a part of
 * it is a symlink: Prepare archives what stands there, and a link would let a spec name any file of the agent.
 */
export function kindOf(files: Files, folder: string, path: string): PathKind {
  const clean = posix.normalize(path);
  if (clean === '..' || clean.startsWith('../') || posix.isAbsolute(path)) return 'outside';
  let current = folder;
  let kind: PathKind = 'directory';
  for (const part of clean.split('/').filter((name) => name !== '' && name !== '.')) {
    current += `/${part}`;
    const stat = files.lstat(current);
    if (!stat) return 'missing';
    if (stat.type === 'symlink') return 'outside';
    kind = stat.type;
  }
  return kind;
}
