/** The checkout. */
import type { Signature } from '../signature.js';

const GIT =
  'https://github.com/jenkinsci/git-plugin/blob/master/src/main/java/hudson/plugins/git/GitSCM.java';
/** In Build, git is what a RUN line calls. */
const CHECKOUT = ['Declarative: Checkout SCM', 'Prepare', 'Verify', 'Image'];

export const GIT_FAILURES: readonly Signature[] = [
  {
    code: 'branch-missing',
    rank: 'cause',
    patterns: [
      "Couldn't find any revision to build",
      "couldn't find remote ref ",
      'Remote branch .* not found in upstream',
    ],
    stages: CHECKOUT,
    value: { after: "(couldn't find remote ref |Remote branch )", is: '[^ ]+' },
    what: 'The repository has no branch[ {value}] as the job names it',
    field: { file: 'workspace', pointer: '/jenkins/git/branch' },
    todo: 'Correct jenkins.git.branch in cooperage.json and run cooper jobs sync; or push the branch.',
    sources: [GIT],
  },
  {
    code: 'jenkinsfile-missing',
    rank: 'cause',
    patterns: ['Unable to find [^ ]*Jenkinsfile from ', '[^ ]Jenkinsfile not found'],
    stages: null,
    value: { after: 'Unable to find ', is: '[^ ]+' },
    what: 'The branch has no file[ {value}], which the job takes its pipeline from',
    field: null,
    todo: 'Compile the specs, commit what is written, and push it. Where the image was renamed or removed: cooper jobs plan.',
    sources: [
      'https://github.com/jenkinsci/workflow-cps-plugin/blob/master/plugin/src/main/java/org/jenkinsci/plugins/workflow/cps/CpsScmFlowDefinition.java',
    ],
  },
  {
    code: 'git-host-key',
    rank: 'cause',
    patterns: [
      'Host key verification failed',
      'No ECDSA host key is known for',
      'No ED25519 host key is known for',
    ],
    stages: CHECKOUT,
    what: "Jenkins does not know the Git server's ssh key",
    field: { file: 'workspace', pointer: '/jenkins/git/url' },
    todo: 'Have an administrator add the key under Manage Jenkins, Security, Git Host Key Verification; or use an https address in jenkins.git.url.',
    sources: ['https://plugins.jenkins.io/git-client/'],
  },
  {
    code: 'git-refused',
    rank: 'cause',
    patterns: [
      "Authentication failed for 'http",
      'could not read Username for ',
      'Permission denied [(]publickey',
      'HTTP Basic: Access denied',
      'remote: Repository not found',
      'The project you were looking for could not be found',
      'does not appear to be a git repository',
    ],
    stages: CHECKOUT,
    what: 'The Git server does not let Jenkins read the repository, or has none at this address',
    field: { file: 'workspace', pointer: '/jenkins/git' },
    todo: 'Check jenkins.git.url and jenkins.git.credentialsId in cooperage.json, and that the account behind the credentials may read the repository. Servers say the same of what is missing and of what is hidden.',
    sources: ['https://git-scm.com/docs/gitcredentials', GIT],
  },
  {
    code: 'git-unreachable',
    rank: 'cause',
    patterns: [
      "unable to access 'http",
      'fatal: unable to look up ',
      'ssh: connect to host ',
      'ssh: Could not resolve hostname ',
    ],
    stages: CHECKOUT,
    value: { after: "unable to access '", is: "[^']+" },
    what: 'The Git server[ at {value}] cannot be reached',
    field: { file: 'workspace', pointer: '/jenkins/git/url' },
    todo: 'Check jenkins.git.url, and that the agent (and the controller, which reads the Jenkinsfile) can reach that host: name, proxy, firewall, certificate.',
    sources: ['https://github.com/git/git/blob/master/http.c', GIT],
  },
  {
    code: 'git-owner',
    rank: 'cause',
    patterns: ['detected dubious ownership in repository'],
    stages: CHECKOUT,
    what: "The workspace belongs to another user than the agent's, so git refuses it",
    field: null,
    todo: 'Let the agent run as one user always; with a docker agent give it the same user (args: -u). Remove the workspace once.',
    sources: ['https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory'],
  },
  {
    code: 'git-failed',
    rank: 'symptom',
    patterns: [
      'Error fetching remote repo ',
      'Error cloning remote repo ',
      'Maximum checkout retry attempts reached',
    ],
    stages: CHECKOUT,
    what: 'The checkout failed',
    field: { file: 'workspace', pointer: '/jenkins/git' },
    todo: 'Read the lines of git above.',
    sources: [GIT],
  },
];
