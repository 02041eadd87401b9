import { type Command, InvalidArgumentError, Option } from 'commander';
import { Exit } from './exit.js';
import type { Io } from './io.js';
import type { PlanArguments } from './jobs/plan.js';
import type { PruneArguments } from './jobs/prune.js';
import type { SyncArguments } from './jobs/sync.js';
import { report } from './report.js';
import { startFolder, workspaceOf } from './workspace.js';

const ACCESS = `
The controller and the account come from JENKINS_URL, JENKINS_USER and JENKINS_TOKEN (or JENKINS_TOKEN_FILE).
The folder, the Git URL, the branch and the credentials come from "jenkins" in cooperage.json.`;

const MARK = `
A job is ours when the last line of its description says so: "Made by Cooperage from SPEC of GIT URL". Other jobs are
never touched, unless --adopt names them. Of our jobs only these things are changed: description, Git source, script
path, the four parameters, builds kept, concurrency, and the kinds of triggers that the image declares.`;

/** `cooper jobs`: the workspace's folder and jobs in Jenkins. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  const jobs = program
    .command('jobs')
    .description('make and change the Jenkins jobs of the images')
    .addHelpText('after', `${ACCESS}\n${MARK}`);

  common(jobs.command('plan'))
    .description('show what sync would do')
    .option('--check', 'exit with 3 when something differs')
    .option('--verbose', 'show also what is as it should be, and every value of new jobs')
    .addHelpText(
      'after',
      `${ACCESS}

Examples:
  $ cooper jobs plan
  $ cooper jobs plan nginx-19-el6 --json
  $ cooper jobs plan --check                  (in CI: are the jobs as the specs say?)
  $ cooper jobs plan --folder sandbox/me --branch my-branch`,
    )
    .action(async (names: string[], options: PlanArguments, command: Command) => {
      const root = rootOf(command, io);
      if (root === null) return done(Exit.specs);
      const { planCommand } = await import('./jobs/plan.js');
      return done(await planCommand(root, startFolder(command), names, options, io));
    });

  common(jobs.command('sync'))
    .description('make the folder and the jobs that are missing, and change those that differ')
    .addOption(
      new Option('--out <dir>', 'write files instead, for other ways to make the jobs').conflicts('adopt'),
    )
    .option('--keep-going', 'also when specs have errors: for the images without')
    .option('--verbose', 'show also what is as it should be, and every value of new jobs')
    .addHelpText(
      'after',
      `${ACCESS}
${MARK}

It asks nothing; \`cooper jobs plan\` shows the same first. A second run changes nothing. What fails stays undone, and
the next run goes on from there. Jenkins has no way to notice that somebody changes a job in the same moment: each
configuration is read again right before it is written, and no more can be done.

Examples:
  $ cooper jobs sync
  $ cooper jobs sync --adopt nginx-19-el6     (take over a job that was made by hand)
  $ cooper jobs sync --out jenkins            (config.xml, Job DSL, Configuration as Code; asks no controller)`,
    )
    .action(async (names: string[], options: SyncArguments, command: Command) => {
      const root = rootOf(command, io);
      if (root === null) return done(Exit.specs);
      const { out } = options;
      if (out !== undefined) {
        const { outCommand } = await import('./jobs/out.js');
        return done(outCommand(root, startFolder(command), names, { ...options, out }, io));
      }
      const { syncCommand } = await import('./jobs/sync.js');
      return done(await syncCommand(root, startFolder(command), names, options, io));
    });

  common(jobs.command('prune'), false)
    .description('delete jobs of ours whose image is gone')
    .option('--yes', 'without a question')
    .option('--disable', 'switch them off instead: their builds stay')
    .addHelpText(
      'after',
      `${ACCESS}

Jenkins stops a build that runs when its job is deleted; such builds are named before the question.

Examples:
  $ cooper jobs prune
  $ cooper jobs prune --disable --yes`,
    )
    .action(async (options: PruneArguments, command: Command) => {
      const root = rootOf(command, io);
      if (root === null) return done(Exit.specs);
      const [{ pruneCommand }, { confirm }] = await Promise.all([
        import('./jobs/prune.js'),
        import('./confirm.js'),
      ]);
      const ask = io.isTerminal && process.stdin.isTTY ? confirm : null;
      return done(await pruneCommand(root, startFolder(command), options, io, ask));
    });
}

function common(command: Command, named = true): Command {
  if (named)
    command
      .argument('[image...]', 'only these, by folder or name')
      .addOption(
        new Option(
          '--adopt <name>',
          'take over this job (or the library of this folder); may be given more than once',
        ).argParser(list),
      );
  return command
    .option('--folder <folder>', 'instead of `jenkins.folder`; "" is the top of the controller')
    .option('--git-url <url>', 'instead of `jenkins.git.url`, or the remote origin')
    .option('--branch <branch>', 'instead of `jenkins.git.branch`')
    .option('--moved-from <url>', 'where the repository was before: jobs made from there are ours too', list)
    .option('--parallel <n>', 'requests at a time (4)', parallel)
    .option('--json', 'for programs');
}

function list(value: string, previous: string[] = []): string[] {
  return [...previous, value];
}

function parallel(text: string): number {
  if (/^[1-9]\d?$/u.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a number from 1 to 99.');
}

function rootOf(command: Command, io: Io): string | null {
  const workspace = workspaceOf(command);
  if ('root' in workspace) return workspace.root;
  report([workspace.missing], {}, io);
  return null;
}
