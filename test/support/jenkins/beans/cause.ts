/** Actions that tell why, and with which parameters. */
import type { ParameterValue } from '../builds/build.js';
import { type Cause, describe } from '../builds/cause.js';
import { ALWAYS, type Bean, bean } from './bean.js';

export function causeAction(causes: readonly Cause[]): Bean {
  return bean('hudson.model.CauseAction', { causes: () => causes.map(causeBean) }, ALWAYS);
}

export function parametersAction(parameters: readonly ParameterValue[]): Bean {
  const values = parameters.map(({ type, name, value }) => bean(type, { name, value }, ALWAYS));
  return bean('hudson.model.ParametersAction', { parameters: values }, ALWAYS);
}

function causeBean(cause: Cause): Bean {
  const shortDescription = describe(cause);
  switch (cause.kind) {
    case 'user': {
      const more = { shortDescription, userId: cause.user, userName: cause.name };
      return bean('hudson.model.Cause$UserIdCause', more, ALWAYS);
    }
    case 'upstream': {
      const upstream = { upstreamBuild: cause.number, upstreamProject: cause.job, upstreamUrl: cause.url };
      return bean('hudson.model.Cause$UpstreamCause', { shortDescription, ...upstream }, ALWAYS);
    }
    case 'timer':
      return bean('hudson.triggers.TimerTrigger$TimerTriggerCause', { shortDescription }, ALWAYS);
  }
}
