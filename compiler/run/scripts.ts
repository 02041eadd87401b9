/**
 * Which stage scripts a step gives to `sh`, one behind the other, and the arguments that it documents.
 * It says again what vars/image*.groovy say; a unit test keeps the two together.
 */
import type { StepName } from '../model/plan.js';

export type ScriptedStep = StepName | 'imageReport' | 'imageCleanup';

export interface StepScripts {
  /** Files of resources/cooperage/. */
  readonly files: readonly string[];
  readonly arguments: readonly string[];
}

export const STEPS: Readonly<Record<ScriptedStep, StepScripts>> = {
  imageVerify: {
    files: [
      'lib.sh',
      'lib/args.sh',
      'lib/json.sh',
      'lib/registry.sh',
      'lib/manifest.sh',
      'lib/project.sh',
      'lib/builder.sh',
      'lib/features.sh',
      'lib/base.sh',
      'verify.sh',
    ],
    arguments: ['base', 'builder', 'kind', 'overwrite', 'apiUrl', 'plainHttp', 'needs', 'retries'],
  },
  imagePrepare: {
    files: ['lib.sh', 'lib/builder.sh', 'lib/features.sh', 'lib/context.sh', 'prepare.sh'],
    arguments: ['dir', 'rootfs', 'inputs', 'overwrite'],
  },
  imageBuild: {
    files: ['lib.sh', 'lib/builder.sh', 'build.sh'],
    arguments: ['builder', 'network', 'format', 'secrets', 'needs', 'spec'],
  },
  imageTest: {
    files: [
      'lib.sh',
      'lib/json.sh',
      'lib/builder.sh',
      'lib/ports.sh',
      'lib/test-docker.sh',
      'lib/test-buildah.sh',
      'test.sh',
    ],
    arguments: ['dir', 'builder'],
  },
  imagePush: {
    files: [
      'lib.sh',
      'lib/args.sh',
      'lib/json.sh',
      'lib/registry.sh',
      'lib/manifest.sh',
      'lib/builder.sh',
      'lib/record.sh',
      'push.sh',
    ],
    arguments: ['builder', 'kind', 'overwrite', 'plainHttp', 'retries'],
  },
  imageReport: { files: ['lib.sh', 'lib/json.sh', 'report.sh'], arguments: [] },
  imageCleanup: { files: ['lib.sh', 'lib/builder.sh', 'cleanup.sh'], arguments: [] },
};

/** The text that `sh` gets for a step. */
export function scriptOf(step: ScriptedStep, read: (file: string) => string): string {
  return STEPS[step].files.map(read).join('');
}
