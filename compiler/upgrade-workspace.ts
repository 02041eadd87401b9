/** What a new compiler changes in the generated files of a workspace, and the rollout of that to some images first. */

import { compile, isError } from './compile.js';
import { diffWorkspaces } from './diff.js';
import { sidesOf, type Sides } from './diff/revisions.js';
import { GENERATED } from './emit/emit.js';
import { isSealed, type GeneratedTexts } from './emit/seal.js';
import type { Files } from './host/files.js';
import type { Git } from './host/git.js';
import { nodeFiles } from './host/node-files.js';
import type { CompiledImage } from './image.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { ImageIdentity } from './model/image.js';
import { folderOf, lastPart } from './model/path.js';
import { chooseCanary } from './upgrade/canary.js';
import { unknownCalls } from './upgrade/compatible.js';
import { groupChanges, type Group } from './upgrade/groups.js';
import type { FileChange, OwnWords } from './upgrade/hunks.js';
import type { Comparison } from './write/compare.js';
import { write } from './write/write.js';

/** An image whose generated files would change. */
export interface UpgradedImage {
  readonly dir: string;
  /**
   * `compiler`: its files are as an earlier compiler wrote them, so the compiler alone changes them; `spec`: its spec,
   * or what that names, has changed too; `edited`: somebody has edited its files, and that would be lost; `new`: it
   * has no generated files yet.
   */
  readonly cause: 'compiler' | 'spec' | 'edited' | 'new';
  readonly files: readonly FileChange[];
  /** How many images are built on it. */
  readonly dependants: number;
  /** What of its Jenkinsfile, as it is, the new runtime does not know. */
  readonly unknownCalls: readonly string[];
}

export interface UpgradePlan {
  /** In order of folder. */
  readonly images: readonly UpgradedImage[];
  /** Changes by the compiler alone, that of most images first. */
  readonly groups: readonly Group[];
  /** Files that are the same for all images: the runtime, schemas, `.gitattributes`. */
  readonly shared: readonly Comparison[];
  /** Those of them with changes that are not committed. */
  readonly uncommitted: readonly string[];
  /** How many images have no errors. */
  readonly total: number;
  /** Errors of specs, whose images are left out. */
  readonly diagnostics: readonly Diagnostic[];
  /** What `spec` was told by: a commit, for people; or why nothing was compared, so that `spec` is never said. */
  readonly since: { readonly name: string } | { readonly unknown: Diagnostic | null };
  readonly changes: readonly Comparison[];
  readonly removals: readonly string[];
}

