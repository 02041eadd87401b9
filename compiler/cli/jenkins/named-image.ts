import type { JobPath } from '../../clients/jenkins/types.js';
import { jenkinsWorkspace, jobPath, type JenkinsImage } from '../../jenkins-workspace.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { report } from '../report.js';
import { folderOf } from './folder.js';
import { reportWrong } from '../wrong.js';

export interface NamedImage {
  readonly root: string;
  readonly dir: string;
  readonly path: JobPath;
  /** null where its spec has errors: its job may be there all the same. */
  readonly image: JenkinsImage | null;
}

/** The image that a command is about, and its job. Prints what is wrong. */
export function namedImage(
  name: string,
  folderOption: string | undefined,
  workspace: { readonly root: string } | { readonly missing: Diagnostic },
  io: Io,
): NamedImage | { readonly exit: number } {
  if ('missing' in workspace) {
    report([workspace.missing], {}, io);
    return { exit: Exit.specs };
  }
  const { root, settings, images, broken, diagnostics } = jenkinsWorkspace(workspace.root, [name]);
  const [image = null] = images;
  const found = image ?? broken[0];
  if (found === undefined) {
    report(diagnostics, {}, io);
    return { exit: Exit.specs };
  }
  const folder = folderOf(settings, folderOption);
  if (typeof folder !== 'string') return { exit: reportWrong(folder, io) };
  return { root, dir: found.dir, path: jobPath(folder, found.job), image };
}
