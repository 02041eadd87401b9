import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { WriteError } from '../../host/files.js';
import { nodeFiles } from '../../host/node-files.js';
import { reasonOf } from '../../host/reason.js';
import { CONFIG, isJobFile, jobFiles, JOBS_FOLDER } from '../../jobs/out/files.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { count } from '../report.js';
import { jsonText } from './json.js';
import { prepare } from './prepare.js';
import type { SyncArguments } from './sync.js';

/**
 * `cooper jobs sync --out`: files instead of requests, all of them or none. Exit code 1 where specs have errors (nothing
 * is written then, unless with --keep-going), 4 where the folder can't be written.
 */
export function outCommand(
  root: string,
  cwd: string,
  names: readonly string[],
  args: SyncArguments & { readonly out: string },
  io: Io,
): number {
  const prepared = prepare(root, names, args, io);
  if ('exit' in prepared) return prepared.exit;
  const { wanted, workspace } = prepared;
  const { diagnostics } = workspace;
  const folder = resolve(cwd, args.out);
  const result = (files: readonly string[], removed: readonly string[]): void => {
    if (args.json === true) io.out(jsonText({ out: folder, files, removed }, diagnostics));
  };
  if (diagnostics.length > 0 && args.keepGoing !== true) {
    result([], []);
    if (args.json !== true)
      io.err('Nothing was written. With --keep-going the images without errors get their files.\n');
    return Exit.specs;
  }
  const files = jobFiles(wanted);
  const removed = wanted.complete ? staleFiles(folder, files) : [];
  try {
    write(folder, files, removed);
  } catch (error) {
    const cause = error instanceof WriteError ? error.cause : error;
    if (!(cause instanceof Error) || !('code' in cause)) throw error;
    const path = error instanceof WriteError ? join(folder, error.path) : folder;
    io.err(
      `cooper: ${path} can't be written: ${reasonOf(cause)}\n  Choose another folder for --out, or look at its rights.\n`,
    );
    return Exit.outside;
  }
  result([...files.keys()], removed);
  if (args.json !== true) {
    const gone = removed.length > 0 ? `, ${count(removed.length, 'file')} of former jobs removed` : '';
    io.out(
      `${count(files.size, 'file')} written to ${relative(cwd, folder) || '.'}${gone}. How to use them: README.md there.\n`,
    );
  }
  return diagnostics.length > 0 ? Exit.specs : Exit.fine;
}

/** Files of jobs that are no longer wanted; what somebody else put there is not ours. */
function staleFiles(folder: string, files: ReadonlyMap<string, string>): string[] {
  const below = join(folder, JOBS_FOLDER);
  return nodeFiles
    .list(below)
    .filter((name) => name.endsWith(CONFIG))
    .map((name) => `${JOBS_FOLDER}/${name}`)
    .filter(
      (path) =>
        !files.has(path) && isJobFile(Buffer.from(nodeFiles.read(join(folder, path)) ?? []).toString()),
    )
    .sort();
}

function write(folder: string, files: ReadonlyMap<string, string>, removed: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const own = join(folder, '.cooperage');
  const had = existsSync(own);
  try {
    const changes = [...files].map(([path, content]) => ({ path, content, mode: 0o644 }));
    nodeFiles.apply(folder, changes, removed);
  } finally {
    // What is needed while writing is of no use in a folder that is no workspace.
    if (!had) rmSync(own, { recursive: true, force: true });
  }
}
