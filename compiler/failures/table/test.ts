/** Test, and what Jenkins says of every failure. */
import type { Signature } from '../signature.js';

export const TEST: readonly Signature[] = [
  {
    code: 'test-failed',
    rank: 'cause',
    patterns: ['Test: FAILED  ', 'ERROR: [0-9]+ of [0-9]+ tests failed'],
    stages: ['Test'],
    value: { after: 'Test: FAILED  ', is: '.+[^)]' },
    what: 'A test of the image failed[: {value}]',
    field: { by: 'test' },
    todo: 'The lines below its name in the log tell what was expected. `cooper run` runs the tests on your machine.',
    sources: ['runtime/test.sh'],
  },
  {
    code: 'test-impossible',
    rank: 'cause',
    patterns: ['buildah cannot make a container of the image'],
    stages: ['Test'],
    what: 'No container could be made of the image to test it',
    field: { file: 'spec', pointer: '/tests' },
    todo: "Read the builder's own words above.",
    sources: ['runtime/lib/test-buildah.sh'],
  },
];

export const LAST: readonly Signature[] = [
  {
    code: 'record-broken',
    rank: 'cause',
    patterns: ['ERROR: the build record is not JSON'],
    stages: ['Report', 'Declarative: Post Actions'],
    what: 'The record of the build cannot be read',
    field: null,
    todo: 'Build again; the image itself is in the registry.',
    sources: ['runtime/report.sh'],
  },
  {
    code: 'script-failed',
    rank: 'last',
    patterns: ['script returned exit code '],
    stages: null,
    value: { after: 'script returned exit code ', is: '[0-9-]+' },
    what: 'A script failed[ with exit code {value}]',
    field: null,
    todo: 'Read the last lines of its stage.',
    sources: [
      'https://github.com/jenkinsci/workflow-durable-task-step-plugin/blob/master/src/main/java/org/jenkinsci/plugins/workflow/steps/durable_task/DurableTaskStep.java',
    ],
  },
];
