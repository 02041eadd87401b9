/**
 * The arguments that each step documents: one that a plan doesn't give is empty, as in Jenkins.
 * It says again what vars/image*.groovy say; a unit test keeps the two together.
 */
import type { StepName } from '../model/plan.js';

export type ScriptedStep = StepName | 'imageReport' | 'imageCleanup';

export const ARGUMENTS: Readonly<Record<ScriptedStep, readonly string[]>> = {
  imageVerify: [
    'base',
    'bases',
    'builder',
    'platforms',
    'kind',
    'overwrite',
    'apiUrl',
    'plainHttp',
    'needs',
    'retries',
  ],
  imagePrepare: ['dir', 'specDir', 'context', 'rootfs', 'inputs', 'overwrite', 'buildArgs', 'platforms'],
  imageBuild: ['builder', 'platforms', 'network', 'format', 'secrets', 'buildArgs', 'needs', 'spec'],
  imageTest: ['dir', 'builder', 'platforms'],
  imagePush: ['builder', 'platforms', 'kind', 'overwrite', 'plainHttp', 'retries'],
  imageReport: ['spec'],
  imageCleanup: [],
};

/** The stage script of a step, in resources/cooperage/. */
export function scriptOf(step: ScriptedStep): string {
  return `${step.slice('image'.length).toLowerCase()}.sh`;
}
