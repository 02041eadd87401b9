/** The files with which a GitLab or a Jenkins checks merge requests of a workspace. They are people's to edit. */
import { join } from 'node:path';
import { nodeFiles } from '../../host/node-files.js';
import { packageRoot } from '../../host/package-root.js';
import { groovy } from '../../quote/groovy.js';

export interface CiFile {
  /** From the workspace's root. */
  readonly path: string;
  readonly content: string;
}

export const GITLAB_FILE = 'ci/cooperage.gitlab-ci.yml';

/**
 * For GitLab: the jobs, and a pipeline that includes them.
 * @param folder of the workspace in its repository; '' is the top, where GitLab looks for the pipeline
 */
export function gitlabFiles(folder: string): CiFile[] {
  const content = template(GITLAB_FILE).replace("COOPERAGE_DIR: '.'", (top) =>
    folder === '' ? top : `COOPERAGE_DIR: ${yaml(folder)}`,
  );
  const jobs = { path: GITLAB_FILE, content };
  return folder === '' ? [jobs, { path: '.gitlab-ci.yml', content: PIPELINE }] : [jobs];
}

/** What a person adds to a pipeline that is there already. */
export function includeLines(folder: string): string {
  const path = `/${folder === '' ? '' : `${folder}/`}${GITLAB_FILE}`;
  return `include:\n  - local: ${JSON.stringify(path)}\n`;
}

/**
 * For a multibranch job of Jenkins.
 * @param server address of the GitLab; null where the clone does not tell
 */
export function jenkinsFiles(folder: string, server: string | null): CiFile[] {
  const content = template('ci/Jenkinsfile')
    .replace("COOPERAGE_DIR = '.'", () => `COOPERAGE_DIR = ${groovy(folder === '' ? '.' : folder)}`)
    .replace("'https://gitlab.example.com'", (example) => (server === null ? example : groovy(server)));
  return [{ path: 'Jenkinsfile', content }];
}

/** The server that a remote lies on. SSH does not tell its port for HTTP. */
export function serverOf(remote: string): string | null {
  const [, scheme, host] = /^(https?):\/\/(?:[^/@]*@)?([A-Za-z0-9.-]+(?::\d+)?)\//u.exec(remote) ?? [];
  if (host !== undefined) return `${scheme}://${host}`;
  const [, name] = /^(?:ssh:\/\/)?[A-Za-z0-9_.-]+@([A-Za-z0-9.-]+)(?::\d+)?[:/]/u.exec(remote) ?? [];
  return name === undefined ? null : `https://${name}`;
}

function template(path: string): string {
  return new TextDecoder().decode(nodeFiles.read(join(packageRoot(), path)) ?? new Uint8Array());
}

/** GitLab takes `$` for a variable, also within quotes. */
function yaml(folder: string): string {
  return JSON.stringify(folder.replaceAll('$', '$$$$'));
}

const PIPELINE = `${includeLines('')}
# A pipeline for each merge request and for the default branch; none twice for a branch that has a merge request.
workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH && $CI_OPEN_MERGE_REQUESTS && $CI_COMMIT_BRANCH != $CI_DEFAULT_BRANCH
      when: never
    - if: $CI_COMMIT_BRANCH
`;
