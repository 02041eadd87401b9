/** A whole log around a failure, as Jenkins writes it. */
import type { Fixture } from './fixtures.js';

const STAGES = ['Verify', 'Prepare', 'Build', 'Test', 'Push'];

/** What the stages print when all goes well, with words in it that look like trouble. */
export const QUIET: Readonly<Record<string, readonly string[]>> = {
  Verify: [
    'Verify: registry r.example.com answers (https)',
    'Verify: the registry accepts the account bot',
    'Verify: a transient fault; trying again in 1 s',
    'Verify: account bot may push to a/web',
    'Verify: tag 1.0 is free',
    'Verify: r.example.com/a/web:1.0 can be built',
  ],
  Prepare: [
    'The recommended git tool is: git',
    'using credential gitlab',
    ' > git rev-parse --resolve-git-dir /w/.git # timeout=10',
    'Fetching upstream changes from https://git.example.com/images.git',
    ' > git config --get remote.origin.url # timeout=10',
    'Checking out Revision 1f2e3d (refs/remotes/origin/main)',
    'Commit message: "Handle a full disk, and unauthorized accounts"',
    'Prepare: rootfs.tar.gz: 4711 bytes, 12 entries',
    'Prepare: inputs sha256:00',
  ],
  Build: [
    'Build: building with docker',
    '#5 [1/3] FROM r.example.com/base/debian:12@sha256:1',
    '#6 [2/3] RUN apt-get update && apt-get install -y curl',
    '#6 1.123 Get:1 http://deb.example.org/debian bookworm InRelease [151 kB]',
    '#6 2.345 debconf: delaying package configuration, since apt-utils is not installed',
    '#6 3.456 invoke-rc.d: could not determine current runlevel',
    '#6 4.000 Setting up libcurl4:amd64 (7.88.1-10+deb12u8) ...',
    '#6 4.100 warning: error in the documentation; failed tests are skipped',
    '#7 exporting to image',
    'Build: built sha256:2',
  ],
  Test: ['Test: ok      it starts (1 s)', 'Test: 1 tests passed'],
  Push: ['Push: pushed r.example.com/a/web:1.0 (sha256:3)'],
};

const AFTER = ['Report: nothing was pushed in this build'];

function stage(name: string, lines: readonly string[]): string[] {
  return [
    '[Pipeline] stage',
    `[Pipeline] { (${name})`,
    '[Pipeline] sh',
    ...lines,
    '[Pipeline] }',
    '[Pipeline] // stage',
  ];
}

/** The log of a build in which `fixture` happens, amid what is normal. */
export function wholeLog({ stage: failed, lines, result = 'FAILURE' }: Fixture): string {
  const at = STAGES.indexOf(failed ?? '');
  const before = at === -1 ? (failed === null ? [] : STAGES) : STAGES.slice(0, at);
  const skipped = at === -1 ? [] : STAGES.slice(at + 1);
  const isPost = failed === 'Declarative: Post Actions';
  const started = failed !== null && failed !== 'Approval';
  return [
    'Started by user Jane Doe',
    'Obtained images/web/Jenkinsfile from git https://git.example.com/images.git',
    '[Pipeline] Start of Pipeline',
    ...(started ? ['Running on agent-1 in /home/jenkins/workspace/x'] : []),
    ...before.flatMap((name) => stage(name, QUIET[name] ?? [])),
    ...(failed === null || isPost ? [] : stage(failed, [...(QUIET[failed] ?? []).slice(0, -1), ...lines])),
    ...skipped.flatMap((name) => stage(name, [`Stage "${name}" skipped due to earlier failure(s)`])),
    ...stage('Declarative: Post Actions', isPost ? lines : AFTER),
    '[Pipeline] // node',
    '[Pipeline] End of Pipeline',
    ...(failed === null ? lines : []),
    ...(result === 'FAILURE' && started ? ['ERROR: script returned exit code 1'] : []),
    `Finished: ${result}`,
    '',
  ].join('\n');
}

export function quietLog(): string {
  return wholeLog({ code: '', stage: 'Push', lines: QUIET['Push'] ?? [] })
    .replaceAll('ERROR: script returned exit code 1\n', '')
    .replace('FAILURE', 'SUCCESS');
}
