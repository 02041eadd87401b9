/** What a run came to, and what to do next. */
import type { BuildPlan } from '../../model/plan.js';
import type { RunResult } from '../../run/events.js';
import { PASSWORD, USER, type ParsedRun } from './arguments.js';

/** The last lines on standard output of a run that succeeded. */
export function success(plan: BuildPlan, parsed: ParsedRun, result: RunResult): string {
  const { record } = result;
  if (record === null) return '';
  if (parsed.to === 'docker-daemon')
    return `Docker has ${record.reference} (${record.digest}).\n\n  docker run --rm${published(plan)} ${record.reference}\n`;
  if (parsed.to !== undefined) return written(parsed.to, record.reference, record.digest);
  const pinned = `${withoutTag(record.reference)}@${record.digest}`;
  const first =
    result.status === 'unchanged'
      ? `Unchanged: ${record.reference} holds this very content already; nothing was built or pushed.`
      : `Pushed ${record.reference} (${record.digest}).`;
  return `${first}\n\n  docker pull ${pinned}\n  docker run --rm${published(plan)} ${pinned}\n`;
}

function written(target: string, reference: string, digest: string): string {
  const tag = reference.slice(reference.lastIndexOf(':') + 1);
  const name = withoutTag(reference).split('/').pop() ?? 'image';
  return [
    `Wrote ${target} (${digest}).`,
    '',
    `  podman pull ${quoted(target)}:${tag}`,
    `  skopeo copy ${quoted(target)}:${tag} docker-daemon:${name}:${tag}`,
    '',
  ].join('\n');
}

/** What the image loses on its way into a layout; '' where that is nothing. */
export function lost(plan: BuildPlan, parsed: ParsedRun): string {
  if (parsed.to === undefined || parsed.to === 'docker-daemon') return '';
  const verbs = plan.instructions
    .map(({ body: { verb } }) => verb)
    .filter((verb) => ['HEALTHCHECK', 'ONBUILD', 'SHELL'].includes(verb));
  if (verbs.length === 0) return '';
  return `an OCI layout has no place for ${[...new Set(verbs)].join(', ')}: the written image goes without`;
}

/** What to tell about a run that failed, on standard error. */
export function failure(plan: BuildPlan, parsed: ParsedRun, result: RunResult): string {
  const lines = [reason(plan, result)];
  const atRegistry = result.failed === 'Verify' || result.failed === 'Push';
  if (
    atRegistry &&
    parsed.account === null &&
    parsed.to === undefined &&
    plan.publish.credentialsId !== null
  ) {
    lines.push(
      `cooper: no account was given for the registry: set ${USER} and ${PASSWORD} (or ${PASSWORD}_FILE)`,
    );
  }
  if (!result.clean) lines.push('cooper: cleaning up failed: see its log for what is left behind');
  return lines.map((line) => `${line}\n`).join('');
}

function reason(plan: BuildPlan, { status, failed }: RunResult): string {
  const image = plan.publish.name;
  if (status === 'aborted')
    return `cooper: ${image}: interrupted${failed === null ? '' : ` in the stage ${failed}`}`;
  if (status === 'timeout') {
    const { time, unit } = plan.pipeline.timeout;
    return `cooper: ${image}: stopped in the stage ${failed}, for it took longer than ${time} ${unit.toLowerCase()}`;
  }
  return `cooper: ${image}: the stage ${failed ?? 'Report'} failed`;
}

/** Options of `docker run` for the ports. */
function published(plan: BuildPlan): string {
  return portsOf(plan)
    .map((port) => ` -p ${port}`)
    .join('');
}

/** `80`, `53/udp`; a variable can't be given to `docker run`. */
function portsOf(plan: BuildPlan): string[] {
  return plan.instructions
    .flatMap(({ body }) => (body.verb === 'EXPOSE' ? body.values : []))
    .flatMap(({ text }) => {
      const [, port, protocol = ''] = /^([0-9]+(?:-[0-9]+)?)(\/(?:tcp|udp|sctp))?$/.exec(text) ?? [];
      return port === undefined ? [] : [`${port}:${port}${protocol === '/tcp' ? '' : protocol}`];
    });
}

function withoutTag(reference: string): string {
  const colon = reference.lastIndexOf(':');
  return colon > reference.lastIndexOf('/') ? reference.slice(0, colon) : reference;
}

function quoted(text: string): string {
  return /^[A-Za-z0-9_./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
