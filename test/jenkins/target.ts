/**
 * What the suite runs against: a real controller and registry where the environment names them, else the stand-in with
 * real builds and a registry of our own.
 */
import { randomBytes } from 'node:crypto';
import { startJenkins } from '../support/jenkins/controller.js';
import { realBuilds } from '../support/jenkins/real/executor.js';
import { startRegistry } from '../support/registry.js';

export interface Target {
  readonly real: boolean;
  readonly url: string;
  readonly user: string;
  readonly token: string;
  /** null: there is none, and nothing is built. */
  readonly registry: TargetRegistry | null;
  stop(): Promise<void>;
}

export interface TargetRegistry {
  readonly address: string;
  readonly user: string;
  readonly password: string;
  readonly namespace: string;
  readonly plainHttp: boolean;
}

const { env } = process;

/** Whether the environment names a controller. */
export const isReal = Boolean(env['JENKINS_URL'] && env['JENKINS_USER'] && env['JENKINS_TOKEN']);

export async function openTarget(): Promise<Target> {
  const given = await givenRegistry();
  if (isReal) {
    const { JENKINS_URL: url = '', JENKINS_USER: user = '', JENKINS_TOKEN: token = '' } = env;
    return { real: true, url: url.replace(/\/+$/, ''), user, token, registry: given, stop: async () => {} };
  }
  const builds = realBuilds();
  const jenkins = await startJenkins({
    executor: builds.executor,
    linter: builds.linter,
    // Not guessable, so that it is found wherever it should not be.
    accounts: [{ user: 'admin', token: randomBytes(17).toString('hex'), password: 'unused' }],
  });
  const own = given
    ? null
    : await startRegistry({ user: 'builder', password: `pass-${randomBytes(9).toString('hex')}` });
  const { url, user, token } = jenkins;
  return {
    real: false,
    url,
    user,
    token,
    registry: given ?? (own && { ...own, namespace: 'images', plainHttp: true }),
    stop: async () => {
      await jenkins.stop();
      builds.end();
      await own?.stop();
    },
  };
}

async function givenRegistry(): Promise<TargetRegistry | null> {
  const address = env['TEST_REGISTRY'];
  if (!address) return null;
  return {
    address,
    user: env['TEST_REGISTRY_USER'] ?? '',
    password: env['TEST_REGISTRY_PASSWORD'] ?? '',
    namespace: env['TEST_REGISTRY_NAMESPACE'] ?? 'cooperage-test',
    plainHttp: await speaksPlainHttp(address),
  };
}

async function speaksPlainHttp(address: string): Promise<boolean> {
  const answers = (scheme: string): Promise<boolean> =>
    fetch(`${scheme}://${address}/v2/`, { signal: AbortSignal.timeout(15_000) }).then(
      () => true,
      () => false,
    );
  return !(await answers('https')) && (await answers('http'));
}
