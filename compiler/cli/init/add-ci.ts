/** `cooper init --gitlab` and `--jenkins`: adds what is not there, and changes nothing that is. */
import { join } from 'node:path';
import { gitIn, GitError } from '../../host/git.js';
import { nodeFiles } from '../../host/node-files.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { write } from '../../write/write.js';
import type { Io } from '../io.js';
import { folderInRepository } from '../repository-folder.js';
import { type CiFile, GITLAB_FILE, gitlabFiles, includeLines, jenkinsFiles, serverOf } from './ci-files.js';

export interface CiOptions {
  readonly gitlab?: boolean;
  readonly jenkins?: boolean;
  readonly package?: string;
}

const PACKAGE =
  'To do: see that COOPERAGE_PACKAGE in them names your copy of Cooperage (--package says so at once).\n';

/** @returns what kept it from being written; null when it is done and told */
export function addCi(root: string, options: CiOptions, io: Io): Diagnostic | null {
  const { gitlab, jenkins } = options;
  const wanted = options.package ?? null;
  const folder = folderInRepository(root, {});
  const place = { folder, package: wanted, server: originServer(root, io) };
  const files = [
    ...(gitlab === true ? gitlabFiles(place) : []),
    ...(jenkins === true ? jenkinsFiles(place) : []),
  ];
  const absent = files.filter(({ path }) => nodeFiles.lstat(join(root, path)) === null);
  const failure = write(
    nodeFiles,
    root,
    absent.map((file) => ({ ...file, mode: 0o644, marked: false })),
    [],
  );
  if (failure) return failure;
  const left = files.filter((file) => !absent.includes(file));
  io.out(
    [
      ...absent.map(({ path }) => `Written: ${path}\n`),
      ...left.map(({ path }) => `Left as it is: ${path}\n`),
      ...(gitlab === true ? toInclude(absent, folder) : []),
      ...(wanted === null && absent.some(({ content }) => content.includes('COOPERAGE_PACKAGE'))
        ? [PACKAGE]
        : []),
      'What GitLab and Jenkins need beside these files is told in docs/gitlab.md of Cooperage.\n',
    ].join(''),
  );
  return null;
}

/** What is left to a person where a pipeline is there, or lies outside the workspace. */
function toInclude(written: readonly CiFile[], folder: string): string[] {
  if (written.some(({ path }) => path === '.gitlab-ci.yml')) return [];
  const place = folder === '' ? '.gitlab-ci.yml' : ".gitlab-ci.yml at the repository's top";
  return [`\n${place} takes the jobs of ${GITLAB_FILE} by:\n\n${includeLines(folder)}\n`];
}

function originServer(root: string, io: Io): string | null {
  try {
    return serverOf(gitIn(root, io.env).run(['remote', 'get-url', 'origin']).toString().trim());
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}
