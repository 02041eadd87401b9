import type { StatusTarget } from '../../builds/status.js';
import { jenkinsWorkspace, jobPath } from '../../jenkins-workspace.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { folderOf } from '../jenkins/folder.js';
import { progress } from '../progress.js';
import { count, report } from '../report.js';
import { reportWrong } from '../wrong.js';

export interface Targets {
  readonly folder: string;
  readonly targets: readonly StatusTarget[];
  /** Folders of the images whose specs have errors. */
  readonly broken: ReadonlySet<string>;
  /** Whether a name stands for no image. */
  readonly isIncomplete: boolean;
}

/** The images that are asked for. Prints what is wrong; specs with errors are no reason to show nothing. */
export function targetsOf(
  names: readonly string[],
  folderOption: string | undefined,
  workspace: { readonly root: string } | { readonly missing: Diagnostic },
  io: Io,
): Targets | { readonly exit: number } {
  if ('missing' in workspace) {
    report([workspace.missing], {}, io);
    return { exit: Exit.specs };
  }
  const onProgress = progress(io, 'reading specs');
  const { settings, images, broken, diagnostics } = jenkinsWorkspace(workspace.root, names, onProgress);
  onProgress.end();
  const all = [...images, ...broken];
  // What is not of a spec: a name that no image has, settings that can't be read.
  const general = diagnostics.filter(({ location }) => location === null || all.length === 0);
  report(general, {}, io);
  if (all.length === 0 && general.length > 0) return { exit: Exit.specs };
  const files = new Set(diagnostics.flatMap(({ location }) => (location === null ? [] : [location.file])));
  if (files.size > 0)
    io.err(
      `cooper: ${count(files.size, 'file')} with errors (cooper validate): the jobs of those images may be out of date\n`,
    );
  const folder = folderOf(settings, folderOption);
  if (typeof folder !== 'string') return { exit: reportWrong(folder, io) };
  return {
    folder,
    targets: all.map(({ dir, name, job }) => ({ image: dir, name, path: jobPath(folder, job) })),
    broken: new Set(broken.map(({ dir }) => dir)),
    isIncomplete: general.length > 0,
  };
}
