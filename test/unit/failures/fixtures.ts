/**
 * What builds print when they fail, written down in the form of the real thing: for each signature at least one part of
 * a log that shows it.
 */
export interface Fixture {
  readonly code: string;
  /** null: outside of all stages. */
  readonly stage: string | null;
  readonly lines: readonly string[];
  readonly value?: string;
  readonly result?: 'FAILURE' | 'ABORTED' | 'NOT_BUILT';
}

const fixture = (code: string, stage: string | null, lines: readonly string[], value?: string): Fixture => ({
  code,
  stage,
  lines,
  ...(value !== undefined && { value }),
});

const stopped = (code: string, stage: string | null, lines: readonly string[], value?: string): Fixture => ({
  ...fixture(code, stage, lines, value),
  result: 'ABORTED',
});

const BUILD_FAILED = 'Build: ERROR: the build failed with exit code 1';
const SEE = 'Build: what to do: the lines above tell which instruction failed';
/** What BuildKit says at the end of a RUN line that failed. */
const buildkit = (step: string, line: number, output: readonly string[], exit = 1): string[] => [
  `#7 [2/3] ${step}`,
  ...output.map((text) => `#7 0.512 ${text}`),
  `#7 ERROR: process "/bin/sh -c ${step.slice(4)}" did not complete successfully: exit code: ${exit}`,
  '------',
  ` > [2/3] ${step}:`,
  ...output.map((text) => `0.512 ${text}`),
  '------',
  `Dockerfile:${line}`,
  '--------------------',
  `  ${line} | >>> ${step}`,
  '--------------------',
  `ERROR: failed to build: failed to solve: process "/bin/sh -c ${step.slice(4)}" did not complete successfully: exit code: ${exit}`,
  BUILD_FAILED,
  SEE,
];
const buildah = (step: string, output: readonly string[], exit = 1): string[] => [
  'STEP 1/3: FROM r.example.com/base/debian:12',
  `STEP 2/3: ${step}`,
  ...output,
  `Error: building at STEP "${step}": while running runtime: exit status ${exit}`,
  BUILD_FAILED,
  SEE,
];

