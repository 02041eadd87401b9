/** A build, as `api/json` shows it. */
import type { Build } from '../builds/build.js';
import type { World } from '../world.js';
import { ALWAYS, type Bean, bean } from './bean.js';
import { causeAction, parametersAction } from './cause.js';

export function buildBean(world: World, build: Build): Bean {
  const { job, number } = build;
  const near = (other: Build | undefined): Bean | null => (other ? buildBean(world, other) : null);
  const artifacts = [...build.artifacts.keys()]
    .sort()
    .map((path) =>
      bean(null, { displayPath: path, fileName: path.split('/').at(-1) ?? path, relativePath: path }, ALWAYS),
    );
  return bean(
    'org.jenkinsci.plugins.workflow.job.WorkflowRun',
    {
      actions: () => [
        ...(build.parameters.length > 0 ? [parametersAction(build.parameters)] : []),
        causeAction(build.causes),
        // Actions that export nothing leave empty objects behind.
        bean(null, {}),
        bean('org.jenkinsci.plugins.displayurlapi.actions.RunDisplayAction', {}),
      ],
      artifacts,
      building: build.building,
      description: null,
      displayName: `#${number}`,
      duration: build.duration,
      estimatedDuration: estimated(build),
      executor: null,
      fullDisplayName: `${job.fullName.replaceAll('/', ' » ')} #${number}`,
      id: String(number),
      inProgress: build.building,
      keepLog: false,
      number,
      queueId: build.queueId,
      result: build.result,
      timestamp: build.started,
      url: `${world.url}/${build.path}`,
      changeSets: [],
      culprits: [],
      nextBuild: () => near(job.builds.find((each) => each.number > number)),
      previousBuild: () => near(job.builds.findLast((each) => each.number < number)),
    },
    { number: 2, url: 2 },
  );
}

/** Jenkins' guess by the last good builds; -1 without any. */
function estimated({ job }: Build): number {
  const good = job.builds.filter(({ result }) => result === 'SUCCESS').slice(-3);
  if (good.length === 0) return -1;
  return Math.round(good.reduce((sum, { duration }) => sum + duration, 0) / good.length);
}
