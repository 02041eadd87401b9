import type { GitLabApi } from '../../clients/gitlab/api.js';
import { pathProblem } from '../../content/paths.js';
import { ProjectContent } from '../../content/project-content.js';
import { connectGitLab } from '../gitlab/connect.js';
import { reportFault } from '../gitlab/fault.js';
import type { Io } from '../io.js';
import { reportWrong } from '../wrong.js';

export interface OpenArguments {
  readonly workspace?: string;
  readonly json?: boolean;
}

export interface ReadArguments extends OpenArguments {
  readonly ref?: string;
}

type Exit = { readonly exit: number };

/** The project that the environment names, once all paths are ones. Prints what is wrong. */
export async function connected(
  paths: readonly string[],
  { workspace = '' }: OpenArguments,
  cwd: string,
  io: Io,
): Promise<{ readonly gitlab: GitLabApi; readonly folder: string } | Exit> {
  const folder = withoutSlash(workspace);
  for (const path of [folder, ...paths]) {
    const problem = pathProblem(path);
    if (problem !== null)
      return {
        exit: reportWrong(
          {
            problem: `${JSON.stringify(path)} is no path of a file in a project: ${problem}`,
            help: 'Paths are those from the workspace, such as images/web/image.json.',
          },
          io,
        ),
      };
  }
  const connection = await connectGitLab(io, cwd, cwd);
  return 'exit' in connection ? connection : { gitlab: connection.gitlab, folder };
}

/** The workspace at a branch, tag or commit. */
export async function opened(
  paths: readonly string[],
  args: ReadArguments,
  cwd: string,
  io: Io,
): Promise<{ readonly content: ProjectContent } | Exit> {
  const connection = await connected(paths, args, cwd, io);
  if ('exit' in connection) return connection;
  const { gitlab, folder } = connection;
  const { ref } = args;
  const content = await ProjectContent.open(gitlab, { folder, ...(ref === undefined ? {} : { ref }) });
  return 'fault' in content ? { exit: reportFault(content.fault, io) } : { content: content.value };
}

/** People write `images/` for a folder. */
export function withoutSlash(path: string): string {
  return path.replace(/(?<=[^/])\/$/u, '');
}
