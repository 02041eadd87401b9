import type { Command } from 'commander';
import { Exit } from './exit.js';
import type { Io } from './io.js';
import { report } from './report.js';
import { workspaceOf } from './workspace.js';

interface Options {
  readonly from: string;
  readonly package?: string[];
  readonly expose?: string[];
}

/** `cooper new NAME`: a first spec. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  const list = (value: string, previous: string[] = []): string[] => [...previous, value];
  program
    .command('new')
    .description('start an image: its folder, and a spec to edit')
    .argument('<name>', 'its name in the registry, and the name of its folder')
    .option('--from <reference>', 'the base image', 'debian:12')
    .option('--package <manager:name>', 'a package, such as apt:nginx (may be given more than once)', list)
    .option('--expose <port>', 'a port (may be given more than once)', list)
    .addHelpText(
      'after',
      '\nExamples:\n  $ cooper new web --from debian:12 --package apt:nginx-light --expose 80\n  $ cooper new hello --from scratch',
    )
    .action(async (name: string, options: Options, command: Command) =>
      done(await create(name, options, command, io)),
    );
}

async function create(name: string, options: Options, command: Command, io: Io): Promise<number> {
  const workspace = workspaceOf(command);
  if ('missing' in workspace) {
    report([workspace.missing], {}, io);
    return Exit.specs;
  }
  const { newImage } = await import('./new/create.js');
  const result = newImage(workspace.root, {
    name,
    from: options.from,
    packages: options.package ?? [],
    expose: options.expose ?? [],
  });
  if ('usage' in result) {
    io.err(`cooper: ${result.usage}\n`);
    return Exit.usage;
  }
  if ('diagnostics' in result) {
    report(result.diagnostics, {}, io);
    return result.diagnostics.some(({ code }) => code === 'not-written') ? Exit.outside : Exit.specs;
  }
  io.out(
    `${result.path} is there.\n\nNext:\n  edit it; configuration files go into ${result.dir}/rootfs/ ("rootfs": "rootfs" adds them)\n  cooper validate        check it\n  cooper compile         write its Dockerfile and Jenkinsfile\n`,
  );
  return Exit.fine;
}
