/** Builds: what they are, their logs, artifacts and stages, and their end. */
import type { Build } from '../builds/build.js';
import type { Job } from '../items.js';
import { buildBean } from '../beans/build.js';
import { overviewTree, wfapiDescribe } from '../beans/stages.js';
import { html, json, needsPost, notFound, redirect, type Reply, plain } from './answer.js';
import type { Context } from './context.js';

export function buildRoute(context: Context, job: Job, rest: readonly string[]): Reply | null {
  const [which = '', ...more] = rest;
  const build = named(job, which);
  if (build === null) return null;
  return build ? routeOf(context, build, more) : notFound();
}

/** null where the name is not that of a build; undefined where there is no such build. */
function named(job: Job, name: string): Build | undefined | null {
  if (/^\d+$/.test(name)) return job.build(Number(name));
  const last = (fits: (build: Build) => boolean): Build | undefined => job.builds.findLast(fits);
  switch (name) {
    case 'lastBuild':
      return job.last;
    case 'lastCompletedBuild':
      return last(({ building }) => !building);
    case 'lastSuccessfulBuild':
      return last(({ result }) => result === 'SUCCESS' || result === 'UNSTABLE');
    case 'lastFailedBuild':
      return last(({ result }) => result === 'FAILURE');
    default:
      return null;
  }
}

function routeOf(context: Context, build: Build, rest: readonly string[]): Reply {
  const { world } = context;
  if (rest[0] === 'artifact') return artifact(build, rest.slice(1).join('/'));
  switch (rest.join('/')) {
    case '':
      return html(200, `${build.job.name} #${build.number}`, '', { 'X-Jenkins': world.version });
    case 'api/json':
      return context.api(buildBean(world, build));
    case 'consoleText':
      return plain(build.log.text());
    case 'logText/progressiveText':
      return progressive(build, Number(context.ask.fields.get('start') ?? 0));
    case 'stop':
    case 'term':
    case 'kill':
      return stop(context, build);
    case 'wfapi/describe':
      return world.has('pipeline-rest-api') ? json(world, wfapiDescribe(world, build)) : notFound();
    case `${world.options.graphView ?? 'pipeline-overview'}/tree`:
      return world.has('pipeline-graph-view') ? json(world, overviewTree(build)) : notFound();
    default:
      return notFound();
  }
}

/** A start beyond the end gives the whole log: Jenkins takes the file for a new one. */
function progressive(build: Build, start: number): Reply {
  const { size } = build.log;
  const from = Number.isInteger(start) && start >= 0 && start <= size ? start : 0;
  return {
    status: 200,
    headers: {
      'content-type': 'text/plain;charset=utf-8',
      'X-Text-Size': String(size),
      ...(build.building ? { 'X-More-Data': 'true' } : {}),
    },
    body: build.log.from(from),
  };
}

function artifact(build: Build, path: string): Reply {
  const content = build.artifacts.get(path);
  if (!content) return notFound();
  const type = path.endsWith('.json') ? 'application/json' : 'application/octet-stream';
  return { status: 200, headers: { 'content-type': type }, body: content };
}

function stop(context: Context, build: Build): Reply {
  if (context.ask.method !== 'POST') return needsPost();
  const refused = context.needs('Job/Cancel');
  if (refused) return refused;
  build.stop(context.who.name);
  return redirect(`${context.world.url}/${build.path}`);
}
