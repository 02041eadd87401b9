/** Build secrets: what the plan asks for, bound to what was given, as Jenkins' credentials binding would. */
import type { SecretPlan } from '../model/plan.js';

/** `--secret id=NAME,src=FILE` or `--secret id=NAME,env=VARIABLE`, with its value read. */
export interface GivenSecret {
  readonly id: string;
  readonly value: string;
  /** The absolute path of the file that it was read from, or null. */
  readonly file: string | null;
  /** The variable that it was read from: no script may see it. */
  readonly variable: string | null;
}

export interface BoundSecrets {
  readonly env: Readonly<Record<string, string>>;
  /** To be masked. */
  readonly values: readonly string[];
  /** Variables of our own environment that held them. */
  readonly sources: readonly string[];
}

/** Ids that the plan needs and nobody gave, and ids that were given and the plan has no use for. */
export function unmatched(
  plan: readonly SecretPlan[],
  given: readonly GivenSecret[],
): { missing: string[]; unknown: string[] } {
  const wanted = new Set(plan.map((secret) => secret.id));
  const had = new Set(given.map((secret) => secret.id));
  return {
    missing: [...wanted].filter((id) => !had.has(id)),
    unknown: [...had].filter((id) => !wanted.has(id)),
  };
}

/**
 * The variables of the Build stage. A secret of the kind `file` is a path there; `toFile` writes a private file
 * for one whose value came from a variable.
 */
export function bindSecrets(
  plan: readonly SecretPlan[],
  given: readonly GivenSecret[],
  toFile: (id: string, value: string) => string,
): BoundSecrets {
  const env: Record<string, string> = {};
  const byId = new Map(given.map((secret) => [secret.id, secret]));
  for (const { id, variable, kind } of plan) {
    const secret = byId.get(id);
    if (secret === undefined) continue;
    if (kind === 'file') env[variable] = secret.file ?? toFile(id, secret.value);
    else env[variable] = secret.value.replace(/\r?\n$/, '');
    if (kind === 'usernamePassword') {
      const [user = '', ...password] = (env[variable] ?? '').split(':');
      env[`${variable}_USR`] = user;
      env[`${variable}_PSW`] = password.join(':');
    }
  }
  return {
    env,
    values: given.map((secret) => secret.value),
    sources: given.flatMap((secret) => secret.variable ?? []),
  };
}
