/** What the command line and the environment of `cooper run` say, checked before anything runs. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Environment } from '../../host/files.js';
import type { Account } from '../../run/mask.js';
import type { RunOptions } from '../../run/run.js';
import type { GivenSecret } from '../../run/secrets.js';

/** As the argument parser yields them. */
export interface RunArguments {
  readonly image: string;
  readonly builder?: string | undefined;
  readonly registry?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly network?: string | undefined;
  readonly to?: string | undefined;
  readonly secret?: readonly string[] | undefined;
  readonly withParents?: boolean | undefined;
  readonly verbose?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Something wrong with the command line: one sentence, and what to do. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly help: string,
  ) {
    super(message);
  }
}

export type ParsedRun = Pick<
  RunOptions,
  'account' | 'secrets' | 'registry' | 'namespace' | 'name' | 'tags' | 'network' | 'to'
> & { readonly builder?: 'docker' | 'buildah' };

/** Throws a UsageError. `cwd` is where relative paths start. */
export function parseRun(args: RunArguments, env: Environment, cwd: string): ParsedRun {
  const builder = oneOf('--builder', args.builder, ['docker', 'buildah'] as const);
  const elsewhere = (['registry', 'namespace', 'name', 'tag'] as const).find(
    (key) => args[key] !== undefined,
  );
  if (args.withParents === true && (elsewhere !== undefined || args.to?.startsWith('oci:') === true))
    throw new UsageError(
      `--with-parents does not go with --${elsewhere ?? 'to oci'}`,
      'The Dockerfile names its parents by what their specs publish. Change that, or use --to docker-daemon.',
    );
  const network = oneOf('--network', args.network, ['default', 'none', 'host'] as const);
  return {
    account: accountOf(env, cwd),
    secrets: (args.secret ?? []).map((text) => secretOf(text, env, cwd)),
    ...(builder === undefined ? {} : { builder }),
    ...(network === undefined ? {} : { network }),
    ...(args.registry === undefined ? {} : { registry: args.registry }),
    ...(args.namespace === undefined ? {} : { namespace: args.namespace }),
    ...(args.name === undefined ? {} : { name: args.name }),
    ...(args.tag === undefined || args.tag.length === 0 ? {} : { tags: args.tag }),
    ...(args.to === undefined ? {} : { to: targetOf(args.to, cwd) }),
  };
}

function oneOf<T extends string>(
  option: string,
  value: string | undefined,
  legal: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const found = legal.find((name) => name === value);
  if (found === undefined)
    throw new UsageError(`${option} ${value} is not known`, `Use one of: ${legal.join(', ')}.`);
  return found;
}

/** The transports' names are those of skopeo and podman. */
function targetOf(text: string, cwd: string): string {
  if (text === 'docker-daemon') return text;
  const folder = /^oci:(.+)$/.exec(text)?.[1];
  if (folder === undefined)
    throw new UsageError(`--to ${text} is not known`, 'Use --to oci:FOLDER, or --to docker-daemon.');
  return `oci:${resolve(cwd, folder)}`;
}

export const USER = 'COOPERAGE_REGISTRY_USER';
export const PASSWORD = 'COOPERAGE_REGISTRY_PASSWORD';

/** The account for the registry, from the environment; throws a UsageError where it is half given. */
export function accountOf(env: Environment, cwd: string): Account | null {
  const user = env[USER] ?? '';
  const file = env[`${PASSWORD}_FILE`] ?? '';
  const given = env[PASSWORD] ?? '';
  if (given !== '' && file !== '') {
    throw new UsageError(`both ${PASSWORD} and ${PASSWORD}_FILE are set`, 'Keep one of them.');
  }
  const password = file === '' ? given : withoutNewline(read(resolve(cwd, file), `${PASSWORD}_FILE`));
  if (user === '' && password === '') return null;
  if (user === '') throw new UsageError(`the password is set, but ${USER} is not`, `Set ${USER} too.`);
  if (password === '') {
    throw new UsageError(`${USER} is set, but there is no password`, `Set ${PASSWORD}, or ${PASSWORD}_FILE.`);
  }
  return { user, password };
}

/** `id=NAME,src=FILE` or `id=NAME,env=VARIABLE`, as docker build has it. */
function secretOf(text: string, env: Environment, cwd: string): GivenSecret {
  const match = /^id=([A-Za-z0-9][A-Za-z0-9_.-]*),(src|source|env)=(.+)$/.exec(text);
  const [, id = '', kind, from = ''] = match ?? [];
  if (match === null) {
    throw new UsageError('a --secret is not readable', 'Write id=NAME,src=FILE or id=NAME,env=VARIABLE.');
  }
  if (kind !== 'env') {
    const file = resolve(cwd, from);
    return { id, value: read(file, `--secret id=${id}`), file, variable: null };
  }
  const value = env[from];
  if (value === undefined)
    throw new UsageError(`the variable ${from} of the secret ${id} is not set`, 'Export it.');
  return { id, value, file: null, variable: from };
}

function read(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `the file of ${what} can't be read (${code ?? 'error'}): ${path}`,
      'Check its path and rights.',
    );
  }
}

function withoutNewline(text: string): string {
  return text.replace(/\r?\n$/, '');
}
