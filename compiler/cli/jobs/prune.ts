import { findOrphans, pruneJobs, type DoneOrphan, type Orphan } from '../../jobs/prune.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { reportFault } from '../jenkins/fault.js';
import { progress } from '../progress.js';
import { count } from '../report.js';
import { jsonText } from './json.js';
import { connected, type JobsArguments } from './prepare.js';
import { plain } from './text.js';

export interface PruneArguments extends JobsArguments {
  readonly yes?: boolean;
  readonly disable?: boolean;
}

/** The shell's convention. */
const INTERRUPTED = 130;

/**
 * Exit code 1 where specs have errors (an image with an error would look gone), 2 where nobody can be asked and --yes
 * is missing, 130 for Ctrl-C at the question, 4 where the controller did not do it all.
 * @param ask null where there is nobody to ask
 */
export async function pruneCommand(
  root: string,
  cwd: string,
  args: PruneArguments,
  io: Io,
  ask: ((question: string) => Promise<boolean | null>) | null,
): Promise<number> {
  const context = await connected(root, cwd, [], args, io);
  if ('exit' in context) return context.exit;
  const { jenkins, wanted, workspace, options } = context;
  const { disable = false, json = false } = args;
  const shown = (content: object): void =>
    io.out(
      jsonText(
        { controller: jenkins.url, folder: wanted.folder.join('/'), ...content },
        workspace.diagnostics,
      ),
    );
  if (!wanted.complete) {
    if (json) shown({ jobs: [] });
    else io.err('No job was touched: while a spec has errors, its image would look gone.\n');
    return Exit.specs;
  }
  const looking = progress(io, 'looking at jobs:');
  const found = await findOrphans(jenkins, wanted, { ...options, onProgress: looking });
  looking.end();
  if ('fault' in found) return reportFault(found.fault, io);
  const orphans = found.value.filter((orphan) => !(disable && orphan.disabled));
  if (!json) io.out(orphans.map(orphanText).join(''));
  if (orphans.length === 0) {
    if (json) shown({ jobs: [] });
    else
      io.out(
        found.value.length > 0
          ? 'Nothing to do.\n'
          : 'Nothing to do: every job of this workspace has its image.\n',
      );
    return Exit.fine;
  }
  if (args.yes !== true) {
    if (ask === null || json) {
      if (json) shown({ jobs: orphans.map((orphan) => ({ ...orphanJson(orphan), outcome: null })) });
      io.err('cooper: nobody is here to be asked, so nothing was done\n  Add --yes.\n');
      return Exit.usage;
    }
    const what = disable
      ? `Disable ${count(orphans.length, 'job')}?`
      : `Delete ${count(orphans.length, 'job')} with all builds?`;
    const answer = await ask(`${what} [y/N] `);
    if (answer !== true) {
      io.out('Nothing was done.\n');
      return answer === null ? INTERRUPTED : Exit.fine;
    }
  }
  const working = progress(io, disable ? 'disabled:' : 'deleted:');
  const done = await pruneJobs(jenkins, wanted, orphans, { ...options, disable, onProgress: working });
  working.end();
  if (json)
    shown({ jobs: done.map(({ orphan, outcome, fault }) => ({ ...orphanJson(orphan), outcome, fault })) });
  else doneText(done, io);
  return done.some(({ outcome }) => outcome === 'failed' || outcome === 'not-tried')
    ? Exit.outside
    : Exit.fine;
}

function orphanText({ path, spec, disabled, running, waiting }: Orphan): string {
  const notes = [
    `its image is gone: ${plain(spec)}`,
    ...(disabled ? ['it is disabled'] : []),
    ...(running === null
      ? []
      : [`build #${running} is running, and would be stopped with the job's deletion`]),
    ...(waiting ? ['a build of it waits in the queue'] : []),
  ];
  return `- ${plain(path.join('/'))}\n${notes.map((note) => `    ${note}\n`).join('')}`;
}

function orphanJson({ path, ...rest }: Orphan): object {
  return { path: path.join('/'), ...rest };
}

function doneText(done: readonly DoneOrphan[], io: Io): void {
  for (const { orphan, outcome, fault } of done) {
    const name = plain(orphan.path.join('/'));
    if (fault) io.err(`cooper: ${name}: ${plain(fault.reason)}\n  ${plain(fault.advice)}\n`);
    if (outcome === 'changed')
      io.err(`cooper: ${name}: somebody has changed it just now, so it was left as it is\n`);
  }
  const parts = (['deleted', 'disabled', 'changed', 'failed', 'not-tried'] as const).flatMap((outcome) => {
    const number = done.filter((one) => one.outcome === outcome).length;
    return number === 0 ? [] : [`${number} ${WORDS[outcome]}`];
  });
  io.out(`${parts.join(', ')}.\n`);
}

const WORDS: Readonly<Record<DoneOrphan['outcome'], string>> = {
  deleted: 'deleted',
  disabled: 'disabled',
  changed: 'left as it is',
  failed: 'failed',
  'not-tried': 'not tried',
};