const JENKINS: readonly Fixture[] = [
  fixture(
    'credentials-missing',
    null,
    ["ERROR: Could not find credentials entry with ID 'registry'"],
    'registry',
  ),
  fixture(
    'credentials-missing',
    null,
    [
      'Also:   org.jenkinsci.plugins.workflow.actions.ErrorAction$ErrorId: 1f5cf6a1',
      "org.jenkinsci.plugins.credentialsbinding.impl.CredentialNotFoundException: Could not find credentials entry with ID 'npm-token'",
      '\tat PluginClassLoader for credentials-binding//org.jenkinsci.plugins.credentialsbinding.MultiBinding.getCredentials(MultiBinding.java:197)',
    ],
    'npm-token',
  ),
  fixture(
    'credentials-wrong-kind',
    null,
    [
      "ERROR: Credentials 'registry' is of type 'Secret text' where 'com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials' was expected",
    ],
    'registry',
  ),
  fixture('credentials-wrong-kind', null, [
    'org.jenkinsci.plugins.credentialsbinding.impl.CredentialNotFoundException: No suitable binding handler could be found for type com.example.AwsCredentials. Supported types are StandardUsernamePasswordCredentials,FileCredentials,StringCredentials,BasicSSHUserPrivateKey.',
  ]),
  fixture('credentials-wrong-kind', 'Verify', [
    'Verify: ERROR: the credentials of the registry are not a user name with a password',
    'Verify: what to do: make credentialsId name Jenkins credentials of the kind "Username with password"',
  ]),
  fixture('credentials-wrong-kind', 'Build', [
    'Build: ERROR: the secret npmrc is no file that can be read',
    'Build: what to do: make its credentials of the kind "Secret file"',
  ]),
  fixture(
    'secret-unset',
    'Build',
    ['Build: ERROR: the secret npmrc has no value: NPMRC is not set'],
    'npmrc',
  ),
  fixture('library-missing', null, ['ERROR: No library named cooperage found'], 'cooperage'),
  fixture(
    'library-missing',
    null,
    ['ERROR: Could not find any definition of libraries [cooperage@1.2.0]', '1 error'],
    'cooperage@1.2.0',
  ),
  fixture('library-version-missing', null, ['ERROR: No version 9.9.9 found for library cooperage'], '9.9.9'),
  fixture('library-version-missing', null, ['ERROR: Version override not permitted for library cooperage']),
  fixture('library-empty', null, [
    'ERROR: Library cooperage expected to contain at least one of src or vars directories',
  ]),
  fixture(
    'library-resource-missing',
    'Verify',
    ['ERROR: No such library resource cooperage/verify.sh could be found.'],
    'cooperage/verify.sh',
  ),
  fixture(
    'library-step-missing',
    'Verify',
    [
      "java.lang.NoSuchMethodError: No such DSL method 'imageVerify' found among steps [archive, bat, build, catchError, checkout, deleteDir, dir, echo, error]",
      '\tat PluginClassLoader for workflow-cps//org.jenkinsci.plugins.workflow.cps.DSL.invokeMethod(DSL.java:223)',
    ],
    'imageVerify',
  ),
  fixture(
    'step-missing',
    'Prepare',
    [
      "java.lang.NoSuchMethodError: No such DSL method 'archiveArtifacts' found among steps [bat, build, catchError]",
    ],
    'archiveArtifacts',
  ),
  fixture('library-mixed', 'Build', [
    'Build: ERROR: Prepare has not run in this build (no inputs in /w@tmp/cooperage/7/state)',
    'Build: what to do: call the steps in their order: imageVerify, imagePrepare, imageBuild, imageTest, imagePush',
  ]),
  fixture('library-mixed', 'Verify', [
    'Verify: ERROR: the step asks for a feature that this version of the library does not know: warp',
  ]),
  fixture(
    'agent-type-unknown',
    null,
    [
      'WorkflowScript: 6: Invalid agent type "docker" specified. Must be one of [any, label, none] @ line 6, column 5.',
      '       docker {',
      '       ^',
    ],
    'docker',
  ),
  fixture(
    'option-unknown',
    null,
    [
      'WorkflowScript: 12: Invalid option type "ansiColor". Valid option types: [buildDiscarder, catchError, checkoutToSubdirectory] @ line 12, column 5.',
    ],
    'ansiColor',
  ),
  fixture(
    'class-missing',
    'Verify',
    ['java.lang.NoClassDefFoundError: com/github/dockerjava/api/DockerClient'],
    'com/github/dockerjava/api/DockerClient',
  ),
  fixture('sandbox-rejected', 'Prepare', [
    'Scripts not permitted to use method hudson.model.Run getLog int. Administrators can decide whether to approve or reject this signature.',
    'org.jenkinsci.plugins.scriptsecurity.sandbox.RejectedAccessException: Scripts not permitted to use method hudson.model.Run getLog int',
  ]),
  fixture(
    'not-serializable',
    'Prepare',
    [
      'Caused: java.io.NotSerializableException: java.util.regex.Matcher',
      '\tat org.jboss.marshalling.river.RiverMarshaller.doWriteObject(RiverMarshaller.java:278)',
    ],
    'java.util.regex.Matcher',
  ),
  fixture('method-too-large', null, [
    'General error during class generation: Method too large: WorkflowScript.___cps___1 ()Lcom/cloudbees/groovy/cps/impl/CpsFunction;',
  ]),
  fixture('jenkinsfile-broken', null, [
    'org.codehaus.groovy.control.MultipleCompilationErrorsException: startup failed:',
    'WorkflowScript: 31: Expected a step @ line 31, column 9.',
    "           imageBuild builder 'docker'",
    '           ^',
  ]),
  fixture('resume-failed', 'Build', [
    'Resuming build at Tue Nov 24 21:30:52 UTC 2026 after Jenkins restart',
    'java.io.IOException: Cannot resume build -- was not cleanly saved when Jenkins shut down.',
  ]),
  stopped('approval-timeout', 'Approval', [
    'Timeout set to expire in 1 hr 0 min',
    'Push it?',
    'Proceed or Abort',
    'Cancelling nested steps due to timeout',
  ]),
  stopped(
    'approval-refused',
    'Approval',
    ['Push it?', 'Proceed or Abort', 'Rejected by Jane Doe'],
    'Jane Doe',
  ),
  stopped('timeout', 'Build', [
    'Cancelling nested steps due to timeout',
    'Sending interrupt signal to process',
    'Terminated',
    'script returned exit code 143',
    'Timeout has been exceeded',
  ]),
  stopped(
    'aborted-by',
    'Build',
    ['Sending interrupt signal to process', 'Terminated', 'Aborted by Jane Doe'],
    'Jane Doe',
  ),
  { ...fixture('superseded', null, ['Superseded by #14']), result: 'NOT_BUILT' },
  stopped(
    'agent-label-unknown',
    null,
    ['There are no nodes with the label ‘big-linux’', 'Aborted by Jane Doe'],
    'big-linux',
  ),
  stopped('agent-offline', null, ['All nodes of label ‘linux’ are offline', 'Aborted by Jane Doe'], 'linux'),
  stopped('agent-offline', null, ['‘agent-1’ is offline', 'Aborted by Jane Doe']),
  fixture('agent-lost', 'Build', [
    'Cannot contact agent-1: hudson.remoting.ChannelClosedException: Channel "hudson.remoting.Channel@4d1: agent-1": Remote call on agent-1 failed. The channel is closing down or has closed down',
  ]),
  fixture('agent-lost', null, [
    'agent-1 was marked offline: Connection was broken',
    'java.io.IOException: Unable to create live FilePath for agent-1; agent-1 was marked offline: Connection was broken',
  ]),
  stopped('agent-waiting', null, [
    'Still waiting to schedule task',
    'Waiting for next available executor on ‘linux’',
  ]),
  fixture(
    'pod-image',
    null,
    [
      'ERROR: Unable to pull container image "registry.example.com/agent:9". Check if image tag name is spelled correctly.',
    ],
    'registry.example.com/agent:9',
  ),
  stopped('pod-pending', null, [
    '[Warning][ci/x-7-abc][FailedScheduling] 0/3 nodes are available: 3 Insufficient memory.',
  ]),
  fixture('pod-failed', null, [
    'ERROR: Failed to launch x-7-abc',
    "java.lang.IllegalStateException: Pod 'ci/x-7-abc' is terminated. Status: Failed",
  ]),
  fixture('container-command', null, [
    "The container started but didn't run the expected command. Please double check your ENTRYPOINT does execute the command passed as docker run argument, as required by official docker images (see https://github.com/docker-library/official-images#consistency for entrypoint consistency requirements).",
  ]),
  fixture('process-never-started', 'Verify', [
    'process apparently never started in /home/jenkins/workspace/x@tmp/durable-6af43c4f',
    '(running Jenkins temporarily with -Dorg.jenkinsci.plugins.durabletask.BourneShellScript.LAUNCH_DIAGNOSTICS=true might make the problem clearer)',
  ]),
  fixture('process-vanished', 'Build', [
    'wrapper script does not seem to be touching the log file in /home/jenkins/workspace/x@tmp/durable-6af43c4f',
  ]),
  fixture('branch-missing', 'Prepare', [
    "ERROR: Couldn't find any revision to build. Verify the repository and branch configuration for this job.",
  ]),
  fixture('branch-missing', null, ["fatal: couldn't find remote ref refs/heads/mian"], 'refs/heads/mian'),
  fixture(
    'jenkinsfile-missing',
    null,
    ['ERROR: Unable to find images/web/Jenkinsfile from git https://git.example.com/images.git'],
    'images/web/Jenkinsfile',
  ),
  fixture('git-host-key', 'Prepare', [
    'stderr: No ECDSA host key is known for git.example.com and you have requested strict checking.',
    'Host key verification failed.',
    'fatal: Could not read from remote repository.',
  ]),
  fixture('git-refused', 'Prepare', [
    'stderr: remote: HTTP Basic: Access denied. The provided password or token is incorrect',
    "fatal: Authentication failed for 'https://git.example.com/images.git/'",
    "ERROR: Error fetching remote repo 'origin'",
  ]),
  fixture('git-refused', null, [
    'git@git.example.com: Permission denied (publickey,password).',
    'fatal: Could not read from remote repository.',
  ]),
  fixture(
    'git-unreachable',
    'Prepare',
    [
      "stderr: fatal: unable to access 'https://git.example.com/images.git/': Could not resolve host: git.example.com",
      "ERROR: Error cloning remote repo 'origin'",
    ],
    'https://git.example.com/images.git/',
  ),
  fixture('git-owner', 'Prepare', [
    "fatal: detected dubious ownership in repository at '/home/jenkins/workspace/x'",
  ]),
  fixture('git-failed', 'Prepare', [
    "ERROR: Error fetching remote repo 'origin'",
    'hudson.plugins.git.GitException: Command "git fetch --tags" returned status code 128:',
  ]),
  fixture('script-failed', 'Prepare', ['ERROR: script returned exit code 7'], '7'),
];

