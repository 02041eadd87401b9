import type { JenkinsImage, JenkinsWorkspace } from '../jenkins-workspace.js';

export interface PluginNeed {
  /** Its short name, and others that do the same. */
  readonly ids: readonly string[];
  /** Whether "Pipeline" (workflow-aggregator) can't be there without it. */
  readonly isPart: boolean;
  /** As the plugin manager shows it. */
  readonly title: string;
  /** What of it is used. */
  readonly use: string;
  /** Major and minor version; null where any will do that runs on a supported Jenkins. */
  readonly minimum: readonly [number, number] | null;
  /** Without it builds work all the same. */
  readonly optional: boolean;
  /** Folders of images; null where every image needs it. */
  readonly images: readonly string[] | null;
}

type Rule = Pick<PluginNeed, 'ids' | 'title' | 'use'> &
  Partial<Pick<PluginNeed, 'minimum' | 'optional' | 'isPart'>> & {
    /** Whether an image needs it; absent where every image does. */
    readonly when?: (image: JenkinsImage) => boolean;
    /** Whether the settings ask for it. */
    readonly asked?: (settings: JenkinsWorkspace['settings']) => boolean;
  };

/** In the order in which a build comes upon them. */
const RULES: readonly Rule[] = [
  { ids: ['workflow-job'], isPart: true, title: 'Pipeline: Job', use: 'jobs' },
  { ids: ['workflow-cps'], isPart: true, title: 'Pipeline: Groovy', use: 'Jenkinsfiles' },
  {
    ids: ['pipeline-model-definition'],
    isPart: true,
    title: 'Pipeline: Declarative',
    use: 'the block pipeline',
    // Stages within a stage came with it; `post { cleanup }` just before.
    minimum: [1, 3],
  },
  { ids: ['pipeline-stage-step'], isPart: true, title: 'Pipeline: Stage Step', use: 'stages' },
  // Once a part of the plugin named second.
  {
    ids: ['pipeline-groovy-lib', 'workflow-cps-global-lib'],
    isPart: true,
    title: 'Pipeline: Groovy Libraries',
    use: 'the shared library',
  },
  { ids: ['workflow-scm-step'], isPart: true, title: 'Pipeline: SCM Step', use: 'checkout' },
  { ids: ['git'], title: 'Git', use: 'checkout' },
  {
    ids: ['workflow-basic-steps'],
    isPart: true,
    title: 'Pipeline: Basic Steps',
    use: 'withEnv, catchError, timeout',
  },
  {
    ids: ['workflow-durable-task-step'],
    isPart: true,
    title: 'Pipeline: Nodes and Processes',
    use: 'sh',
  },
  {
    ids: ['credentials-binding'],
    title: 'Credentials Binding',
    use: 'credentials',
    when: ({ publish, secrets }) => publish.credentialsId !== null || secrets.length > 0,
  },
  {
    ids: ['plain-credentials'],
    title: 'Plain Credentials',
    use: 'secrets that are texts or files',
    when: ({ secrets }) => secrets.some(({ kind }) => kind !== 'usernamePassword'),
  },
  {
    ids: ['ssh-credentials'],
    title: 'SSH Credentials',
    use: 'the repository over SSH',
    asked: ({ jenkins }) =>
      jenkins?.git?.credentialsId !== undefined &&
      jenkins.git.url !== undefined &&
      !/^https?:/u.test(jenkins.git.url),
  },
  {
    ids: ['pipeline-input-step'],
    isPart: true,
    title: 'Pipeline: Input Step',
    use: 'pipeline.approval',
    when: ({ pipeline }) => pipeline.approval !== null,
  },
  {
    ids: ['mailer'],
    title: 'Mailer',
    use: 'pipeline.notify',
    when: ({ pipeline }) => pipeline.notify !== null,
  },
  {
    ids: ['docker-workflow'],
    title: 'Docker Pipeline',
    use: 'pipeline.agent.docker',
    when: ({ pipeline }) => pipeline.agent.type === 'docker',
  },
  {
    ids: ['kubernetes'],
    title: 'Kubernetes',
    use: 'pipeline.agent.kubernetes',
    when: ({ pipeline }) => pipeline.agent.type === 'kubernetes',
  },
  {
    ids: ['cloudbees-folder'],
    title: 'Folders',
    use: 'the folder of the jobs',
    asked: ({ jenkins }) => (jenkins?.folder ?? '') !== '',
  },
  {
    ids: ['gitlab-plugin'],
    title: 'GitLab',
    use: 'jenkins.gitlabPush',
    asked: ({ jenkins }) => jenkins?.gitlabPush === true,
  },
  {
    ids: ['pipeline-rest-api', 'pipeline-graph-view'],
    title: 'Pipeline: REST API, or Pipeline Graph View',
    use: 'stages and their times in cooper build, logs and status',
    optional: true,
  },
];

/** Those that the settings and the images ask for. */
export function pluginNeeds(
  settings: JenkinsWorkspace['settings'],
  images: readonly JenkinsImage[],
): PluginNeed[] {
  return RULES.flatMap(
    ({ ids, title, use, minimum = null, optional = false, isPart = false, when, asked }) => {
      if (asked && !asked(settings)) return [];
      const by = when ? images.filter(when).map(({ dir }) => dir) : null;
      if (by?.length === 0) return [];
      return [{ ids, isPart, title, use, minimum, optional, images: by === null ? null : by.sort() }];
    },
  );
}
