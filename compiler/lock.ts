/** Pins the images that specs take from registries: reads the specs, asks the registries, writes the lock. */

import { isFault, type RegistryFault } from './clients/registry/fault.js';
import { isError } from './compile.js';
import { compareDiagnostics, diagnostic } from './diagnostics/create.js';
import { didYouMean } from './diagnostics/suggest.js';
import type { Files } from './host/files.js';
import { nodeFiles } from './host/node-files.js';
import { loadLock } from './load-lock.js';
import { lockEntries, toResolve, type LockEntry } from './lock/changes.js';
import { LOCK_FILE, lockText } from './lock/lock-file.js';
import { inParallel } from './in-parallel.js';
import type { Diagnostic } from './model/diagnostic.js';
import { problem } from './model/problem.js';
import type { WorkspaceSettings } from './model/spec.js';
import { fullReference, parseReference, type Reference } from './reference/reference.js';
import { loadSettings } from './settings.js';
import { usesOf, type Use, type Uses } from './uses.js';
import { Workspace } from './workspace.js';
import { write } from './write/write.js';

/** Tells the digest of a reference: a RegistryClient does. */
export type Resolve = (
  reference: Reference,
) => Promise<{ readonly digest: string } | { readonly fault: RegistryFault }>;

export interface LockOptions {
  /** Writes nothing, and asks for every reference. */
  readonly check?: boolean;
  /** References whose digests may move: all, or these. Without it only new references are asked for. */
  readonly upgrade?: true | readonly string[];
  /** Makes what asks registries, once it is known which of them speak plain http. */
  readonly connect: (uses: Uses, settings: WorkspaceSettings) => Resolve;
  readonly files?: Files;
  /** Called as references are resolved, for a progress display. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface LockResult {
  /** Of specs, settings, the lock and registries; nothing is written where one of them is an error. */
  readonly diagnostics: readonly Diagnostic[];
  /** Empty where the specs or the lock have errors. */
  readonly entries: readonly LockEntry[];
  readonly written: boolean;
}

const AT_A_TIME = 8;

/**
 * Brings cooperage.lock.json up to date. Problems are diagnostics; an exception is a bug.
 * @param root absolute path of the workspace
 */
export async function lock(root: string, options: LockOptions): Promise<LockResult> {
  const { check = false, upgrade = [], connect, files = nodeFiles, onProgress = () => {} } = options;
  const { settings, document, diagnostics: wrongSettings } = loadSettings(files, root);
  const { pins, schema, diagnostics: wrongLock } = loadLock(files, root);
  if (!settings || !pins) return outcome([...wrongSettings, ...wrongLock]);
  const uses = usesOf(new Workspace(files, root, settings, document));
  const used = [...uses.images.keys()];
  const unknown = upgrade === true ? [] : upgrade.filter((reference) => !uses.images.has(reference));
  const wrong = [...uses.diagnostics, ...unknown.map((reference) => unknownImage(reference, used))];
  if (wrong.some(isError)) return outcome(wrong);

  const moving = new Set(check || upgrade === true ? used : upgrade);
  const asked = toResolve(used, pins, moving);
  const answers = await resolveAll(asked, connect(uses, settings), onProgress);
  const entries = lockEntries(
    used,
    pins,
    new Map([...answers].map(([reference, answer]) => [reference, isFault(answer) ? null : answer.digest])),
  );
  const faults = [...answers].flatMap(([reference, answer]) =>
    isFault(answer) ? [faultAt(reference, answer.fault, uses.images.get(reference))] : [],
  );
  const diagnostics = [...wrong, ...faults];
  const changed = entries.some(({ state }) => state !== 'kept');
  if (check || faults.length > 0 || !changed) return outcome(diagnostics, entries);
  const content = lockText(entries, schema);
  const failure = write(files, root, [{ path: LOCK_FILE, content, mode: 0o644, marked: false }], []);
  return outcome(failure ? [...diagnostics, failure] : diagnostics, entries, failure === null);
}

/** References that name one image (`debian:12`, `docker.io/library/debian:12`) are asked for once. */
async function resolveAll(
  asked: readonly string[],
  resolve: Resolve,
  onProgress: (done: number, total: number) => void,
): Promise<Map<string, Awaited<ReturnType<Resolve>>>> {
  const byImage = new Map<string, { reference: Reference; names: string[] }>();
  for (const name of asked) {
    const reference = parseReference(name);
    if (!reference) throw new Error(`${name} was taken for a reference`);
    const known = byImage.get(fullReference(reference)) ?? { reference, names: [] };
    byImage.set(fullReference(reference), { reference, names: [...known.names, name] });
  }
  let done = 0;
  const answers = await inParallel([...byImage.values()], AT_A_TIME, async ({ reference, names }) => {
    const answer = await resolve(reference);
    onProgress(++done, byImage.size);
    return names.map((name) => [name, answer] as const);
  });
  return new Map(answers.flat());
}

const CODES = {
  missing: 'registry-image-missing',
  refused: 'registry-refused',
  failed: 'registry-failed',
} as const;

function faultAt(
  reference: string,
  { kind, reason, advice }: RegistryFault,
  use: Use | undefined,
): Diagnostic {
  const parameters = { reference, reason, advice };
  return use
    ? use((pointer) => problem(CODES[kind], pointer, parameters))
    : diagnostic(CODES[kind], parameters, null);
}

function unknownImage(reference: string, used: readonly string[]): Diagnostic {
  return diagnostic('lock-unknown-image', { reference, suggestion: didYouMean(reference, used) }, null);
}

function outcome(
  diagnostics: readonly Diagnostic[],
  entries: readonly LockEntry[] = [],
  written = false,
): LockResult {
  return { diagnostics: [...diagnostics].sort(compareDiagnostics), entries, written };
}