const MACHINE: readonly Fixture[] = [
  fixture(
    'disk-full',
    'Build',
    buildkit('RUN make', 9, ['/usr/bin/ld: final link failed: No space left on device']),
  ),
  fixture('disk-full', 'Prepare', [
    'tar: /w@tmp/cooperage/7/tmp/rootfs.tar: Wrote only 4096 of 10240 bytes',
    'tar: Error is not recoverable: exiting now',
    'gzip: stdout: No space left on device',
  ]),
  fixture('disk-quota', 'Prepare', [
    "cp: error writing '/w@tmp/cooperage/7/context/big': Disk quota exceeded",
  ]),
  fixture('out-of-memory', 'Build', buildah('RUN npm run build', ['Killed'], 137)),
  fixture(
    'out-of-memory',
    'Build',
    buildkit('RUN mvn package', 9, [
      'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
    ]),
  ),
];

const REGISTRY: readonly Fixture[] = [
  fixture('parameters-missing', 'Verify', [
    'Verify: ERROR: the parameter registry, null, has neither a dot nor a port, so docker takes it for a namespace of Docker Hub',
  ]),
  fixture(
    'parameter-illegal',
    'Verify',
    ['Verify: ERROR: the parameter image_tag holds a tag that is not legal: .1'],
    'image_tag',
  ),
  fixture('parameter-illegal', 'Verify', ['Verify: ERROR: the parameter registry is empty'], 'registry'),
  fixture('base-reference-illegal', 'Verify', [
    'Verify: ERROR: the base image is not a legal reference: Debian:12',
  ]),
  fixture('account-illegal', 'Verify', [
    "Verify: ERROR: the account's name holds a colon, which HTTP can not carry",
  ]),
  fixture('retries-illegal', 'Verify', ["Verify: ERROR: retries is '99'"]),
  fixture(
    'name-unknown',
    'Verify',
    [
      'Verify: ERROR: the registry r.example.com cannot be reached: the name of r.example.com does not resolve',
    ],
    'r.example.com',
  ),
  fixture(
    'name-unknown',
    'Build',
    buildkit(
      'RUN curl -fO https://dl.example.com/a.tgz',
      9,
      ['curl: (6) Could not resolve host: dl.example.com'],
      6,
    ),
    'dl.example.com',
  ),
  fixture(
    'connection-failed',
    'Verify',
    [
      'Verify: ERROR: the registry r.example.com:5000 cannot be reached: nothing answers at r.example.com:5000 (connection refused, or no route)',
    ],
    'r.example.com:5000',
  ),
  fixture('tls-untrusted', 'Verify', [
    'Verify: ERROR: the registry r.example.com cannot be reached: the certificate of r.example.com is not trusted: SSL certificate problem: unable to get local issuer certificate',
  ]),
  fixture('tls-untrusted', 'Push', [
    '    The push refers to repository [r.example.com/a/web]',
    '    Get "https://r.example.com/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'Push: ERROR: account bot could not push r.example.com/a/web:1',
  ]),
  fixture('tls-handshake', 'Verify', [
    'Verify: ERROR: the registry r.example.com cannot be reached: the TLS handshake with r.example.com failed: OpenSSL/3.0.15: error:0A00010B:SSL routines::wrong version number',
  ]),
  fixture('plain-http', 'Push', [
    '    Get "https://r.example.com:5000/v2/": http: server gave HTTP response to HTTPS client',
    'Push: ERROR: account bot could not push r.example.com:5000/a/web:1',
  ]),
  fixture('proxy', 'Verify', [
    'Verify: ERROR: the registry r.example.com cannot be reached: the proxy for r.example.com cannot be used: Could not resolve proxy: proxy.example.com',
  ]),
  fixture('rate-limit', 'Build', [
    'ERROR: failed to build: failed to solve: debian:12: failed to resolve source metadata for docker.io/library/debian:12: failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/debian/manifests/sha256:1: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
    BUILD_FAILED,
  ]),
  fixture('registry-credentials-refused', 'Verify', [
    'Verify: ERROR: the registry r.example.com does not accept the account bot with this password (r.example.com answered HTTP 401: UNAUTHORIZED authentication required)',
    'Verify: what to do: correct the Jenkins credentials that publish.credentialsId names',
  ]),
  fixture(
    'project-missing',
    'Verify',
    ['Verify: ERROR: the project platform does not exist in Harbor at r.example.com'],
    'platform',
  ),
  fixture('project-missing', 'Push', [
    '    unknown: project platform not found: project platform not found',
    'Push: ERROR: account bot could not push r.example.com/platform/web:1',
  ]),
  fixture('registry-quota', 'Push', [
    '    denied: adding 310.5 MiB of storage resource, which when updated to current usage of 9.8 GiB will exceed the configured upper limit of 10.0 GiB.',
    'Push: ERROR: account bot could not push r.example.com/a/web:1',
  ]),
  fixture('tag-immutable', 'Push', [
    "    unknown: Failed to process request due to 'a/web:1' configured as immutable.",
    'Push: ERROR: account bot could not push r.example.com/a/web:1',
  ]),
  fixture(
    'tag-raced',
    'Push',
    ['Push: ERROR: the tag 1.0 of a/web was free when this build began, and is taken now (sha256:1)'],
    '1.0',
  ),
  fixture(
    'tag-taken',
    'Verify',
    [
      'Verify: ERROR: the tag 1.0 of a/web at r.example.com is taken (sha256:1) by an image that was not built from this spec',
    ],
    '1.0',
  ),
  fixture(
    'tag-taken',
    'Prepare',
    ['Prepare: ERROR: the tag 1.0 is taken by other content: rootfs, scripts or Dockerfile changed'],
    '1.0',
  ),
  fixture(
    'push-refused',
    'Verify',
    [
      'Verify: ERROR: account bot may not push to a/web at r.example.com: the right push is missing (r.example.com answered HTTP 403: DENIED requested access to the resource is denied)',
    ],
    'a/web',
  ),
  fixture('push-refused', 'Push', [
    '    denied: requested access to the resource is denied',
    'Push: ERROR: account bot could not push r.example.com/a/web:1',
  ]),
  fixture('registry-read-only', 'Verify', [
    'Verify: ERROR: the registry mirror.example.com takes no pushes (mirror.example.com answered HTTP 405)',
  ]),
  fixture(
    'registry-none',
    'Verify',
    [
      'Verify: ERROR: www.example.com:443 is no container registry: www.example.com:443 answered HTTP 404 at /v2/',
    ],
    'www.example.com:443',
  ),
  fixture(
    'base-missing',
    'Verify',
    [
      'Verify: ERROR: the base image r.example.com/base/debian:99 does not exist: r.example.com answered HTTP 404: MANIFEST_UNKNOWN manifest unknown',
    ],
    'r.example.com/base/debian:99',
  ),
  fixture(
    'base-missing',
    'Build',
    [
      'ERROR: failed to build: failed to solve: debian:nope: failed to resolve source metadata for docker.io/library/debian:nope: docker.io/library/debian:nope: not found',
      BUILD_FAILED,
    ],
    'docker.io/library/debian:nope',
  ),
  fixture(
    'base-refused',
    'Verify',
    [
      'Verify: ERROR: the base image r.example.com/base/debian:12 is not there for an anonymous client: r.example.com answered HTTP 401',
    ],
    'r.example.com/base/debian:12',
  ),
  fixture(
    'base-platform',
    'Verify',
    [
      'Verify: ERROR: the base image r.example.com/base/debian:12 has no linux/s390x; it has linux/amd64 linux/arm64 ',
    ],
    'linux/s390x',
  ),
  fixture('registry-fault', 'Verify', [
    'Verify: ERROR: the registry r.example.com is out of order: r.example.com answered HTTP 503',
  ]),
  fixture('registry-fault', 'Push', [
    '    received unexpected HTTP status: 502 Bad Gateway',
    'Push: ERROR: account bot could not push r.example.com/a/web:1',
  ]),
  fixture(
    'base-lookup-failed',
    'Verify',
    ['Verify: ERROR: docker could not pull the base image r.example.com/base/debian:12: something new'],
    'r.example.com/base/debian:12',
  ),
  fixture(
    'registry-unreachable',
    'Verify',
    [
      'Verify: ERROR: the registry r.example.com cannot be reached: r.example.com cannot be reached: Weird server reply',
    ],
    'r.example.com',
  ),
  fixture('push-failed', 'Push', [
    '    something new',
    'Push: ERROR: account bot could not push r.example.com/a/web:1',
    'Push: what to do: see the lines above',
  ]),
];

