import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { Exit } from './exit.js';
import type { CiOptions } from './init/add-ci.js';
import type { Io } from './io.js';
import { count, report } from './report.js';
import { startFolder } from './workspace.js';

interface Options extends CiOptions {
  readonly registry: string;
  readonly namespace?: string;
  readonly credentialsId?: string;
  readonly builder?: string;
}

/** `cooper init`: a workspace in this folder. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('init')
    .description('start a workspace: cooperage.json and the steps that Jenkins loads')
    .argument('[folder]', 'where', '.')
    .option('--registry <host>', 'the registry that images go to', 'localhost:5000')
    .option('--namespace <namespace>', 'the project or namespace in it')
    .option('--credentials-id <id>', "Jenkins' credentials for the registry")
    .option('--builder <builder>', 'docker or buildah')
    .option('--gitlab', 'add the jobs with which GitLab CI checks merge requests')
    .option('--jenkins', 'add the Jenkinsfile with which a multibranch job checks merge requests')
    .addOption(
      new Option(
        '--package <package>',
        'what these install: your copy of Cooperage, as npm names packages',
      ).argParser(packageOf),
    )
    .addHelpText('after', HELP)
    .action(async (folder: string, options: Options, command: Command) =>
      done(await init(resolve(startFolder(command), folder), options, io)),
    );
}

const HELP = `
Examples:
  $ cooper init
  $ cooper init --registry registry.example.com --namespace platform --credentials-id registry
  $ cooper init --gitlab --package git+https://gitlab.example.com/platform/cooperage.git#v0.1.0

With --gitlab or --jenkins also in a workspace that is there; no file of yours is changed.`;

/** One word, since a script calls npx with it. */
function packageOf(text: string): string {
  if (/^[!-~]{1,500}$/u.test(text)) return text;
  throw new InvalidArgumentError('It is one word, such as git+https://HOST/GROUP/cooperage.git#TAG.');
}

async function init(root: string, options: Options, io: Io): Promise<number> {
  const [{ compile }, { nodeFiles }, { write }, { checkSettings }] = await Promise.all([
    import('../compile.js'),
    import('../host/node-files.js'),
    import('../write/write.js'),
    import('../validate/schema.js'),
  ]);
  const path = 'cooperage.json';
  const wantsCi = options.gitlab === true || options.jenkins === true;
  if (nodeFiles.lstat(join(root, path))) {
    if (wantsCi) return ci(root, options, io);
    io.err(`cooper: ${join(root, path)} is there already: this is a workspace. Nothing was changed.\n`);
    return Exit.usage;
  }
  const { registry, namespace, credentialsId, builder } = options;
  const settings = {
    $schema: 'schemas/workspace.schema.json',
    images: 'images',
    library: 'workspace',
    defaults: {
      publish: { registry, namespace, credentialsId },
      ...(builder === undefined ? {} : { pipeline: { builder } }),
    },
  };
  const content = `${JSON.stringify(settings, null, 2)}\n`;
  const checked = checkSettings(JSON.parse(content));
  if ('problems' in checked) {
    const [wrong] = checked.problems;
    io.err(
      `cooper: ${String(wrong?.parameters['value'] ?? wrong?.pointer)} is not ${String(wrong?.parameters['expected'] ?? 'valid')}\n`,
    );
    return Exit.usage;
  }
  const readme = 'One folder an image: `cooper new NAME` starts one.\n';
  const files = [file(path, content), file('images/README.md', readme)];
  const absent = files.filter((each) => nodeFiles.lstat(join(root, each.path)) === null);
  const failure = write(nodeFiles, root, absent, []);
  const result = failure ? null : compile(root);
  const problems = failure ? [failure] : (result?.diagnostics ?? []);
  if (problems.length > 0) {
    report(problems, {}, io);
    return problems.some(({ code }) => code === 'not-written') ? Exit.outside : Exit.specs;
  }
  io.out(
    `A workspace is in ${root}: cooperage.json and ${count(result?.changes.length ?? 0, 'file')} that Jenkins needs.\n\nNext:\n  cooper new NAME        start an image\n  cooper compile         write its Dockerfile and Jenkinsfile\n  cooper run NAME        build, test and push it from this machine\n`,
  );
  return wantsCi ? ci(root, options, io) : Exit.fine;
}

async function ci(root: string, options: CiOptions, io: Io): Promise<number> {
  const { addCi } = await import('./init/add-ci.js');
  const failure = addCi(root, options, io);
  if (failure) report([failure], {}, io);
  return failure ? Exit.outside : Exit.fine;
}

function file(
  path: string,
  content: string,
): { path: string; content: string; mode: 0o644; marked: boolean } {
  return { path, content, mode: 0o644, marked: false };
}
