/** From a workspace to what it wants to be in Jenkins. */
import type { JenkinsWorkspace } from './jenkins-workspace.js';
import type { OwnedLibrary } from './jobs/job.js';
import { wantedJobs, type Wanted } from './jobs/wanted.js';
import type { WorkspaceSettings } from './model/spec.js';

export interface JobsTarget {
  /** Such as `platform/images`; '' is the top of the controller. */
  readonly folder: string;
  /** That Jenkins clones; without a password. */
  readonly url: string;
  readonly branch: string;
  /** Where the repository was before it was moved. */
  readonly formerUrls?: readonly string[];
}

/**
 * The folder and the jobs of a workspace's images.
 * @param complete whether `workspace` has all images; it is taken for incomplete where specs have errors, so that no
 *   job is thought to have lost its image
 */
export function workspaceJobs(workspace: JenkinsWorkspace, target: JobsTarget, complete: boolean): Wanted {
  const { settings, images, diagnostics } = workspace;
  return wantedJobs(
    images,
    {
      folder: target.folder.split('/').filter((part) => part !== ''),
      url: target.url,
      formerUrls: target.formerUrls ?? [],
      branch: target.branch,
      credentialsId: settings.jenkins?.git?.credentialsId ?? null,
      gitlabPush: settings.jenkins?.gitlabPush ?? false,
      library: libraryOf(settings, target.url),
    },
    complete && diagnostics.length === 0,
  );
}

/** The library that the folder is to have: the workspace's own repository, or another one. */
function libraryOf({ library, jenkins }: WorkspaceSettings, workspaceUrl: string): OwnedLibrary | null {
  const { folderLibrary, git } = jenkins ?? {};
  if (typeof library !== 'object' || folderLibrary === undefined) return null;
  const { url = workspaceUrl, credentialsId = url === workspaceUrl ? git?.credentialsId : undefined } =
    folderLibrary;
  return {
    name: library.name,
    version: library.version,
    url,
    credentialsId: credentialsId ?? null,
    implicit: false,
    // The Jenkinsfiles name their version, which Jenkins refuses otherwise, even where it is the default one.
    versioned: true,
  };
}
