import { type Command, Option } from 'commander';
import { Exit } from './exit.js';
import type { Io } from './io.js';
import { report } from './report.js';
import { startFolder, workspaceOf } from './workspace.js';

const HELP = `
With --jenkins it looks at the controller that JENKINS_URL, JENKINS_USER and JENKINS_TOKEN (or JENKINS_TOKEN_FILE)
name instead: its version, the plugins, credentials and labels that the images of this workspace need, the shared
library, the jobs. It changes nothing. What the account may not see is told as unseen, never as missing.

With --gitlab it looks at the project that GITLAB_URL, GITLAB_TOKEN (or GITLAB_TOKEN_FILE) and GITLAB_PROJECT name:
its version, the token and what it may do, the project, its branches. It changes nothing.

Examples:
  $ cooper doctor
  $ cooper doctor --json
  $ cooper doctor --jenkins
  $ cooper doctor --jenkins --folder sandbox/me
  $ cooper doctor --gitlab`;

/** `cooper doctor`: what this machine, a Jenkins controller, or a GitLab project has and lacks. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('doctor')
    .description('tell what this machine has and lacks for each command')
    .addOption(new Option('--jenkins', 'look at the Jenkins controller instead').conflicts('gitlab'))
    .option('--gitlab', 'look at the GitLab project instead')
    .addOption(
      new Option(
        '--folder <path>',
        'the folder of the jobs there (default: the one in cooperage.json)',
      ).implies({
        jenkins: true,
      }),
    )
    .option('--json', 'for programs')
    .addHelpText('after', HELP)
    .action(async (options: DoctorOptions, command: Command) => {
      const cwd = startFolder(command);
      if (options.jenkins !== true && options.gitlab !== true) {
        const { doctorCommand } = await import('./doctor/command.js');
        return done(await doctorCommand({ cwd, json: options.json }, io));
      }
      const workspace = workspaceOf(command);
      if ('missing' in workspace) {
        report([workspace.missing], {}, io);
        return done(Exit.specs);
      }
      if (options.gitlab === true) {
        const { doctorGitLab } = await import('./doctor/gitlab/command.js');
        return done(await doctorGitLab(workspace.root, cwd, options, io));
      }
      const { doctorJenkins } = await import('./doctor/jenkins/command.js');
      return done(await doctorJenkins(workspace.root, cwd, options, io));
    });
}

interface DoctorOptions {
  readonly jenkins?: boolean;
  readonly gitlab?: boolean;
  readonly folder?: string;
  readonly json?: boolean;
}
