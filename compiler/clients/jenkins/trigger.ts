import type { Controller } from './controller.js';
import { isBroken } from '../http/outcome.js';
import { queueItemIn } from './redirect.js';
import type { Question } from './refusal.js';
import type { Session } from './session.js';
import type { Answer, JenkinsFault, JobPath } from './types.js';

/**
 * Puts a build into the queue: 201, or 303 where the same build waits there already.
 * @returns the number of the queue item
 * Source: doBuild and buildWithParameters of https://github.com/jenkinsci/jenkins
 */
export async function trigger(
  session: Session,
  controller: Controller,
  question: Question,
  path: JobPath,
  parameters: Readonly<Record<string, string>> | null,
): Promise<Answer<number>> {
  const form =
    parameters &&
    Object.fromEntries(Object.entries(parameters).map((each) => each.map((text) => text.toWellFormed())));
  const outcome = await session.write((jenkins) =>
    jenkins.job.build({
      name: path.map((name) => name.toWellFormed()),
      ...(form === null ? {} : { parameters: form }),
    }),
  );
  if (isBroken(outcome)) return { fault: await controller.fault(question, outcome) };
  const { status, headers } = outcome;
  const location = headers.location ?? '';
  const item = status < 400 ? queueItemIn(location) : null;
  if (item !== null) return { value: item };
  if (status === 201)
    return {
      fault: {
        kind: 'unknown',
        status,
        reason: `${question.thing} was put into the queue, but ${session.access.url} did not say as which item`,
        advice: 'Something between here and Jenkins takes the header Location away: look into the queue.',
      },
    };
  if (status === 302 && /^(?:\.|.*\/)$/u.test(location) && !/^https?:/u.test(location))
    return {
      fault: {
        kind: 'conflict',
        status,
        reason: `${question.thing} was not put into the queue: a plugin of the controller refuses it`,
        advice: 'Ask an administrator what keeps builds out of the queue.',
      },
    };
  const fault = await controller.fault(question, outcome);
  return { fault: status === 400 || status === 500 ? asToParameters(fault, parameters !== null) : fault };
}

/** Whether a job takes parameters must be known beforehand: for the other kind of request Jenkins answers 400 or 500. */
function asToParameters(fault: JenkinsFault, given: boolean): JenkinsFault {
  const kind = fault.status === 400 ? 'conflict' : fault.kind;
  const hint = `Jenkins answers so when a job takes ${given ? 'no parameters and some are given' : 'parameters and none are given'}: "cooper jobs sync" gives it those of its image.`;
  return { ...fault, kind, advice: `${fault.advice} ${hint}` };
}