const BUILDER: readonly Fixture[] = [
  fixture('docker-socket-denied', 'Verify', [
    'Verify: ERROR: the docker daemon does not answer at its default address: permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.24/version": dial unix /var/run/docker.sock: connect: permission denied',
  ]),
  fixture('docker-down', 'Verify', [
    'Verify: ERROR: the docker daemon does not answer at its default address: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
  ]),
  fixture(
    'tool-missing',
    'Verify',
    ['Verify: ERROR: buildah is not installed on this agent (linux-2)'],
    'buildah',
  ),
  fixture('tool-unfit', 'Prepare', ['Prepare: ERROR: the tar of this agent is not GNU tar']),
  fixture('buildah-rootless', 'Verify', [
    'Verify: ERROR: buildah cannot make its store: Error: newuidmap: exec: "newuidmap": executable file not found in $PATH',
  ]),
  fixture(
    'emulator-missing',
    'Verify',
    ['Verify: ERROR: RUN for linux/arm64 needs an emulator, and this agent has none for it'],
    'linux/arm64',
  ),
  fixture(
    'emulator-missing',
    'Build',
    buildkit('RUN apk add curl', 9, ['exec /bin/sh: exec format error'], 255),
  ),
  fixture(
    'builder-unfit',
    'Verify',
    [
      'Verify: ERROR: the Dockerfile uses RUN --mount, which docker 18.06.0 with daemon 18.06.0 on this agent cannot build',
    ],
    'RUN --mount',
  ),
];

