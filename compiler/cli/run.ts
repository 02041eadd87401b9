import type { Command } from 'commander';
import type { Io } from './io.js';
import type { RunArguments } from './run/arguments.js';
import { report } from './report.js';
import { startFolder, workspaceOf } from './workspace.js';

const EXAMPLES = `
The account for the registry comes from COOPERAGE_REGISTRY_USER and COOPERAGE_REGISTRY_PASSWORD
(or COOPERAGE_REGISTRY_PASSWORD_FILE), never from a file of the workspace.

Examples:
  $ cooper run nginx-19-el6
  $ cooper run nginx-19-el6 --registry localhost:5000 --tag test
  $ cooper run python/3.12-alpine --with-parents
  $ cooper run static-hello --builder buildah --to oci:out      (no registry at all)`;

/** `cooper run`: the pipeline's stages on this machine. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  const list = (value: string, previous: string[] = []): string[] => [...previous, value];
  program
    .command('run')
    .description('verify, build, test and push one image on this machine, by the same scripts as Jenkins')
    .argument('<image>', 'its folder, or its name')
    .option('--builder <builder>', 'docker or buildah, instead of what the spec says')
    .option('--registry <host>', 'another registry')
    .option('--namespace <namespace>', 'another namespace')
    .option('--name <name>', 'another repository name')
    .option('--tag <tag>', 'another tag (may be given more than once)', list)
    .option('--network <mode>', 'network of RUN lines: default, none or host')
    .option(
      '--to <target>',
      'instead of pushing: oci:FOLDER (an OCI layout, by buildah) or docker-daemon (by docker)',
    )
    .option('--secret <secret>', 'a build secret: id=NAME,src=FILE or id=NAME,env=VARIABLE', list)
    .option(
      '--with-parents',
      'first the images that it is built on, in order; what is unchanged is not built',
    )
    .option('--verbose', 'show the whole log as it comes')
    .option('--json', 'events, one JSON object a line')
    .addHelpText('after', EXAMPLES)
    .action(async (image: string, options: Omit<RunArguments, 'image'>, command: Command) => {
      const [{ runCommand }, { planImage }] = await Promise.all([
        import('./run/command.js'),
        import('../plan-image.js'),
      ]);
      const workspace = workspaceOf(command);
      const code = await runCommand(
        {
          args: { image, ...options },
          cwd: startFolder(command),
          planImage: async (name, overrides) => {
            if ('missing' in workspace) return { diagnostics: [workspace.missing] };
            const planned = planImage(workspace.root, name, overrides);
            if ('diagnostics' in planned) return planned;
            report(planned.warnings, {}, io);
            const parents = [...planned.image.parents.values()].map(({ dir }) => dir);
            return { plan: planned.plan, root: workspace.root, parents };
          },
          showDiagnostics: (diagnostics) => report(diagnostics, {}, io),
        },
        io,
      );
      done(code);
    });
}
