/** Somebody or a clock ended the build. */
import type { Signature } from '../signature.js';

const STEPS =
  'https://github.com/jenkinsci/workflow-basic-steps-plugin/blob/master/src/main/java/org/jenkinsci/plugins/workflow/steps/TimeoutStepExecution.java';
const TIMEOUT = ['Cancelling nested steps due to timeout', 'Timeout has been exceeded', 'Timeout expired '];

export const ENDED: readonly Signature[] = [
  {
    code: 'approval-timeout',
    rank: 'cause',
    patterns: TIMEOUT,
    stages: ['Approval'],
    results: ['FAILURE', 'ABORTED'],
    what: 'Nobody answered the approval in time',
    field: { file: 'spec', pointer: '/pipeline/approval' },
    todo: 'Build again and have it approved, or give more time in pipeline.approval.timeout.',
    sources: [STEPS],
  },
  {
    code: 'approval-refused',
    rank: 'cause',
    patterns: ['Rejected by '],
    stages: ['Approval'],
    results: ['FAILURE', 'ABORTED'],
    value: { after: 'Rejected by ', is: '.+' },
    what: 'The approval was refused[ by {value}]',
    field: { file: 'spec', pointer: '/pipeline/approval' },
    todo: 'Ask them why.',
    sources: [
      'https://github.com/jenkinsci/pipeline-input-step-plugin/blob/master/src/main/java/org/jenkinsci/plugins/workflow/support/steps/input/Rejection.java',
    ],
  },
  {
    code: 'timeout',
    rank: 'cause',
    patterns: TIMEOUT,
    stages: null,
    results: ['FAILURE', 'ABORTED'],
    what: 'The build took longer than it may',
    field: { file: 'spec', pointer: '/pipeline/timeout' },
    todo: 'See which line the log stood still at. Give more time in pipeline.timeout when the work needs it.',
    sources: [STEPS],
  },
  {
    code: 'superseded',
    rank: 'cause',
    patterns: ['Superseded by ', 'Canceled since build #[0-9]+ got the same', 'Canceled since #[0-9]+ got'],
    stages: null,
    results: ['ABORTED', 'NOT_BUILT'],
    what: 'A newer build took the place of this one',
    field: null,
    todo: 'See the newer build.',
    sources: ['https://github.com/jenkinsci/pipeline-milestone-step-plugin'],
  },
  {
    code: 'aborted-by',
    rank: 'cause',
    patterns: ['Aborted by '],
    stages: null,
    results: ['ABORTED'],
    value: { after: 'Aborted by ', is: '.+' },
    what: 'The build was stopped[ by {value}]',
    field: null,
    todo: 'Ask them, or build again.',
    sources: [
      'https://github.com/jenkinsci/jenkins/blob/master/core/src/main/resources/jenkins/model/Messages.properties',
    ],
  },
];
