/** Which part of the spec the parts of a stage come from. */

import type { Pointer, SecretPlan, StagePlan } from '../../model/plan.js';
import { at } from '../../model/pointer.js';

export const STAGES: Readonly<Record<StagePlan['name'], Pointer>> = {
  Verify: '/publish',
  Prepare: '',
  Build: '',
  Test: '/tests',
  Push: '/publish',
};

/** Arguments of steps; what is not here comes from its stage. */
export const ARGUMENTS: Readonly<Record<string, Pointer>> = {
  base: '/from',
  bases: '/stages',
  builder: '/pipeline/builder',
  platforms: '/platforms',
  kind: '/publish/kind',
  overwrite: '/publish/overwrite',
  apiUrl: '/publish/apiUrl',
  plainHttp: '/publish/plainHttp',
  retries: '/pipeline/retries',
  network: '/pipeline/buildNetwork',
  context: '/context/dir',
  rootfs: '/rootfs',
  buildArgs: '/args',
  secrets: '/secrets',
};

/** A stage binds the account for the registry, or a secret of the build. */
export function credentialsOrigin(variable: string, secrets: readonly SecretPlan[]): Pointer {
  const secret = secrets.find((one) => one.variable === variable);
  return secret ? at('/secrets', secret.id, 'credentialsId') : '/publish/credentialsId';
}
