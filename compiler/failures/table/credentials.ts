/** Credentials in Jenkins. */
import type { Signature } from '../signature.js';

const BINDING =
  'https://github.com/jenkinsci/credentials-binding-plugin/blob/master/src/main/java/org/jenkinsci/plugins/credentialsbinding/MultiBinding.java';

export const CREDENTIALS: readonly Signature[] = [
  {
    code: 'credentials-missing',
    rank: 'cause',
    patterns: ['Could not find credentials entry with ID ', 'CredentialNotFoundException: Could not find'],
    stages: null,
    value: { after: "with ID '", is: "[^']+" },
    what: 'Jenkins has no credentials with the id[ {value}] that this job can see',
    field: { by: 'credentials' },
    todo: 'Create them in the folder of the job[, with the id {value}], or correct the id in the spec. A job sees those of its folder, of the folders above, and the global ones, but no personal ones.',
    sources: [BINDING],
  },
  {
    code: 'credentials-wrong-kind',
    rank: 'cause',
    patterns: [
      "Credentials '.*' is of type '.*' where '.*' was expected",
      'No suitable binding handler could be found for type ',
      'the credentials of the registry are not a user name with a password',
      'the secret .* is no file that can be read',
    ],
    stages: null,
    value: { after: "Credentials '", is: "[^']+" },
    what: 'The credentials[ {value}] are of the wrong kind',
    field: { by: 'credentials' },
    todo: 'A registry needs the kind "Username with password"; a secret of the spec the kind that it states. Create them anew: the kind of credentials cannot be changed.',
    sources: [
      BINDING,
      'https://github.com/jenkinsci/pipeline-model-definition-plugin/blob/master/pipeline-model-extensions/src/main/java/org/jenkinsci/plugins/pipeline/modeldefinition/model/CredentialsBindingHandler.java',
      'runtime/lib/registry.sh',
      'runtime/build.sh',
    ],
  },
  {
    code: 'secret-unset',
    rank: 'cause',
    patterns: ['the secret .* has no value: '],
    stages: ['Build'],
    value: { after: 'ERROR: the secret ', is: '[^ ]+' },
    what: 'The secret[ {value}] of the spec has no value in this build',
    field: { file: 'spec', pointer: '/secrets' },
    todo: 'Compile the spec again (npx cooper compile): its Jenkinsfile binds each secret in the stage Build.',
    sources: ['runtime/build.sh'],
  },
];