const CONTEXT: readonly Fixture[] = [
  fixture(
    'jenkinsfile-stale',
    'Prepare',
    [
      'Prepare: ERROR: the running Jenkinsfile is not the one in ./images/web of the checked-out commit 1f2e3d',
    ],
    './images/web',
  ),
  fixture(
    'context-path-missing',
    'Prepare',
    ['Prepare: ERROR: the context folder images/web has no dist/app.js'],
    'dist/app.js',
  ),
  fixture(
    'checkout-incomplete',
    'Prepare',
    ['Prepare: ERROR: the checkout has no directory ./images/web/rootfs'],
    './images/web/rootfs',
  ),
  fixture(
    'checkout-incomplete',
    'Prepare',
    ['Prepare: ERROR: ./images/web/Dockerfile is missing'],
    './images/web/Dockerfile',
  ),
  fixture(
    'context-illegal',
    'Prepare',
    ['Prepare: ERROR: ./images/web/scripts/setup.sh is or lies behind a symbolic link'],
    './images/web/scripts/setup.sh',
  ),
  fixture(
    'build-argument-illegal',
    'Build',
    [
      'Build: ERROR: the build argument TOKEN would take the secret in NPM_TOKEN, and anybody can read it in the image',
    ],
    'TOKEN',
  ),
  fixture('agent-files-denied', 'Prepare', [
    "mkdir: cannot create directory '/w@tmp/cooperage': Permission denied",
  ]),
];

