import { InvalidArgumentError, type Command } from 'commander';
import type { GetArguments } from './content/get.js';
import type { ListArguments } from './content/ls.js';
import type { LogArguments } from './content/log.js';
import type { SaveArguments } from './content/save.js';
import type { PutArguments } from './content/put.js';
import type { Io } from './io.js';
import { startFolder } from './workspace.js';

const ACCESS = `
No clone is needed. The project and the account come from GITLAB_URL, GITLAB_PROJECT and GITLAB_TOKEN (or
GITLAB_TOKEN_FILE). Paths are those from the workspace's folder, which is the top of the project unless --workspace
names another. Links are shown, and never followed.`;

const SAVING = `
One commit is made on the branch; it is started from --from (the default branch) where it does not exist. What somebody
else has changed since is never written over: both sides are told, nothing is saved, and the exit code is 4. The specs
that the change concerns are checked first: with errors nothing is saved (1), unless --force says so. Generated files
that change with them go into the same commit, unless --no-compile says otherwise.`;

/** `cooper content`: the files of a workspace in a GitLab project, without a clone. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  const content = program
    .command('content')
    .description('read and change the files of a workspace in GitLab, without a clone')
    .addHelpText('after', ACCESS);

  reading(content.command('ls'), 'list a folder')
    .argument('[path]', 'the folder (that of the workspace)')
    .option('--recursive', 'also what lies below')
    .addHelpText('after', examples(ACCESS, 'ls', 'ls images/web --recursive', 'ls images --ref v1.0 --json'))
    .action(async (path: string | undefined, options: ListArguments, command: Command) => {
      const { listCommand } = await import('./content/ls.js');
      done(await listCommand(path ?? '', options, startFolder(command), io));
    });

  reading(content.command('get'), 'show a file, or write it to one')
    .argument('<path>', 'the file')
    .option('-o, --output <file>', 'write it here; nothing is written unless all of it has come')
    .addHelpText(
      'after',
      examples(
        `${ACCESS}\nFiles of more than 100 MiB are not read. What is binary is not shown on a terminal.`,
        'get images/web/image.json',
        'get images/web/rootfs/logo.png -o logo.png',
      ),
    )
    .action(async (path: string, options: GetArguments, command: Command) => {
      const { getCommand } = await import('./content/get.js');
      done(await getCommand(path, options, startFolder(command), io));
    });

  saving(content.command('put'), 'save a file')
    .argument('<path>', 'the file in the project')
    .argument('[file]', 'what it becomes: a file here, or - for standard input', '-')
    .option('--executable', 'whoever builds may run it; without this its mode stays as it is')
    .option(
      '--base <commit>',
      'the commit that it was read from: whoever has changed it since is not written over',
    )
    .addHelpText(
      'after',
      examples(
        `${ACCESS}\n${SAVING}`,
        'put images/web/image.json image.json --branch web-ports -m "Open port 8443"',
        'put images/web/rootfs/etc/motd --branch web-motd < motd',
      ),
    )
    .action(async (path: string, file: string, options: PutArguments, command: Command) => {
      const { putCommand } = await import('./content/put.js');
      done(await putCommand(path, file, options, startFolder(command), io));
    });

  saving(content.command('rm'), 'remove files, or folders with all that is in them')
    .argument('<path...>', 'what is removed')
    .addHelpText('after', examples(`${ACCESS}\n${SAVING}`, 'rm images/old --branch without-old'))
    .action(async (paths: string[], options: SaveArguments, command: Command) => {
      const { removeCommand } = await import('./content/rm.js');
      done(await removeCommand(paths, options, startFolder(command), io));
    });

  saving(content.command('mv'), 'move or rename a file, or a folder with all that is in it')
    .argument('<from>', 'what is moved')
    .argument('<to>', 'its new path, at which there is nothing')
    .addHelpText('after', examples(`${ACCESS}\n${SAVING}`, 'mv images/web images/site --branch rename-web'))
    .action(async (from: string, to: string, options: SaveArguments, command: Command) => {
      const { moveCommand } = await import('./content/mv.js');
      done(await moveCommand(from, to, options, startFolder(command), io));
    });

  reading(content.command('log'), 'show who changed a file or folder, and when')
    .argument('<path>', 'the file or folder')
    .option('--limit <n>', 'so many commits (20)', count)
    .addHelpText(
      'after',
      examples(
        `${ACCESS}
A rename is followed where GitLab takes it for one: where a file goes in the commit that another one like it comes.`,
        'log images/web/image.json',
        'log images/web --limit 100 --json',
      ),
    )
    .action(async (path: string, options: LogArguments, command: Command) => {
      const { logCommand } = await import('./content/log.js');
      done(await logCommand(path, options, startFolder(command), io));
    });
}

function reading(command: Command, description: string): Command {
  return common(command, description).option('--ref <ref>', 'a branch, tag or commit (the default branch)');
}

function saving(command: Command, description: string): Command {
  return common(command, description)
    .requiredOption('--branch <branch>', 'the branch that it is saved to')
    .option('--from <ref>', 'where the branch is started from if it does not exist (the default branch)')
    .option('-m, --message <message>', 'of the commit')
    .option('--force', 'save also what has errors')
    .option('--no-compile', 'leave the generated files as they are');
}

function common(command: Command, description: string): Command {
  return command
    .description(description)
    .option('--workspace <folder>', "the workspace's folder in the project (its top)")
    .option('--json', 'for programs');
}

function examples(text: string, ...lines: readonly string[]): string {
  return `${text}\n\nExamples:\n${lines.map((line) => `  $ cooper content ${line}`).join('\n')}`;
}

function count(text: string): number {
  if (/^[1-9]\d{0,5}$/u.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a number from 1 to 999999.');
}
