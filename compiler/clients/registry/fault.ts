/** Why a registry gave no digest. Its texts hold no secret, and are made of what the registry said only in part. */
export interface RegistryFault {
  /** `missing`: there is no such image. `refused`: this account may not see it. `failed`: anything else. */
  readonly kind: 'missing' | 'refused' | 'failed';
  /** A clause that begins with the registry's name. */
  readonly reason: string;
  /** Whole sentences: what to do. */
  readonly advice: string;
}

export interface Account {
  readonly user: string;
  readonly password: string;
}

export function isFault(result: object): result is { readonly fault: RegistryFault } {
  return 'fault' in result;
}

export function failed(reason: string, advice: string): { readonly fault: RegistryFault } {
  return { fault: { kind: 'failed', reason, advice } };
}

const LONGEST = 300;

/**
 * What the registry itself says of an error, as ` (CODE: message)`: the first error of an OCI answer, or nothing.
 * A registry that echoes what it was sent must not bring a secret into a log.
 */
export function errorText(body: Uint8Array, secrets: readonly string[]): string {
  let first: { code?: unknown; message?: unknown } | undefined;
  try {
    const answer = JSON.parse(new TextDecoder().decode(body)) as { errors?: unknown } | null;
    if (Array.isArray(answer?.errors)) first = answer.errors[0] as typeof first;
  } catch {
    return '';
  }
  const said = [first?.code, first?.message]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(': ');
  if (said === '') return '';
  const hidden = secrets.reduce(
    (text, secret) => (secret === '' ? text : text.replaceAll(secret, '****')),
    said,
  );
  return ` (${hidden.slice(0, LONGEST)})`;
}
