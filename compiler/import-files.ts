/** Dockerfiles of a disk as specs: which files, which names, where each goes. Writes nothing. */

import { posix } from 'node:path';
import type { Files } from './host/files.js';
import { reasonOf } from './host/reason.js';
import { type ImportedDockerfile, importDockerfile } from './import-dockerfile.js';
import { ignorePatterns } from './import/ignore.js';
import { imageNames, legalName } from './import/names.js';
import { MARK } from './model/artifact.js';

export interface ImportFilesOptions {
  /** Absolute: where `<name>/image.json` goes. */
  readonly out: string;
  /** The workspace around `out`, absolute; null for none. */
  readonly root: string | null;
  /** For a single Dockerfile: the image's name. */
  readonly name?: string;
  readonly target?: string;
  readonly registry?: string;
  /** The build context, absolute; each Dockerfile's own folder where it is not given. */
  readonly context?: string;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface ImportedFile extends ImportedDockerfile {
  /** Absolute. */
  readonly dockerfile: string;
  readonly name: string;
  /** Absolute path of the spec. */
  readonly path: string;
  /** Whether a spec is there already. */
  readonly exists: boolean;
  /** The spec's text; null where there is none. */
  readonly content: string | null;
}

/** The Dockerfiles among absolute paths of files, and below those of folders; sorted. What Cooperage generated is none. */
export function findDockerfiles(files: Files, paths: readonly string[]): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    if (files.lstat(path)?.type === 'directory') walk(files, path, found);
    else found.add(path);
  }
  return [...found].sort();
}

const NAMES = /^(?:(?:dockerfile|containerfile)(?:[._-].+)?|.+\.(?:dockerfile|containerfile))$/iu;
/** Not for a builder, whatever its name begins with. */
const OTHERS = /\.(?:dockerignore|template|tmpl|tpl|in|j2|erb|orig|bak|md|sh|txt|json|ya?ml)$/iu;
const SKIPPED = new Set(['.git', 'node_modules', '.cooperage']);

function walk(files: Files, folder: string, found: Set<string>): void {
  for (const name of files.list(folder)) {
    const path = posix.join(folder, name);
    const type = files.lstat(path)?.type;
    if (type === 'directory' && !SKIPPED.has(name)) walk(files, path, found);
    else if (type === 'file' && NAMES.test(name) && !OTHERS.test(name) && !isGenerated(files, path))
      found.add(path);
  }
}

function isGenerated(files: Files, path: string): boolean {
  // Directives may stand above the header.
  const start = files.read(path, 1000);
  return start !== null && Buffer.from(start).includes(MARK);
}

/** Converts each, and measures it. A Dockerfile that cannot be read is refused. */
export function importFiles(
  files: Files,
  dockerfiles: readonly string[],
  options: ImportFilesOptions,
): ImportedFile[] {
  const names =
    options.name === undefined ? imageNames(dockerfiles) : dockerfiles.map(() => options.name ?? '');
  return dockerfiles.map((dockerfile, index) => {
    const imported = one(files, dockerfile, names[index] ?? '', options);
    options.onProgress?.(index + 1, dockerfiles.length);
    return imported;
  });
}

function one(files: Files, dockerfile: string, name: string, options: ImportFilesOptions): ImportedFile {
  const dir = `${options.out}/${legalName(posix.basename(name))}`;
  const path = `${dir}/image.json`;
  const exists = ['image.json', 'image.jsonc'].some((file) => files.lstat(`${dir}/${file}`) !== null);
  const common = { dockerfile, name, path, exists };
  const text = textOf(files, dockerfile);
  if ('reason' in text) {
    const lost = [{ construct: 'Dockerfile', line: 1, reason: text.reason }];
    return { ...common, fidelity: 'refused', spec: null, lost, notes: [], usesContext: false, content: null };
  }
  const context = contextOf(files, dockerfile, dir, options);
  const { registry, root, target } = options;
  const more = {
    ...(root === null ? {} : { $schema: `${posix.relative(dir, root)}/schemas/image.schema.json` }),
    ...(Object.keys(context.context).length > 0 ? { context: context.context } : {}),
    publish: { ...(registry === undefined ? {} : { registry }), tags: ['latest'], overwrite: ['latest'] },
  };
  const result = importDockerfile(text.text, { name, more, ...(target === undefined ? {} : { target }) });
  const inTheWay = posix.dirname(dockerfile) === dir && posix.basename(dockerfile) === 'Dockerfile';
  const notes = [
    ...result.notes,
    ...(inTheWay ? ['remove or rename this Dockerfile: the generated one takes its place'] : []),
    ...(result.usesContext && context.note !== null ? [context.note] : []),
  ];
  const content = result.spec === null ? null : `${JSON.stringify(result.spec, null, 2)}\n`;
  return { ...common, ...result, notes, content };
}

function textOf(files: Files, path: string): { text: string } | { reason: string } {
  try {
    const bytes = files.read(path);
    if (bytes === null) return { reason: 'it went away while it was being read' };
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { reason: 'it is not UTF-8' };
    return { reason: reasonOf(error) };
  }
}

/** The context folder as the spec names it, with what is left out of it. */
function contextOf(
  files: Files,
  dockerfile: string,
  dir: string,
  { root, context }: ImportFilesOptions,
): { context: { dir?: string; ignore?: string[] }; note: string | null } {
  const folder = context ?? posix.dirname(dockerfile);
  const ignoreFile = [`${dockerfile}.dockerignore`, `${folder}/.dockerignore`].find(
    (path) => files.lstat(path) !== null,
  );
  const text = ignoreFile === undefined ? null : textOf(files, ignoreFile);
  const patterns = text !== null && 'text' in text ? ignorePatterns(text.text) : [];
  const ignore = patterns.length > 0 ? { ignore: patterns } : {};
  const inside = root !== null && (folder === root || folder.startsWith(`${root}/`));
  if (!inside)
    return { context: ignore, note: `copy what it takes from its context, ${folder}, beside the spec` };
  const relative = posix.relative(dir, folder);
  return { context: { ...(relative === '' ? {} : { dir: relative }), ...ignore }, note: null };
}
