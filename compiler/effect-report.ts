/** The effect of a change for its reviewers: what it does to images, findings that come and go, files that are stale. */

import { compile, type CompileResult } from './compile.js';
import { diffWorkspaces, type DiffOptions } from './diff.js';
import type { Sides } from './diff/revisions.js';
import type { Side } from './diff/side.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { Effect, Findings, StaleFile } from './report/effect.js';

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
  const isAllNew = diff.unreadable.length > 0;
  const old = isAllNew ? [] : compiled(before, 'none').diagnostics;
  const now = options.checked ?? checkSide(after);
  const { images } = diff;
  return {
    names,
    images,
    isAllNew,
    findings: compareFindings(old.filter(isFinding), now.diagnostics.filter(isFinding)),
    waivers: compareFindings(old.filter(isWaiver), now.diagnostics.filter(isWaiver)),
    stale: staleFiles(now, changed),
    submodules: submodules.filter((path) => images.some(({ dir }) => path.startsWith(`${dir}/`))),
  };
}

/** Every problem of one side, and how its generated files stand to its specs. */
export function checkSide(side: Side): CompileResult {
  return compiled(side, 'check');
}

function compiled({ root, files }: Side, output: 'check' | 'none'): CompileResult {
  return compile(root, { files, output, incremental: false });
}

function isFinding({ severity }: Diagnostic): boolean {
  return severity !== 'note';
}

function isWaiver({ suppression }: Diagnostic): boolean {
  return suppression !== undefined;
}

/** Lines move when something else changes: what a finding says, and in which file, makes it the same. */
function compareFindings(old: readonly Diagnostic[], now: readonly Diagnostic[]): Findings {
  const keyOf = ({ code, message, severity, location }: Diagnostic): string =>
    JSON.stringify([code, severity, message, location?.file]);
  const left = new Map<string, Diagnostic[]>();
  for (const one of old) left.set(keyOf(one), [...(left.get(keyOf(one)) ?? []), one]);
  const added = now.filter((one) => left.get(keyOf(one))?.pop() === undefined);
  return {
    added,
    gone: old.filter((one) => left.get(keyOf(one))?.includes(one)),
    kept: now.length - added.length,
  };
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
  const at = lines.findIndex((line, index) => line !== others[index]);
  return (at === -1 ? lines.length : at) + 1;
}
