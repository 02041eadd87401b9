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

/** What the files say where nobody has said anything. */
const EXAMPLE = {
  server: 'https://gitlab.example.com',
  package: /git\+https:\/\/gitlab\.example\.com\/[\w/.-]+#[\w.-]+/u,
};

/** Of the workspace; null where nobody has said it, and it is a person's to fill in. */
export interface CiPlace {
  /** In its repository; '' is the top, where GitLab looks for the pipeline. */
  readonly folder: string;
  /** What npx installs, as npm names packages. */
  readonly package: string | null;
  /** Address of the GitLab. */
  readonly server: string | null;
}

/** For GitLab: the jobs, and a pipeline that includes them. */
export function gitlabFiles({ folder, package: wanted }: Omit<CiPlace, 'server'>): CiFile[] {
  const content = template(GITLAB_FILE)
    .replace("COOPERAGE_DIR: '.'", (top) => (folder === '' ? top : `COOPERAGE_DIR: ${yaml(folder)}`))
    .replace(EXAMPLE.package, (example) => (wanted === null ? example : JSON.stringify(wanted)));
  const jobs = { path: GITLAB_FILE, content };
  return folder === '' ? [jobs, { path: '.gitlab-ci.yml', content: PIPELINE }] : [jobs];
}

/** What a person adds to a pipeline that is there already. */
export function includeLines(folder: string): string {
  const path = `/${folder === '' ? '' : `${folder}/`}${GITLAB_FILE}`;
  return `include:\n  - local: ${JSON.stringify(path)}\n`;
}

/** For a multibranch job of Jenkins. */
export function jenkinsFiles({ folder, package: wanted, server }: CiPlace): CiFile[] {
  const content = template('ci/Jenkinsfile')
    .replace("COOPERAGE_DIR = '.'", (top) => (folder === '' ? top : `COOPERAGE_DIR = ${groovy(folder)}`))
    .replace(`'${EXAMPLE.server}'`, (example) => (server === null ? example : groovy(server)))
    .replace(new RegExp(`'${EXAMPLE.package.source}'`, 'u'), (example) =>
      wanted === null ? example : groovy(wanted),
    );
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
function yaml(text: string): string {
  return JSON.stringify(text.replaceAll('$', '$$$$'));
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
