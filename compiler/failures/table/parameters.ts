/** Parameters of a build, and what else the first lines of Verify refuse. */
import type { Signature } from '../signature.js';

export const PARAMETERS: readonly Signature[] = [
  {
    code: 'parameters-missing',
    rank: 'cause',
    patterns: [
      'the parameter registry, null,',
      'the parameter [a-z_]+ is not legal: null',
      'No such property: (registry|namespace|image_name|image_tag) ',
    ],
    stages: null,
    what: 'The job has no parameters',
    field: null,
    todo: 'Run cooper jobs sync, which gives the job the four parameters; or run the job once more: Jenkins adds those of the Jenkinsfile after its first build.',
    sources: ['https://www.jenkins.io/doc/book/pipeline/syntax/#parameters', 'runtime/lib/args.sh'],
  },
  {
    code: 'parameter-illegal',
    rank: 'cause',
    patterns: [
      'the parameter (registry|namespace|image_name|image_tag)[ ,]',
      'namespace and image_name together are longer',
    ],
    stages: ['Verify', 'Push'],
    value: { after: 'the parameter ', is: '[a-z_]+' },
    what: 'The parameter[ {value}] is empty, or not as references of images have it',
    field: { by: 'parameter' },
    todo: 'Give it a legal value, or correct the field of the spec that it has its default from.',
    sources: [
      'runtime/lib/args.sh',
      'https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests',
    ],
  },
  {
    code: 'base-reference-illegal',
    rank: 'cause',
    patterns: ['the base image is not a legal reference'],
    stages: null,
    what: 'The reference of the base image is not legal',
    field: { file: 'spec', pointer: '/from' },
    todo: "Correct 'from': registry/namespace/name:tag, with @sha256:… where it is pinned.",
    sources: ['runtime/lib/args.sh'],
  },
  {
    code: 'account-illegal',
    rank: 'cause',
    patterns: ["the account's name holds a colon"],
    stages: null,
    what: "The registry account's name holds a colon, which HTTP cannot carry",
    field: { file: 'spec', pointer: '/publish/credentialsId' },
    todo: 'Use another account for the registry.',
    sources: ['runtime/lib/registry.sh', 'https://www.rfc-editor.org/rfc/rfc7617#section-2'],
  },
  {
    code: 'retries-illegal',
    rank: 'cause',
    patterns: ["ERROR: retries is '"],
    stages: null,
    what: 'The number of retries is not legal',
    field: null,
    todo: 'Compile the spec again (npx cooper compile); by hand: a number from 0 to 10.',
    sources: ['runtime/lib.sh'],
  },
];
