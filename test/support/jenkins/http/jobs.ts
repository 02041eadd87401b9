/** Jobs: started, disabled, enabled. */
import type { Job } from '../items.js';
import { setDisabled } from '../saved-config.js';
import { readConfig } from '../job-config.js';
import { valuesOf } from '../world.js';
import { html, needsPost, redirect, type Reply } from './answer.js';
import type { Context } from './context.js';

export function jobRoute(context: Context, job: Job, rest: readonly string[]): Reply | null {
  const [action = '', ...more] = rest;
  if (more.length > 0 || !['build', 'buildWithParameters', 'disable', 'enable'].includes(action)) return null;
  if (context.ask.method !== 'POST') return needsPost();
  switch (action) {
    case 'build':
      return build(context, job);
    case 'buildWithParameters':
      return buildWithParameters(context, job);
    default:
      return disable(context, job, action === 'disable');
  }
}

/** A job with parameters expects their form, which a client that has none does not send: 400. */
function build(context: Context, job: Job): Reply {
  const refused = context.needs('Job/Build') ?? notBuildable(job);
  if (refused) return refused;
  if (!job.config.parameters)
    return queued(context, schedule(context, job, new URLSearchParams()).item.id, 201);
  const given = submitted(context.ask.fields.get('json'));
  if (!given) return html(400, 'Error', 'This page expects a form submission but had only {}');
  return queued(context, schedule(context, job, given).item.id, 201);
}

function buildWithParameters(context: Context, job: Job): Reply {
  const refused = context.needs('Job/Build') ?? notBuildable(job);
  if (refused) return refused;
  if (!job.config.parameters) {
    const status = context.world.options.notParameterized ?? 500;
    return html(status, 'Oops!', `${job.fullName} is not parameterized`);
  }
  const { item, created } = schedule(context, job, context.ask.fields);
  // 303 tells that an equal item was there already.
  return queued(context, item.id, created ? 201 : 303);
}

function notBuildable(job: Job): Reply | null {
  return job.config.disabled ? html(409, 'Error', `${job.fullName} is not buildable`) : null;
}

function schedule(context: Context, job: Job, given: URLSearchParams) {
  const delay = /^(\d+)/.exec(context.ask.fields.get('delay') ?? '')?.[1];
  const quiet = delay === undefined ? undefined : Number(delay) * 1000;
  return context.world.schedule(job, { kind: 'user', ...context.who }, valuesOf(job, given), quiet);
}

function queued(context: Context, id: number, status: number): Reply {
  return redirect(`${context.world.url}/queue/item/${id}/`, status);
}

/** The values of a submitted form: `{"parameter": [{"name": …, "value": …}]}`. */
function submitted(text: string | null): URLSearchParams | null {
  try {
    const { parameter } = JSON.parse(text ?? '') as { parameter: { name: string; value: unknown }[] };
    const values = [parameter].flat().map(({ name, value }): [string, string] => [name, String(value)]);
    return new URLSearchParams(values);
  } catch {
    return null;
  }
}

function disable(context: Context, job: Job, disabled: boolean): Reply {
  const refused = context.needs('Job/Configure');
  if (refused) return refused;
  if (job.document) {
    setDisabled(job.document, disabled);
    job.config = readConfig(job.document);
  }
  if (disabled) for (const item of context.world.queue.waiting(job)) context.world.queue.cancel(item);
  return redirect(`${context.world.url}/${job.path}`);
}
