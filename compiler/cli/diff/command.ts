import type { Command } from 'commander';
import { printable } from '../../diagnostics/create.js';
import { diffWorkspaces, type WorkspaceDiff } from '../../diff.js';
import { sidesOf, type Sides } from '../../diff/revisions.js';
import { gitIn, GitError, type Git } from '../../host/git.js';
import { commitOf } from '../../host/git-revision.js';
import { nodeFiles } from '../../host/node-files.js';
import { isError } from '../../compile.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { DiffOptions } from '../diff.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { patchText } from '../patch.js';
import { progress } from '../progress.js';
import { report } from '../report.js';
import { workspaceOf } from '../workspace.js';
import { diffText } from './text.js';
import { foldersOf, parentsIn, splitArguments, wantedOf } from './arguments.js';

/**
 * @param args of the command line: a revision, and images
 * @returns the exit code
 */
export async function diffCommand(
  args: readonly string[],
  options: DiffOptions,
  command: Command,
  io: Io,
): Promise<number> {
  const workspace = workspaceOf(command);
  if ('missing' in workspace) return failed([workspace.missing], Exit.specs, options, io);
  const git = gitIn(workspace.root, io.env);
  const parents = parentsIn({ files: nodeFiles, root: workspace.root });
  const split = splitArguments(
    args,
    (word) => isCommit(git, word),
    (word) => parents !== null && foldersOf(parents, word).length > 0,
  );
  if ('problem' in split) return failed([split.problem], exitOf(split.problem), options, io);
  const sides = sidesOf(split.range, workspace.root, git, nodeFiles);
  if ('problem' in sides) return failed([sides.problem], exitOf(sides.problem), options, io);
  const wanted = wantedOf(split.names, sides);
  if ('problem' in wanted) return failed([wanted.problem], Exit.usage, options, io);

  const onProgress = progress(io, 'comparing');
  const diff = diffWorkspaces(sides.before, sides.after, sides.changed, { ...wanted, onProgress });
  onProgress.end();
  show(diff, sides, options, io);
  if (diff.diagnostics.some(isError)) return Exit.specs;
  const differs = diff.images.some(({ standing }) => ['added', 'removed', 'changed'].includes(standing));
  return options.exitCode === true && differs ? Exit.differs : Exit.fine;
}

function show(diff: WorkspaceDiff, { names, submodules }: Sides, options: DiffOptions, io: Io): void {
  const { images, diagnostics, unreadable } = diff;
  if (options.json === true) {
    io.out(`${JSON.stringify({ ...names, submodules, images, diagnostics, unreadable }, null, 2)}\n`);
    return;
  }
  // Warnings are for `validate`.
  report(diagnostics.filter(isError), {}, io);
  if (unreadable.length > 0)
    io.err(`cooper: the settings cannot be read in ${printable(names.before)}: every image counts as new.\n`);
  // Without settings there are no images to speak of.
  if (images.length === 0 && diagnostics.some(isError)) return;
  io.out(diffText(diff, { color: io.color, all: options.all === true }));
  const within = submodules.filter((path) => images.some(({ dir }) => path.startsWith(`${dir}/`)));
  if (within.length > 0) io.out(`Submodules are not looked into: ${within.map(printable).join(', ')}\n`);
  if (options.patch === true)
    io.out(
      `\n${patchText(
        images.flatMap(({ files }) => files),
        io.color,
      )}`,
    );
}

/** Why git cannot answer is told where the sides are read. */
function isCommit(git: Git, word: string): boolean {
  try {
    return commitOf(git, word) !== null;
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}

/** What git cannot do lies outside; a commit that is not there was named wrongly. */
function exitOf({ code }: Diagnostic): number {
  return code === 'no-repository' || code === 'git-failed' ? Exit.outside : Exit.usage;
}

function failed(problems: readonly Diagnostic[], code: number, { json }: DiffOptions, io: Io): number {
  report(problems, json === true ? { format: 'json' } : {}, io);
  return code;
}
