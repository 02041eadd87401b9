import type { HttpAnswer, HttpFailure } from './http.js';
import { isLoopback } from '../http/loopback.js';
import { errorText, failed, type Account, type RegistryFault } from './fault.js';

export interface TokenRequest {
  /** As in a reference. */
  readonly registry: string;
  readonly endpoint: URL;
  /** Of the Bearer challenge. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly repository: string;
  readonly account: Account | null;
  readonly get: (url: URL, authorization: string | null) => Promise<HttpAnswer | HttpFailure>;
}

/**
 * Fetches a token that lets pull from one repository.
 * Source: https://distribution.github.io/distribution/spec/auth/token/
 */
export async function fetchToken(
  request: TokenRequest,
): Promise<{ readonly token: string } | { readonly fault: RegistryFault }> {
  const { registry, endpoint, parameters, repository, account, get } = request;
  const realm = parameters.get('realm') ?? '';
  if (!URL.canParse(realm) || !/^https?:$/u.test(new URL(realm).protocol))
    return failed(`${registry} names no usable token service`, `See that ${registry} is a registry.`);
  const url = new URL(realm);
  // What is sent there is as secret as what is sent to the registry.
  if (url.protocol === 'http:' && endpoint.protocol === 'https:' && !isLoopback(url.hostname))
    return failed(
      `${registry} has its token service at ${url.host}, which is not encrypted`,
      'Have its token service speak https.',
    );
  const service = parameters.get('service');
  if (service !== undefined) url.searchParams.set('service', service);
  url.searchParams.set('scope', `repository:${repository}:pull`);
  if (account !== null) url.searchParams.set('account', account.user);

  const answer = await get(url, account === null ? null : basic(account));
  const where = `the token service of ${registry}`;
  if ('failure' in answer)
    return failed(`${where} (${url.host}) ${answer.failure}`, 'See that this machine can reach it.');
  if (answer.status === 401 || answer.status === 403) return { fault: refusedAccount(registry, account) };
  if (answer.status !== 200)
    return failed(
      `${where} (${url.host}) answered HTTP ${answer.status}${errorText(answer.body, secretsOf(account))}`,
      'Try again later, or ask who runs the registry.',
    );
  const token = tokenIn(answer.body);
  return token === null
    ? failed(`${where} (${url.host}) answered without a token`, 'Ask who runs the registry.')
    : { token };
}

export function basic({ user, password }: Account): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** All forms in which an account is sent. */
export function secretsOf(account: Account | null): string[] {
  return account === null ? [] : [basic(account).slice('Basic '.length), account.password];
}

export function refusedAccount(registry: string, account: Account | null): RegistryFault {
  return account === null
    ? { kind: 'refused', reason: `${registry} does not let an anonymous client in`, advice: '' }
    : {
        kind: 'refused',
        reason: `${registry} does not accept the account "${account.user}"`,
        advice: 'Correct the name or the password.',
      };
}

/** A token goes into a header, so nothing but visible ASCII may be in it. */
function tokenIn(body: Uint8Array): string | null {
  try {
    const value = JSON.parse(new TextDecoder().decode(body)) as {
      token?: unknown;
      access_token?: unknown;
    } | null;
    const token = [value?.token, value?.access_token].find((each) => typeof each === 'string' && each !== '');
    return typeof token === 'string' && /^[!-~]+$/u.test(token) ? token : null;
  } catch {
    return null;
  }
}
