import type { Command } from 'commander';
import { printable } from '../../diagnostics/create.js';
import { gitIn, GitError, type Git } from '../../host/git.js';
import { isWorkTree } from '../../host/git-revision.js';
import { nodeFiles } from '../../host/node-files.js';
import { openWorkspace } from '../../open-workspace.js';
import { Parents } from '../../parents.js';
import {
  brokenByRuntime,
  imagesToUpgrade,
  planUpgrade,
  writeUpgrade,
  type UpgradePlan,
} from '../../upgrade-workspace.js';
import { foldersOf } from '../diff/arguments.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { jsonText } from '../json-text.js';
import { progress } from '../progress.js';
import { count, report } from '../report.js';
import type { UpgradeCommandOptions } from '../upgrade.js';
import { workspaceOf } from '../workspace.js';
import { reportWrong, type Wrong } from '../wrong.js';
import { planJson } from './json.js';
import { leftText, planText } from './text.js';

/** @returns the exit code */
export function upgradeCommand(options: UpgradeCommandOptions, command: Command, io: Io): number {
  const format = options.json === true ? ({ format: 'json' } as const) : {};
  const workspace = workspaceOf(command);
  if ('missing' in workspace) {
    report([workspace.missing], format, io);
    return Exit.specs;
  }
  const { root } = workspace;
  const onProgress = progress(io, 'compiling');
  const plan = planUpgrade(root, { git: gitOf(root, io), since: options.since, onProgress });
  onProgress.end();
  if (
    'unknown' in plan.since &&
    plan.since.unknown?.code === 'revision-unknown' &&
    options.since !== 'HEAD'
  ) {
    report([plan.since.unknown], format, io);
    return Exit.usage;
  }
  const chosen = chosenOf(plan, options, root);
  if ('problem' in chosen) return reportWrong(chosen, io);
  if (options.json !== true) report(plan.diagnostics, {}, io);
  const done = options.plan === true ? null : apply(root, plan, chosen.dirs, io);
  if (typeof done === 'number') return done;
  show(plan, chosen.dirs, options, io);
  return exitOf(plan, chosen.dirs, options);
}

/** Null where there is no repository: then nobody can tell which specs have changed. */
function gitOf(root: string, io: Io): Git | null {
  const git = gitIn(root, io.env);
  try {
    return isWorkTree(git) ? git : null;
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

/** The folders of the images to write. */
function chosenOf(
  plan: UpgradePlan,
  { only, canary }: UpgradeCommandOptions,
  root: string,
): { readonly dirs: ReadonlySet<string> } | Wrong {
  if (only === undefined) return { dirs: new Set(imagesToUpgrade(plan, canary ?? null)) };
  const opened = openWorkspace(nodeFiles, root);
  const parents = 'workspace' in opened ? new Parents(opened.workspace) : null;
  const dirs = new Set<string>();
  for (const name of only) {
    const found = parents ? foldersOf(parents, name) : [];
    if (found.length === 0)
      return { problem: `No image is called "${printable(name)}".`, help: '`cooper validate` lists them.' };
    for (const dir of found) dirs.add(dir);
  }
  const edited = plan.images.filter(({ dir, cause }) => dirs.has(dir) && cause === 'edited');
  if (edited.length > 0)
    return {
      problem: `Somebody has edited generated files by hand: ${edited.map(({ dir }) => printable(dir)).join(', ')}.`,
      help: 'Take the edit into the spec (`cooper compile --check` shows it); `cooper compile` drops it.',
    };
  return { dirs };
}

/** Writes; an exit code where it did not. */
function apply(root: string, plan: UpgradePlan, dirs: ReadonlySet<string>, io: Io): number | null {
  if (plan.uncommitted.length > 0)
    return reportWrong(
      {
        problem: `Files that all images share have changes that are not committed: ${plan.uncommitted.map(printable).join(', ')}.`,
        help: 'Commit them, or take them back with git; an upgrade would overwrite them.',
      },
      io,
    );
  const broken = brokenByRuntime(plan, dirs);
  const [first] = broken;
  if (first)
    return reportWrong(
      {
        problem: `The new runtime would break ${count(broken.length, 'image')} that would keep the Jenkinsfile of now: ${printable(first.dir)} calls ${first.unknownCalls.join(', ')}.`,
        help: 'Upgrade them together: cooper upgrade, without --canary or --only.',
      },
      io,
    );
  const failure = writeUpgrade(root, plan, dirs);
  if (!failure) return null;
  report([failure], {}, io);
  return Exit.outside;
}

function show(plan: UpgradePlan, dirs: ReadonlySet<string>, options: UpgradeCommandOptions, io: Io): void {
  if (options.json === true) return io.out(jsonText(planJson(plan, dirs, options.plan !== true), 2) + '\n');
  const { color } = io;
  const settings = { color, all: options.all === true };
  if (options.plan === true) return io.out(planText(plan, dirs, settings));
  const written = plan.images.filter(({ dir }) => dirs.has(dir));
  if (plan.images.length + plan.shared.length === 0)
    return io.out(
      `Nothing to do: the files of ${count(plan.total, 'image')} are those that this version makes.\n`,
    );
  for (const { dir } of written) io.out(`upgraded ${printable(dir)}\n`);
  io.out(
    `${count(written.length, 'image')} upgraded${plan.shared.length > 0 ? `, with ${count(plan.shared.length, 'shared file')}` : ''}.\n`,
  );
  io.out(leftText(plan, dirs, settings));
}

function exitOf(
  plan: UpgradePlan,
  dirs: ReadonlySet<string>,
  { plan: isPlan }: UpgradeCommandOptions,
): number {
  if (plan.diagnostics.length > 0) return Exit.specs;
  if (isPlan === true) return plan.images.length + plan.shared.length > 0 ? Exit.differs : Exit.fine;
  return plan.images.some(({ dir, cause }) => cause !== 'compiler' && !dirs.has(dir))
    ? Exit.differs
    : Exit.fine;
}
