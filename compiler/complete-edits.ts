/**
 * What edits of a project's files make of its workspace, before they are saved: whether its specs are still right, and
 * which generated files have to be saved with them.
 *
 *   edits ─ whose images? ─┬─ theirs alone, and they keep their names ─ compile these ────┬─ findings
 *                          └─ fragments, settings, another name ─ compile the workspace ─┘  generated files
 */

import type { Answer } from './clients/gitlab/types.js';
import { isError } from './compile.js';
import { compileAll, compileNamed } from './complete/compile-sides.js';
import { ProjectFiles } from './complete/project-files.js';
import { ProjectTree, type Contents } from './complete/project-tree.js';
import { scopeOf } from './complete/scope.js';
import { ROOT, settled, type Sides } from './complete/sides.js';
import { generatedBy, staleOf } from './complete/stale.js';
import { refused } from './content/answers.js';
import type { Target, Targets } from './content/edits.js';
import type { ProjectContent } from './content/project-content.js';
import type { Completion } from './content/save.js';
import { diagnostic } from './diagnostics/create.js';
import { fileStart } from './diagnostics/file-start.js';
import { nodeFiles } from './host/node-files.js';
import { packageRoot } from './host/package-root.js';
import { remembering } from './host/remembering.js';
import type { Artifact } from './model/artifact.js';
import type { WorkspaceSettings } from './model/spec.js';
import { openWorkspace } from './open-workspace.js';

export interface CompleteOptions {
  /** Saves specs with errors, too. */
  readonly force?: boolean;
  /** false: generated files stay as they are. */
  readonly generate?: boolean;
}

const VERSION_FILE = 'resources/cooperage/VERSION';

/** For `complete` of `saveEdits`. What it has read it keeps, for when somebody else was faster and it is asked again. */
export function completer(
  options: CompleteOptions = {},
): (tip: ProjectContent, targets: Targets) => Promise<Answer<Completion>> {
  const contents: Contents = new Map();
  return (tip, targets) => complete(tip, targets, contents, options);
}

async function complete(
  tip: ProjectContent,
  targets: Targets,
  contents: Contents,
  { force = false, generate = true }: CompleteOptions,
): Promise<Answer<Completion>> {
  if (force && !generate) return { value: NOTHING };
  const tree = new ProjectTree(tip, contents);
  const sides: Sides = {
    tree,
    before: new ProjectFiles(tree, ROOT),
    after: new ProjectFiles(tree, ROOT, targets),
  };
  const { after } = sides;
  const opened = await settled(tree, () => openWorkspace(remembering(after), ROOT));
  if ('fault' in opened) return opened;
  if ('diagnostics' in opened.value)
    return { value: { ...NOTHING, diagnostics: opened.value.diagnostics, isRefused: !force } };
  const { images, settings } = opened.value.workspace;
  const scope = scopeOf([...targets.keys()], images);
  if (!scope.isWhole && scope.names.length === 0) return { value: NOTHING };

  const runtime = await runtimeOf(sides, settings);
  if ('fault' in runtime) return runtime;
  if (generate && runtime.value === 'other') return otherVersion(tip, after);
  const narrow = scope.isWhole ? { value: null } : await compileNamed(sides, images, scope.names);
  if ('fault' in narrow) return narrow;
  const compiled = narrow.value
    ? { value: narrow.value }
    : await compileAll(sides, images, settings, targets);
  if ('fault' in compiled) return compiled;

  const { artifacts, removals, diagnostics } = compiled.value;
  const isRefused = !force && diagnostics.some(isError);
  if (isRefused || !generate) return { value: { ...NOTHING, diagnostics, isRefused } };
  const byHand = artifacts.find((artifact) => isOther(targets.get(artifact.path), artifact));
  if (byHand)
    return refused(
      `${JSON.stringify(byHand.path)} is generated: what is put there would be written over`,
      'Edit the spec that it comes from.',
    );
  const stale = await staleOf(sides, tip, artifacts);
  if ('fault' in stale) return stale;
  const foreign = stale.value.flatMap(({ foreign: path }) => (path === null ? [] : [path]));
  if (foreign.length > 0)
    return {
      value: {
        ...NOTHING,
        diagnostics: [
          ...diagnostics,
          ...foreign.map((path) => diagnostic('would-overwrite', { path }, fileStart(path))),
        ],
        isRefused: true,
      },
    };
  return { value: { diagnostics, isRefused, generated: generatedBy(stale.value, removals, targets) } };
}

const NOTHING: Completion = { diagnostics: [], isRefused: false, generated: new Map() };

/** Whether the workspace's own library is of this version; null where it has none, or none yet. */
async function runtimeOf(
  { tree, after }: Sides,
  settings: WorkspaceSettings,
): Promise<Answer<'ours' | 'other' | null>> {
  if (typeof settings.library === 'object') return { value: null };
  const version = await settled(tree, () => after.read(`${ROOT}/${VERSION_FILE}`));
  if ('fault' in version) return version;
  if (version.value === null) return { value: null };
  return { value: textOf(version.value) === ownVersion() ? 'ours' : 'other' };
}

function ownVersion(): string {
  return textOf(nodeFiles.read(`${packageRoot()}/${VERSION_FILE}`));
}

function otherVersion(tip: ProjectContent, files: ProjectFiles): ReturnType<typeof refused> {
  const theirs = textOf(files.read(`${ROOT}/${VERSION_FILE}`)).slice(0, 40);
  return refused(
    `the generated files in ${tip.gitlab.projectPath} are of cooper ${theirs}, and this is cooper ${ownVersion()}`,
    'Use that version; or bring the workspace to this one with cooper upgrade; or leave generated files as they are, with --no-compile.',
  );
}

function textOf(bytes: Uint8Array | null): string {
  return bytes === null ? '' : textIn(bytes).trim();
}

/** What somebody puts where a generated file goes; what has only moved with its folder is nobody's. */
function isOther(target: Target | null | undefined, { path, content }: Artifact): boolean {
  // Of this file only some lines are ours.
  if (target === undefined || path === '.gitattributes') return false;
  return target === null || (target.content !== null && textIn(target.content) !== content);
}

function textIn(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
