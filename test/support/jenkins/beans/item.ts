/** Folders and jobs, as `api/json` shows them. */
import type { Build } from '../builds/build.js';
import { Folder, type Item, Job } from '../items.js';
import type { ParameterDefinition } from '../job-config.js';
import type { World } from '../world.js';
import { type Bean, bean } from './bean.js';
import { buildBean } from './build.js';
import { queueBean } from './queue.js';
import { colorOf, urlOf } from './task.js';

export function itemBean(world: World, item: Item): Bean {
  if (item instanceof Job) return jobBean(world, item);
  return folderBean(world, item);
}

function names(world: World, item: Item) {
  return {
    displayName: item.name,
    displayNameOrNull: null,
    fullDisplayName: item.fullName.replaceAll('/', ' » '),
    fullName: item.fullName,
    name: item.name,
    url: urlOf(world, item),
  };
}

function folderBean(world: World, item: Item): Bean {
  const jobs = () =>
    item instanceof Folder ? [...item.items.values()].map((each) => itemBean(world, each)) : [];
  if (!item.parent) return topBean(world, jobs);
  return bean(
    item.class,
    {
      actions: [],
      description: null,
      ...names(world, item),
      healthReport: [],
      jobs,
      primaryView: null,
      views: [],
    },
    { name: 2, url: 2, jobs: 3 },
  );
}

function topBean(world: World, jobs: () => Bean[]): Bean {
  return bean(
    'hudson.model.Hudson',
    {
      assignedLabels: [bean(null, { name: 'built-in' }, 2)],
      mode: 'NORMAL',
      nodeDescription: "the Jenkins controller's built-in node",
      nodeName: '',
      numExecutors: 2,
      description: null,
      jobs,
      quietingDown: false,
      slaveAgentPort: 50000,
      url: `${world.url}/`,
      useCrumbs: true,
      useSecurity: true,
      views: [],
    },
    { jobs: 3 },
  );
}

function jobBean(world: World, job: Job): Bean {
  const { config } = job;
  const latest = [...job.builds].reverse();
  const one = (fits: (build: Build) => boolean) => (): Bean | null => {
    const build = latest.find(fits);
    return build ? buildBean(world, build) : null;
  };
  const waiting = world.queue.waiting(job)[0];
  const parameters = config.parameters?.map(parameterBean);
  return bean(
    job.class,
    {
      actions: () => [
        ...(parameters
          ? [bean('hudson.model.ParametersDefinitionProperty', { parameterDefinitions: parameters })]
          : []),
        bean(null, {}),
        bean('com.cloudbees.plugins.credentials.ViewCredentialsAction', {}),
      ],
      description: config.description,
      ...names(world, job),
      buildable: !config.disabled,
      builds: () => latest.slice(0, 100).map((build) => buildBean(world, build)),
      allBuilds: () => latest.map((build) => buildBean(world, build)),
      color: colorOf(job),
      firstBuild: () => (job.builds[0] ? buildBean(world, job.builds[0]) : null),
      healthReport: [],
      inQueue: waiting !== undefined,
      keepDependencies: false,
      lastBuild: one(() => true),
      lastCompletedBuild: one(({ building }) => !building),
      lastFailedBuild: one(({ result }) => result === 'FAILURE'),
      lastStableBuild: one(({ result }) => result === 'SUCCESS'),
      lastSuccessfulBuild: one(({ result }) => result === 'SUCCESS' || result === 'UNSTABLE'),
      lastUnstableBuild: one(({ result }) => result === 'UNSTABLE'),
      lastUnsuccessfulBuild: one(({ result }) => result !== null && result !== 'SUCCESS'),
      nextBuildNumber: job.nextNumber,
      property: () => [
        ...(config.concurrent
          ? []
          : [bean('org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty', {})]),
        ...(parameters
          ? [bean('hudson.model.ParametersDefinitionProperty', { parameterDefinitions: parameters })]
          : []),
      ],
      queueItem: () => (waiting ? queueBean(world, waiting) : null),
      concurrentBuild: config.concurrent,
      disabled: config.disabled,
      resumeBlocked: false,
    },
    { name: 2, url: 2, color: 2, allBuilds: -2 },
  );
}

function parameterBean({ type, name, description, defaultValue }: ParameterDefinition): Bean {
  const kind = type.split('.').at(-1) ?? type;
  const value = type.replace(/Definition$/, 'Value').replace('Choice', 'String');
  return bean(
    type,
    {
      defaultParameterValue: defaultValue === null ? null : bean(value, { name, value: defaultValue }, 3),
      description,
      name,
      type: kind,
    },
    3,
  );
}
