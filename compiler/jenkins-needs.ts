/** What the images of a workspace need of a controller: plugins, credentials, agents, clouds. */

import { pluginNeeds, type PluginNeed } from './jenkins-needs/plugins.js';
import type { JenkinsImage, JenkinsWorkspace } from './jenkins-workspace.js';

export interface JenkinsNeeds {
  readonly plugins: readonly PluginNeed[];
  readonly credentials: readonly CredentialNeed[];
  readonly labels: readonly LabelNeed[];
  readonly clouds: readonly CloudNeed[];
}

/** Folders of images, such as `images/nginx`; null where every image needs it, or the jobs themselves do. */
export type NeededBy = readonly string[] | null;

export type CredentialKind = 'usernamePassword' | 'text' | 'file' | 'ssh';

export interface CredentialNeed {
  readonly id: string;
  readonly use: 'registry' | 'secret' | 'git' | 'library';
  /** Any of these will do. */
  readonly kinds: readonly CredentialKind[];
  readonly images: NeededBy;
}

export interface LabelNeed {
  /** null: any agent. */
  readonly expression: string | null;
  readonly images: readonly string[];
}

export interface CloudNeed {
  /** null: any Kubernetes cloud. */
  readonly name: string | null;
  readonly images: readonly string[];
}

export function jenkinsNeeds({
  settings,
  images,
}: Pick<JenkinsWorkspace, 'settings' | 'images'>): JenkinsNeeds {
  return {
    plugins: pluginNeeds(settings, images),
    credentials: [...sourceCredentials(settings), ...imageCredentials(images)],
    labels: grouped(images, labelOf).map(({ key, images: by }) => ({ expression: key, images: by })),
    clouds: grouped(images, cloudOf).map(({ key, images: by }) => ({ name: key, images: by })),
  };
}

/** Who reads the workspace's repository, and the library's. */
function sourceCredentials({ jenkins = {}, library }: JenkinsWorkspace['settings']): CredentialNeed[] {
  const { git = {}, folderLibrary } = jenkins;
  const need = (use: 'git' | 'library', id: string | undefined, url: string | undefined): CredentialNeed[] =>
    id === undefined ? [] : [{ id, use, kinds: gitKinds(url), images: null }];
  const ofLibrary = typeof library === 'object' ? folderLibrary : undefined;
  return [
    ...need('git', git.credentialsId, git.url),
    ...need('library', ofLibrary?.credentialsId, ofLibrary?.url ?? git.url),
  ];
}

/** Without an address it is that of the clone, which may be either. */
function gitKinds(url: string | undefined): readonly CredentialKind[] {
  if (url === undefined) return ['usernamePassword', 'ssh'];
  return /^https?:/u.test(url) ? ['usernamePassword'] : ['ssh', 'usernamePassword'];
}

function imageCredentials(images: readonly JenkinsImage[]): CredentialNeed[] {
  const needs = new Map<string, { need: CredentialNeed; by: Set<string> }>();
  const add = (dir: string, id: string, use: CredentialNeed['use'], kind: CredentialKind): void => {
    const key = JSON.stringify([id, use, kind]);
    const known = needs.get(key) ?? { need: { id, use, kinds: [kind], images: [] }, by: new Set() };
    needs.set(key, known);
    known.by.add(dir);
  };
  for (const { dir, publish, secrets } of images) {
    if (publish.credentialsId !== null) add(dir, publish.credentialsId, 'registry', 'usernamePassword');
    for (const { credentialsId, kind } of secrets) add(dir, credentialsId, 'secret', kind);
  }
  return [...needs.values()].map(({ need, by }) => ({ ...need, images: [...by].sort() }));
}

/** undefined: its agent is a pod. */
function labelOf({ pipeline: { agent } }: JenkinsImage): string | null | undefined {
  if (agent.type === 'kubernetes') return undefined;
  return agent.type === 'any' ? null : agent.label;
}

function cloudOf({ pipeline: { agent } }: JenkinsImage): string | null | undefined {
  return agent.type === 'kubernetes' ? agent.cloud : undefined;
}

function grouped(
  images: readonly JenkinsImage[],
  keyOf: (image: JenkinsImage) => string | null | undefined,
): { key: string | null; images: string[] }[] {
  const groups = new Map<string | null, string[]>();
  for (const image of images) {
    const key = keyOf(image);
    if (key === undefined) continue;
    groups.set(key, [...(groups.get(key) ?? []), image.dir]);
  }
  return [...groups].map(([key, by]) => ({ key, images: by.sort() }));
}
