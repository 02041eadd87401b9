/** The stages of a build, as two plugins tell them. */
import type { Build, BuildStage } from '../builds/build.js';
import type { World } from '../world.js';
import type { Json } from './export.js';

/** `wfapi/describe` of the plugin Pipeline: REST API. It tells skipped stages as failed, or as aborted. */
export function wfapiDescribe(world: World, build: Build): Json {
  const self = `/${build.path}wfapi/describe`;
  return {
    _links: { self: { href: new URL(world.url).pathname.replace(/\/$/, '') + self } },
    id: String(build.number),
    name: `#${build.number}`,
    status: wfapiStatus(build),
    startTimeMillis: build.started,
    endTimeMillis: build.building ? Date.now() : build.started + build.duration,
    durationMillis: build.duration,
    queueDurationMillis: 3,
    pauseDurationMillis: 0,
    stages: build.stages.map((stage) => ({
      _links: { self: { href: `/${build.path}execution/node/${stage.id}/wfapi/describe` } },
      id: String(stage.id),
      name: stage.name,
      execNode: '',
      status: stage.status === 'SKIPPED' ? skippedAs(build) : stage.status,
      startTimeMillis: stage.started,
      durationMillis: durationOf(stage),
      pauseDurationMillis: 0,
    })),
  };
}

function skippedAs(build: Build): string {
  if (build.result === 'ABORTED') return 'ABORTED';
  return build.result === 'FAILURE' ? 'FAILED' : 'NOT_EXECUTED';
}

function wfapiStatus(build: Build): string {
  if (build.building)
    return build.stages.some(({ status }) => status === 'PAUSED_PENDING_INPUT')
      ? 'PAUSED_PENDING_INPUT'
      : 'IN_PROGRESS';
  return build.result === 'FAILURE' ? 'FAILED' : (build.result ?? 'NOT_EXECUTED');
}

const STATES: Readonly<Record<string, string>> = {
  FAILED: 'failure',
  IN_PROGRESS: 'running',
  PAUSED_PENDING_INPUT: 'paused',
};

/** `pipeline-overview/tree` of the plugin Pipeline Graph View. */
export function overviewTree(build: Build): Json {
  const stages = build.stages.map((stage) => ({
    id: String(stage.id),
    name: stage.name,
    title: stage.name,
    state: STATES[stage.status] ?? stage.status.toLowerCase(),
    type: 'STAGE',
    startTimeMillis: stage.started,
    totalDurationMillis: durationOf(stage),
    pauseDurationMillis: 0,
    children: [],
    isSequential: false,
    synthetic: stage.name.startsWith('Declarative: '),
    placeholder: false,
    agent: 'built-in',
    url: `/${build.path}pipeline-overview/?selected-node=${stage.id}`,
  }));
  return { status: 'ok', data: { complete: !build.building, stages } };
}

function durationOf({ status, started, duration }: BuildStage): number {
  return status === 'IN_PROGRESS' || status === 'PAUSED_PENDING_INPUT' ? Date.now() - started : duration;
}