const INSTRUCTION: readonly Fixture[] = [
  fixture(
    'package-missing',
    'Build',
    buildkit(
      'RUN apt-get install -y ngix',
      9,
      ['Reading package lists...', 'E: Unable to locate package ngix'],
      100,
    ),
    'ngix',
  ),
  fixture(
    'package-missing',
    'Build',
    buildah('RUN apt-get install -y curl=9', ["E: Version '9' for 'curl' was not found"], 100),
    'curl',
  ),
  fixture(
    'package-missing',
    'Build',
    buildah('RUN apk add ngix', ['  ngix (no such package):', '    required by: world[ngix]'], 1),
    'ngix',
  ),
  fixture(
    'package-missing',
    'Build',
    buildah('RUN dnf install -y ngix', [
      'No match for argument: ngix',
      'Error: Unable to find a match: ngix',
    ]),
    'ngix',
  ),
  fixture(
    'package-missing',
    'Build',
    buildah('RUN yum install -y ngix', ['No package ngix available.', 'Error: Nothing to do']),
    'ngix',
  ),
  fixture(
    'package-missing',
    'Build',
    buildah('RUN zypper install -y ngix', ["No provider of 'ngix' found."], 104),
    'ngix',
  ),
  fixture(
    'package-repository',
    'Build',
    buildkit(
      'RUN apt-get update',
      9,
      ["E: The repository 'http://deb.example.org/debian stretch Release' does not have a Release file."],
      100,
    ),
  ),
  fixture(
    'checksum-mismatch',
    'Build',
    buildkit('RUN sha256sum -c sums', 9, [
      'app.tgz: FAILED',
      'sha256sum: WARNING: 1 computed checksum did NOT match',
    ]),
  ),
  fixture('checksum-mismatch', 'Build', [
    'Dockerfile:9',
    'ERROR: failed to build: failed to solve: digest mismatch sha256:1: sha256:2',
    BUILD_FAILED,
  ]),
  fixture(
    'copy-source-missing',
    'Build',
    [
      'Dockerfile:9',
      'ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref k::x: "/dist/app.js": not found',
      BUILD_FAILED,
    ],
    'dist/app.js',
  ),
  fixture(
    'copy-source-missing',
    'Build',
    [
      'STEP 2/3: COPY dist/app.js /srv/',
      'Error: building at STEP "COPY dist/app.js /srv/": checking on sources under "/w@tmp/cooperage/7/context": copier: stat: "/dist/app.js": no such file or directory',
      BUILD_FAILED,
    ],
    'dist/app.js',
  ),
  fixture('shell-missing', 'Build', [
    'STEP 4/6: RUN make',
    'process failed to start with error: fork/exec /bin/sh: no such file or directoryprocess exited with error: exec: not startedsubprocess exited with status 1',
    'Error: building at STEP "RUN make": exit status 1',
    BUILD_FAILED,
  ]),
  fixture('secret-not-given', 'Build', [
    'ERROR: failed to build: failed to solve: secret npmrc: not found',
    BUILD_FAILED,
  ]),
  fixture('dockerfile-refused', 'Build', [
    'ERROR: failed to build: failed to solve: dockerfile parse error on line 9: unknown instruction: RUNN',
    BUILD_FAILED,
  ]),
  fixture('command-missing', 'Build', buildkit('RUN mkae', 9, ['/bin/sh: 1: mkae: not found'], 127)),
  fixture('command-missing', 'Build', buildah('RUN mkae', ['/bin/sh: 1: mkae: not found'], 127)),
  fixture(
    'run-failed',
    'Build',
    buildkit('RUN make test', 9, ['make: *** [Makefile:3: test] Error 1'], 2),
    '2',
  ),
  fixture('run-failed', 'Build', buildah('RUN make test', ['make: *** [Makefile:3: test] Error 1'], 2), '2'),
  fixture(
    'run-failed',
    'Build',
    [
      'Step 2/3 : RUN make test',
      ' ---> Running in 5f3a',
      "The command '/bin/sh -c make test' returned a non-zero code: 2",
      BUILD_FAILED,
    ],
    '2',
  ),
  fixture('instruction-failed', 'Build', [
    'STEP 2/3: USER x',
    'Error: building at STEP "USER x": something new',
    BUILD_FAILED,
  ]),
  fixture('build-failed', 'Build', ['Build: ERROR: the build failed with exit code 125', SEE], '125'),
  fixture('test-failed', 'Test', [
    'Test: ok      nginx answers (1 s)',
    'Test: FAILED  it listens (30 s)',
    '    nothing listens at TCP port 80 after 30 s',
    'Test: ERROR: 1 of 2 tests failed',
    'Test: what to do: see above what each expected',
  ]),
  fixture('test-impossible', 'Test', ['Test: ERROR: buildah cannot make a container of the image']),
  fixture('record-broken', 'Declarative: Post Actions', ['Report: ERROR: the build record is not JSON']),
];

export const FIXTURES: readonly Fixture[] = [
  ...JENKINS,
  ...MACHINE,
  ...REGISTRY,
  ...BUILDER,
  ...CONTEXT,
  ...INSTRUCTION,
];
