import type { Command } from 'commander';
import type { GitLabApi } from '../../clients/gitlab/api.js';
import { GitError } from '../../host/git.js';
import { nodeFiles } from '../../host/node-files.js';
import { publishWorkspace, type PublishResult } from '../../publish-workspace.js';
import { Exit } from '../exit.js';
import { connectGitLab } from '../gitlab/connect.js';
import { reportFault } from '../gitlab/fault.js';
import type { Io } from '../io.js';
import { progress } from '../progress.js';
import type { PublishArguments } from '../publish.js';
import { report } from '../report.js';
import { folderInRepository } from '../repository-folder.js';
import { startFolder, workspaceOf } from '../workspace.js';
import { reportWrong } from '../wrong.js';
import { resultJson } from './json.js';
import { conflictText, resultText, unsendableText } from './text.js';

export async function publishCommand(options: PublishArguments, command: Command, io: Io): Promise<number> {
  const format = options.json === true ? ({ format: 'json' } as const) : {};
  const workspace = workspaceOf(command);
  if ('missing' in workspace) {
    report([workspace.missing], format, io);
    return Exit.specs;
  }
  const { root } = workspace;
  const stop = new AbortController();
  let raised: NodeJS.Signals | null = null;
  const onSignal = (name: NodeJS.Signals): void => {
    raised ??= name;
    stop.abort();
  };
  const names = Object.keys(SIGNALS) as (keyof typeof SIGNALS)[];
  for (const name of names) process.on(name, onSignal);
  const shown = new Map<string, ReturnType<typeof progress>>();
  const endAll = (): void => shown.forEach(({ end }) => end());
  try {
    const connected = await gitlabOf(options, command, root, io, stop.signal);
    if ('exit' in connected) return connected.exit;
    const result = await publishWorkspace(root, {
      ...options,
      gitlab: connected.gitlab,
      environment: io.env,
      files: nodeFiles,
      folder: folderInRepository(root, io.env),
      onProgress(what, done, total) {
        const show = shown.get(what) ?? progress(io, what);
        shown.set(what, show);
        show(done, total);
      },
    });
    endAll();
    if (raised !== null && result.end === 'fault') {
      io.err('Stopped. What is there already is found by the next run.\n');
      return 128 + SIGNALS[raised as keyof typeof SIGNALS];
    }
    return tell(result, options, io);
  } catch (error) {
    endAll();
    if (!(error instanceof GitError)) throw error;
    return reportFault({ reason: `git: ${error.message}`, advice: 'See that git works in this folder.' }, io);
  } finally {
    for (const name of names) process.removeListener(name, onSignal);
  }
}

const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

/** With --git the project's client only where there is a token for it. */
async function gitlabOf(
  options: PublishArguments,
  command: Command,
  root: string,
  io: Io,
  signal: AbortSignal,
): Promise<{ readonly gitlab: GitLabApi | null } | { readonly exit: number }> {
  const { GITLAB_TOKEN: token = '', GITLAB_TOKEN_FILE: file = '' } = io.env;
  if (options.git === true && token === '' && file === '') return { gitlab: null };
  return connectGitLab(io, startFolder(command), root, undefined, signal);
}

function tell(result: PublishResult, options: PublishArguments, io: Io): number {
  const isJson = options.json === true;
  if (result.end === 'specs') {
    report(result.diagnostics, isJson ? { format: 'json' } : {}, io);
    if (!isJson) io.err('Nothing was sent.\n');
    return Exit.specs;
  }
  if (result.end === 'wrong') return reportWrong(result, io);
  if (isJson) io.out(resultJson(result));
  switch (result.end) {
    case 'fault':
      if (!isJson) io.err(resultText(result, io, false));
      return reportFault(result.fault, io);
    case 'conflict':
      io.err(conflictText(result, io));
      return Exit.outside;
    case 'unsendable':
      return reportFault(unsendableText(result.paths, options.git === true), io);
    default:
      if (!isJson) io.out(resultText(result, io, options.dryRun === true));
      return Exit.fine;
  }
}
