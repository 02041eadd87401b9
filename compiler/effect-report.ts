/** The effect of a change for its reviewers: what it does to images, findings that come and go, files that are stale. */

import { compile, isError, type CompileResult } from './compile.js';
import { diffWorkspaces, type DiffOptions, type ImageDiff } from './diff.js';
import type { Sides } from './diff/revisions.js';
import type { Side } from './diff/side.js';
import { isOfPolicy } from './image.js';
import { SETTINGS_FILE } from './load/workspace.js';
import type { Diagnostic } from './model/diagnostic.js';
import { folderOf } from './model/path.js';
import { at } from './model/pointer.js';
import { openWorkspace } from './open-workspace.js';
import type { Effect, Findings, PolicyChange, StaleFile } from './report/effect.js';
import type { Workspace } from './workspace.js';

/**
 * Compiles both sides, by this compiler. Nothing is written; `effectReport` makes Markdown of it.
 * @param options `checked`: what `checkSide` gave for the new side, where the caller has it
 */
export function effectOf(
  sides: Sides,
  options: Pick<DiffOptions, 'onProgress'> & { readonly checked?: CompileResult } = {},
): Effect {
  const { before, after, changed, names, submodules } = sides;
  const diff = diffWorkspaces(before, after, changed, options);
  const { images } = diff;
  const [was, is] = [before, after].map(({ files, root }) => openWorkspace(files, root)) as [Opened, Opened];
  const [isAllNew, isUnknown] = ['diagnostics' in was, 'diagnostics' in is];
  const old = isAllNew ? [] : compiled(before, 'none').diagnostics;
  const now = options.checked ?? checkSide(after);
  const isHidden = isUnknown ? () => true : hiddenBy(now.diagnostics, images);
  const compare = (isOne: (found: Diagnostic) => boolean): Findings =>
    compareFindings(old.filter(isOne), now.diagnostics.filter(isOne), isHidden);
  return {
    names,
    images,
    isAllNew,
    isUnknown,
    policy: 'diagnostics' in was || 'diagnostics' in is ? [] : policyChanges(was.workspace, is.workspace),
    findings: compare(({ severity }) => severity !== 'note'),
    waivers: compare(({ suppression }) => suppression !== undefined),
    stale: staleFiles(now, changed),
    submodules: submodules.filter((path) => images.some(({ dir }) => path.startsWith(`${dir}/`))),
  };
}

type Opened = ReturnType<typeof openWorkspace>;

/** Every problem of one side, and how its generated files stand to its specs. */
export function checkSide(side: Side): CompileResult {
  return compiled(side, 'check');
}

function compiled({ root, files }: Side, output: 'check' | 'none'): CompileResult {
  return compile(root, { files, output, incremental: false });
}

/** Of an image that cannot be planned, nobody knows what is gone. */
function hiddenBy(now: readonly Diagnostic[], images: readonly ImageDiff[]): (found: Diagnostic) => boolean {
  const errors = now.filter((found) => isError(found) && !isOfPolicy(found));
  const folders = new Set([
    ...errors.map(({ location }) => folderOf(location?.file ?? '')),
    ...images.filter(({ standing }) => standing === 'unknown').map(({ dir }) => dir),
  ]);
  return ({ location }) => folders.has(folderOf(location?.file ?? ''));
}

/** Lines move when something else changes: what a finding says, and in which file, makes it the same. */
function compareFindings(
  old: readonly Diagnostic[],
  now: readonly Diagnostic[],
  isHidden: (found: Diagnostic) => boolean,
): Findings {
  const saying = ({ code, message, location }: Diagnostic): string =>
    JSON.stringify([code, message, location?.file]);
  const left = new Map<string, Diagnostic[]>();
  for (const one of old) left.set(saying(one), [...(left.get(saying(one)) ?? []), one]);
  // One of another severity is told as what it is now.
  const added = now.filter((one) => left.get(saying(one))?.pop()?.severity !== one.severity);
  const gone = old.filter((one) => left.get(saying(one))?.includes(one) && !isHidden(one));
  return { added, gone, kept: now.length - added.length };
}

function policyChanges(old: Workspace, now: Workspace): PolicyChange[] {
  const [was, is] = [old, now].map(({ settings }) => new Map(Object.entries(settings.policy ?? {}))) as [
    Map<string, unknown>,
    Map<string, unknown>,
  ];
  const stated = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((rule) => {
    const [before, after] = [stated(was.get(rule)), stated(is.get(rule))];
    if (before === after) return [];
    const document = (after === null ? old : now).document(SETTINGS_FILE);
    return [{ rule, before, after, line: document?.locate(at('/policy', rule), true).start.line ?? 1 }];
  });
}

function staleFiles({ changes, removals }: CompileResult, changed: ReadonlySet<string>): StaleFile[] {
  const differing = changes.map(({ artifact: { path, content }, standing, found }): StaleFile => {
    if (standing === 'missing') return { path, how: 'missing', line: null };
    return { path, how: changed.has(path) ? 'edited' : 'stale', line: firstDifference(found, content) };
  });
  const leftOver = removals.map((path): StaleFile => ({ path, how: 'left over', line: null }));
  return [...differing, ...leftOver].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** One-based; the line behind the end of the shorter one where it is the beginning of the other. */
function firstDifference(one: string, other: string): number {
  const [lines, others] = [one.split('\n'), other.split('\n')];
  const index = lines.findIndex((line, place) => line !== others[place]);
  return (index === -1 ? lines.length : index) + 1;
}