export interface UpgradeOptions {
  readonly files?: Files;
  /** Null: there is no repository. */
  readonly git?: Git | null;
  /** The commit whose specs the generated files were made of; HEAD by default. */
  readonly since?: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Compares the generated files on the disk with those that this compiler makes. Nothing is written.
 * @param root absolute path of the folder with cooperage.json
 */
export function planUpgrade(root: string, options: UpgradeOptions = {}): UpgradePlan {
  const { files = nodeFiles, git = null, since = 'HEAD', onProgress } = options;
  const known = new Map<string, CompiledImage>();
  const result = compile(root, {
    output: 'check',
    incremental: false,
    files,
    ...(onProgress && { onProgress }),
    onCompiled: ({ images }) => {
      for (const image of images) known.set(image.identity.dir, bare(image));
    },
  });
  const removed = result.removals.map((path) => ({ path, text: textOf(files, `${root}/${path}`) ?? '' }));
  const differing = byImage(result.changes, removed, known);
  const sides = git && sidesOf(since, root, git, files);
  const compared = sides !== null && !('problem' in sides) ? sides : null;
  const respecified = compared === null ? new Set<string>() : respecifiedImages(compared, differing);
  const steps = stepsOf(root, files, result.changes);
  const dependants = dependantsIn(known);
  const images = [...differing]
    .map(([dir, changes]): UpgradedImage => {
      const texts = textsIn(files, root, dir);
      return {
        dir,
        cause: causeOf(texts, changes, respecified.has(dir)),
        files: changes.map(({ name, before, after }) => ({ name, before, after })),
        dependants: dependants.get(dir) ?? 0,
        unknownCalls: texts.Jenkinsfile === null ? [] : unknownCalls(texts.Jenkinsfile, steps),
      };
    })
    .sort((a, b) => (a.dir < b.dir ? -1 : 1));
  const shared = result.changes.filter(({ artifact }) => !known.has(folderOf(artifact.path)));
  return {
    images,
    groups: groupChanges(
      images
        .filter(({ cause }) => cause === 'compiler')
        .map(({ dir, files: changed }) => ({ dir, files: changed, own: ownWords(known.get(dir)?.identity) })),
    ),
    shared,
    uncommitted: shared.map(({ artifact: { path } }) => path).filter((path) => compared?.changed.has(path)),
    total: result.images.length,
    diagnostics: result.diagnostics.filter(isError),
    since: compared
      ? { name: compared.names.before }
      : { unknown: sides && 'problem' in sides ? sides.problem : null },
    changes: result.changes,
    removals: result.removals,
  };
}

/**
 * The images of a plan that are written when nobody names any, or a number of them to try the change on.
 * @param canary null for all
 */
export function imagesToUpgrade({ images, groups }: UpgradePlan, canary: number | null): string[] {
  if (canary === null) return images.filter(({ cause }) => cause === 'compiler').map(({ dir }) => dir);
  return chooseCanary(groups, canary, new Map(images.map(({ dir, dependants }) => [dir, dependants])));
}

/**
 * Images whose Jenkinsfile stays as it is, and which the new runtime would break: steps and arguments that it does not
 * know. They have to be upgraded together with the others, or before.
 */
export function brokenByRuntime(
  { images, shared }: UpgradePlan,
  chosen: ReadonlySet<string>,
): UpgradedImage[] {
  if (!shared.some(({ artifact: { path } }) => path.startsWith('vars/'))) return [];
  return images.filter(({ dir, unknownCalls: calls }) => calls.length > 0 && !chosen.has(dir));
}

/** Writes the files of the chosen images, and those that all share: all of it or nothing. Null when it is done. */
export function writeUpgrade(
  root: string,
  { changes, removals, shared }: UpgradePlan,
  chosen: ReadonlySet<string>,
  files: Files = nodeFiles,
): Diagnostic | null {
  const own = changes.filter(({ artifact: { path } }) => chosen.has(folderOf(path)));
  return write(
    files,
    root,
    [...new Set([...shared, ...own])].map(({ artifact }) => artifact),
    removals.filter((path) => chosen.has(folderOf(path))),
  );
}

/** Plans of thousands of images would fill the memory. */
function bare(image: CompiledImage): CompiledImage {
  return { ...image, resolved: null, plan: null, places: null, artifacts: [] };
}

/** A generated file that would change, with what tells of hand edits that no text shows. */
interface Changed extends FileChange {
  readonly wrongMode: boolean;
}

/** Folder of each image whose files would change → those files. */
type Differing = ReadonlyMap<string, readonly Changed[]>;

function byImage(
  changes: readonly Comparison[],
  removals: readonly { readonly path: string; readonly text: string }[],
  known: ReadonlyMap<string, unknown>,
): Differing {
  const found = new Map<string, Changed[]>();
  const add = (path: string, before: string | null, after: string | null, wrongMode: boolean): void => {
    const dir = folderOf(path);
    if (!known.has(dir)) return;
    found.set(dir, [...(found.get(dir) ?? []), { name: lastPart(path), before, after, wrongMode }]);
  };
  for (const { artifact, standing, found: text, wrongMode = false } of changes)
    add(artifact.path, standing === 'missing' ? null : text, artifact.content, wrongMode);
  for (const { path, text } of removals) add(path, text, null, false);
  return found;
}

function causeOf(
  texts: GeneratedTexts,
  changes: readonly Changed[],
  isRespecified: boolean,
): UpgradedImage['cause'] {
  if (GENERATED.every((name) => texts[name] === null)) return 'new';
  if (!isSealed(texts) || changes.some(({ wrongMode }) => wrongMode)) return 'edited';
  return isRespecified ? 'spec' : 'compiler';
}

/** Images whose files would change by this compiler alone too: its answer for the specs of then is another than now. */
function respecifiedImages({ before, after, changed }: Sides, differing: Differing): Set<string> {
  const diff = diffWorkspaces(before, after, changed, { wanted: (dir) => differing.has(dir) });
  return new Set(
    diff.images
      .filter(({ standing, files }) => files.length > 0 || standing === 'unknown')
      .map(({ dir }) => dir),
  );
}

function textOf(files: Files, path: string): string | null {
  if (files.lstat(path)?.type !== 'file') return null;
  const bytes = files.read(path);
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}

function textsIn(files: Files, root: string, dir: string): GeneratedTexts {
  const entries = GENERATED.map((name) => [name, textOf(files, `${root}/${dir}/${name}`)] as const);
  return Object.fromEntries(entries) as GeneratedTexts;
}

/** The steps of the runtime that would be written: those that differ, and those that are current. */
function stepsOf(root: string, files: Files, changes: readonly Comparison[]): ReadonlyMap<string, string> {
  const names = files.list(`${root}/vars`).filter((name) => name.endsWith('.groovy'));
  const steps = new Map(names.map((name) => [stepOf(name), textOf(files, `${root}/vars/${name}`) ?? '']));
  for (const { artifact } of changes)
    if (/^vars\/\w+\.groovy$/u.test(artifact.path)) steps.set(stepOf(artifact.path), artifact.content);
  return steps;
}

function stepOf(path: string): string {
  return lastPart(path).replace(/\.groovy$/u, '');
}

/** How many images are built on each, near and far. */
function dependantsIn(known: ReadonlyMap<string, CompiledImage>): Map<string, number> {
  const children = new Map<string, string[]>();
  for (const [dir, { parents }] of known)
    for (const parent of new Set([...parents.values()].map((one) => one.dir)))
      children.set(parent, [...(children.get(parent) ?? []), dir]);
  const below = (dir: string, seen: Set<string>): Set<string> => {
    for (const child of children.get(dir) ?? [])
      if (!seen.has(child)) {
        seen.add(child);
        below(child, seen);
      }
    return seen;
  };
  return new Map([...children.keys()].map((dir) => [dir, below(dir, new Set()).size]));
}

/** Longer values first, for some hold others. */
function ownWords(identity: ImageIdentity | undefined): OwnWords {
  if (!identity) return [];
  const { dir, name, repository, tags, job, variant } = identity;
  const source = variant === null ? dir : folderOf(dir);
  const words: (readonly [string, string])[] = [
    [dir, '<folder>'],
    [source, '<folder>'],
    ['image.jsonc', 'image.json'],
    [repository, '<repository>'],
    [name, '<name>'],
    [job, '<job>'],
    ...(variant === null ? [] : [[variant, '<variant>'] as const]),
    ...tags.map((tag) => [tag, '<tag>'] as const),
  ];
  return words.sort(([a], [b]) => b.length - a.length);
}
