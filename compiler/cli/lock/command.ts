import { RegistryClient } from '../../clients/registry/client.js';
import { dockerAccounts } from '../../clients/registry/docker-config.js';
import type { Account } from '../../clients/registry/fault.js';
import { isError } from '../../compile.js';
import { format } from '../../diagnostics/format.js';
import { nodeFiles } from '../../host/node-files.js';
import { lock, type LockOptions, type LockResult, type Resolve } from '../../lock.js';
import type { WorkspaceSettings } from '../../model/spec.js';
import type { Uses } from '../../uses.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { progress } from '../progress.js';
import { report } from '../report.js';
import { accountOf, UsageError } from '../run/arguments.js';
import { entryLines, summary } from './text.js';
import { version } from '../../../.build/version.js';

export interface LockArguments {
  readonly check?: boolean;
  /** true for all. */
  readonly upgrade?: true | string[];
  readonly json?: boolean;
}

/** Exit code 3 with --check where the lock is not as the registries are, 4 where one of them did not tell. */
export async function lockCommand(
  root: string,
  cwd: string,
  options: LockArguments,
  io: Io,
): Promise<number> {
  const { check = false, upgrade = [], json = false } = options;
  let account: Account | null;
  try {
    account = accountOf(io.env, cwd);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.err(`cooper: ${error.message}\n  ${error.help}\n`);
    return Exit.usage;
  }
  const onProgress = progress(io, 'asking registries:');
  const notice = (sentence: string): void => {
    onProgress.end();
    if (!json) io.err(`${sentence}\n`);
  };
  const connect: LockOptions['connect'] = (uses, settings) => connection(uses, settings, account, notice, io);
  const result = await lock(root, { check, upgrade, connect, onProgress });
  onProgress.end();
  if (json) io.out(jsonOf(result));
  else {
    report(result.diagnostics, {}, io);
    io.out([...entryLines(result, check), summary(result, check), ''].join('\n'));
  }
  return exitOf(result, check);
}

function connection(
  { plainHttp }: Uses,
  settings: WorkspaceSettings,
  account: Account | null,
  onRetry: (sentence: string) => void,
  io: Io,
): Resolve {
  const docker = dockerAccounts(nodeFiles, io.env);
  const named = io.env['COOPERAGE_REGISTRY'] || settings.defaults?.publish?.registry;
  const own = named === 'index.docker.io' ? 'docker.io' : named;
  const client = new RegistryClient({
    account: (registry) => (registry === own && account !== null ? account : docker.of(registry)),
    hint: docker.hint,
    plainHttp,
    onRetry,
  });
  return (reference) => client.resolve(reference);
}

function jsonOf({ entries, written, diagnostics }: LockResult): string {
  const found = JSON.parse(format(diagnostics, 'json', { color: false, version })) as {
    diagnostics: unknown;
  };
  return `${JSON.stringify({ images: entries, written, ...found }, null, 2)}\n`;
}

const OUTSIDE = ['registry-image-missing', 'registry-refused', 'registry-failed', 'not-written'];

function exitOf({ diagnostics, entries }: LockResult, check: boolean): number {
  const errors = diagnostics.filter(isError);
  if (errors.some(({ code }) => code === 'lock-unknown-image')) return Exit.usage;
  if (errors.some(({ code }) => !OUTSIDE.includes(code))) return Exit.specs;
  if (errors.length > 0) return Exit.outside;
  return check && entries.some(({ state }) => state !== 'kept') ? Exit.differs : Exit.fine;
}
