/** Where the steps of a Jenkinsfile come from: the job's own repository, or a library that a folder above it names. */
import type { Folder, Job } from '../items.js';
import { at, childrenOf, textAt } from '../xml.js';
import { checkOut, GitProblem, type Source } from './checkout.js';

const LIBRARIES = 'org.jenkinsci.plugins.workflow.libs.FolderLibraries';

/** @returns its folder */
export async function libraryFor(
  jenkinsfile: string,
  source: Source,
  job: Job,
  folder: string,
): Promise<string | { readonly problem: string }> {
  const [, name, version] = /^@Library\('([^'@]+)@?([^']*)'\)/m.exec(jenkinsfile) ?? [];
  if (name === undefined) return source.folder;
  const found = configured(job, name);
  if (!found) return { problem: `Could not find any definition of libraries [${name}]` };
  try {
    const wanted = version === undefined || version === '' ? found.version : version;
    return (await checkOut(folder, found.url, wanted)).folder;
  } catch (problem) {
    if (!(problem instanceof GitProblem)) throw problem;
    return { problem: `No version ${version} found for library ${name}` };
  }
}

function configured(job: Job, name: string): { readonly url: string; readonly version: string } | null {
  for (let folder: Folder | null = job.parent; folder; folder = folder.parent) {
    const list = at(folder.document?.documentElement ?? undefined, 'properties', LIBRARIES, 'libraries');
    for (const library of list ? childrenOf(list) : []) {
      if (textAt(library, 'name') !== name) continue;
      const scm = at(library, 'retriever', 'scm');
      return { url: textAt(scm, 'remote') ?? '', version: textAt(library, 'defaultVersion') ?? 'main' };
    }
  }
  return null;
}
