import type { Environment, Files } from '../../host/files.js';
import { reasonOf } from '../../host/reason.js';
import type { Account } from './fault.js';

/** The accounts that `docker login` has left in its configuration. */
export interface DockerAccounts {
  readonly of: (registry: string) => Account | null;
  /** Why an account that docker has is not used; '' where nothing is to be said. */
  readonly hint: (registry: string) => string;
}

interface Config {
  readonly auths: Readonly<Record<string, unknown>>;
  readonly credsStore: string;
  readonly credHelpers: Readonly<Record<string, unknown>>;
}

const LARGEST = 1024 * 1024;

/**
 * Reads `$DOCKER_CONFIG/config.json`, or the one in `~/.docker`. Credential helpers are programs, which cooper does
 * not run: then `hint` says so. A file that can't be read has no accounts, and `hint` says why.
 * Source: https://docs.docker.com/reference/cli/docker/#docker-cli-configuration-file-configjson-properties
 */
export function dockerAccounts(files: Files, env: Environment): DockerAccounts {
  const folder = env['DOCKER_CONFIG'] || (env['HOME'] ? `${env['HOME']}/.docker` : '');
  const none = (hint: string): DockerAccounts => ({ of: () => null, hint: () => hint });
  if (folder === '') return none('');
  const path = `${folder}/config.json`;
  let config: Config | null;
  try {
    const bytes = files.read(path, LARGEST);
    if (bytes === null) return none('');
    config = parse(new TextDecoder().decode(bytes));
  } catch (error) {
    return none(`${path} could not be read: ${reasonOf(error)}.`);
  }
  if (config === null) return none(`${path} is not what docker writes.`);
  const { credsStore, credHelpers } = config;
  const accounts = new Map(
    Object.entries(config.auths).map(([key, entry]) => [hostOf(key), accountOf(entry)]),
  );
  return {
    of: (registry) => accounts.get(registry) ?? null,
    hint: (registry) => {
      const named = Object.entries(credHelpers).find(([key]) => hostOf(key) === registry)?.[1];
      const helper = typeof named === 'string' ? named : credsStore;
      return helper === ''
        ? ''
        : `docker keeps its accounts in the credential helper "${helper}", which cooper does not run.`;
    },
  };
}

function parse(text: string): Config | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return null;
    const { auths, credsStore, credHelpers } = value;
    return {
      auths: isObject(auths) ? auths : {},
      credsStore: typeof credsStore === 'string' ? credsStore : '',
      credHelpers: isObject(credHelpers) ? credHelpers : {},
    };
  } catch {
    return null;
  }
}

/** Keys are hosts, or addresses as of old: `https://index.docker.io/v1/` is the hub. */
function hostOf(key: string): string {
  const host = key.replace(/^https?:\/\//u, '').replace(/\/.*$/u, '');
  return host === 'index.docker.io' ? 'docker.io' : host;
}

function accountOf(entry: unknown): Account | null {
  if (!isObject(entry) || typeof entry['auth'] !== 'string') return null;
  const text = Buffer.from(entry['auth'], 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const password = text.slice(colon + 1).replace(/\0+$/u, '');
  return colon > 0 && password !== '' ? { user: text.slice(0, colon), password } : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
