/**
 * Asks registries which image a reference names now.
 * Sources: https://github.com/opencontainers/distribution-spec/blob/main/spec.md (pulling manifests),
 * https://distribution.github.io/distribution/spec/auth/token/
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Reference } from '../../reference/reference.js';
import { retrying, type RetryOptions } from '../http/retry.js';
import { readChallenges } from './challenge.js';
import { endpointOf } from './endpoint.js';
import { errorText, failed, isFault, type Account, type RegistryFault } from './fault.js';
import { send, type HttpAnswer, type HttpFailure, type HttpRequest } from './http.js';
import { digestOf, LARGEST_MANIFEST, MANIFEST_TYPES, statedDigest } from './manifest.js';
import { askedToWait, passing } from './retry.js';
import { basic, fetchToken, refusedAccount, secretsOf } from './token.js';

export interface RegistryOptions extends Partial<Omit<RetryOptions, 'onRetry'>> {
  /** The account for a registry (as in a reference); it is sent to no other, but to the token service that it names. */
  readonly account?: (registry: string) => Account | null;
  /** A sentence on accounts that are there and can't be used, or ''. */
  readonly hint?: (registry: string) => string;
  /** Registries that speak http without TLS; those on the loopback address always may. */
  readonly plainHttp?: ReadonlySet<string>;
  /** Milliseconds that one request may take. */
  readonly timeout?: number;
  /** Called with a whole sentence, before a request is made again. */
  readonly onRetry?: (sentence: string) => void;
}

export type Resolved = { readonly digest: string } | { readonly fault: RegistryFault };

/** Keeps addresses and tokens as long as it lives; meant for one command. */
export class RegistryClient {
  readonly #options: RegistryOptions;
  readonly #endpoints = new Map<string, Promise<URL>>();
  /** Registries that could not be reached: the next image there need not wait for it again. */
  readonly #down = new Map<string, RegistryFault>();
  readonly #tokens = new Set<string>();

  constructor(options: RegistryOptions = {}) {
    this.#options = options;
  }

  /**
   * The digest of the image, or of the index of images, that a reference names. HEAD first, which no registry
   * counts as a pull; GET where HEAD does not tell, and for the reason of a refusal.
   */
  async resolve(reference: Reference): Promise<Resolved> {
    const down = this.#down.get(reference.registry);
    if (down) return { fault: down };
    const endpoint = await this.#endpoint(reference.registry);
    const head = await this.#ask('HEAD', endpoint, reference);
    if (isFault(head)) return head;
    const stated = statedDigest(head);
    if (stated !== null) return { digest: stated };
    const answer = await this.#ask('GET', endpoint, reference);
    if (isFault(answer)) return answer;
    return answer.status === 200
      ? digestOf(reference.registry, answer)
      : { fault: this.#refusal(reference, answer) };
  }

  /** An answer of any status but those that were tried again in vain, logged in where the registry asks for it. */
  async #ask(
    method: HttpRequest['method'],
    endpoint: URL,
    reference: Reference,
  ): Promise<HttpAnswer | { readonly fault: RegistryFault }> {
    const { registry, repository, tag, digest } = reference;
    const url = new URL(`/v2/${repository}/manifests/${digest ?? tag}`, endpoint);
    const first = await this.#send(registry, method, url, null);
    if ('failure' in first) return this.#unreachable(registry, first);
    if (first.status !== 401) return this.#settled(registry, first);
    const access = await this.#logIn(reference, endpoint, first.headers.get('www-authenticate') ?? '');
    if (isFault(access)) return access;
    const second = await this.#send(registry, method, url, access.authorization);
    return 'failure' in second ? this.#unreachable(registry, second) : this.#settled(registry, second);
  }

  async #logIn(
    { registry, repository }: Reference,
    endpoint: URL,
    header: string,
  ): Promise<{ readonly authorization: string } | { readonly fault: RegistryFault }> {
    const account = this.#account(registry);
    const challenges = readChallenges(header);
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    if (bearer) {
      const get = (url: URL, authorization: string | null): Promise<HttpAnswer | HttpFailure> =>
        this.#send(`the token service of ${registry}`, 'GET', url, authorization);
      const { parameters } = bearer;
      const found = await fetchToken({ registry, endpoint, parameters, repository, account, get });
      if (isFault(found)) return this.#advised(registry, found.fault);
      this.#tokens.add(found.token);
      return { authorization: `Bearer ${found.token}` };
    }
    if (!challenges.some(({ scheme }) => scheme === 'basic'))
      return failed(
        `${registry} asks for a kind of log-in that cooper does not know`,
        'Basic and Bearer are known.',
      );
    return account === null
      ? this.#advised(registry, refusedAccount(registry, null))
      : { authorization: basic(account) };
  }

  #send(
    name: string,
    method: HttpRequest['method'],
    url: URL,
    authorization: string | null,
  ): Promise<HttpAnswer | HttpFailure> {
    const { retries = 3, timeout = 30_000, onRetry = () => {} } = this.#options;
    const accept = [...MANIFEST_TYPES, 'application/json;q=0.5'].join(', ');
    const once = (): Promise<HttpAnswer | HttpFailure> =>
      send({ method, url, accept, authorization, limit: LARGEST_MANIFEST, timeout });
    return retrying(once, passing, {
      retries,
      sleep: this.#options.sleep ?? sleep,
      onRetry: (problem, seconds) => onRetry(`${name} ${problem}; trying again in ${seconds} s`),
    });
  }

  #endpoint(registry: string): Promise<URL> {
    const found =
      this.#endpoints.get(registry) ?? endpointOf(registry, this.#options.plainHttp ?? new Set<string>());
    this.#endpoints.set(registry, found);
    return found;
  }

  #account(registry: string): Account | null {
    return this.#options.account?.(registry) ?? null;
  }

  #unreachable(registry: string, { failure, certificate }: HttpFailure): { readonly fault: RegistryFault } {
    const found = failed(
      `${registry} ${failure}`,
      certificate
        ? 'Where the certificate is of an authority of your own, name its file in NODE_EXTRA_CA_CERTS.'
        : 'See that the name is right and that this machine can reach it.',
    );
    this.#down.set(registry, found.fault);
    return found;
  }

  /** What is left after all tries. */
  #settled(registry: string, answer: HttpAnswer): HttpAnswer | { readonly fault: RegistryFault } {
    const { status } = answer;
    if (status !== 429 && status < 500) return answer;
    const wait = askedToWait(answer);
    const advice =
      status === 429
        ? `It has had too many requests${wait > 0 ? `, and asks to wait for ${wait} s` : ''}. Log in, or try again later.`
        : 'Try again later, or ask who runs the registry.';
    return failed(`${registry} answered HTTP ${status}${this.#said(registry, answer)}`, advice);
  }

  #refusal(reference: Reference, answer: HttpAnswer): RegistryFault {
    const { registry } = reference;
    const { status } = answer;
    const said = this.#said(registry, answer);
    if (status === 404)
      return {
        kind: 'missing',
        reason: `${registry} has no such image${said}`,
        advice: 'Correct the reference, or push the image first.',
      };
    if (status !== 401 && status !== 403)
      return failed(`${registry} answered HTTP ${status}${said}`, 'See that the host is a registry.').fault;
    const account = this.#account(registry);
    const who = account === null ? 'an anonymous client' : `the account "${account.user}"`;
    const fault: RegistryFault = {
      kind: 'refused',
      reason: `${registry} does not let ${who} read the image${said}`,
      advice:
        'Correct the reference, or have pull rights given: registries say the same for an image that is missing and for one that may not be seen.',
    };
    return this.#advised(registry, fault).fault;
  }

  /** Says how to give an account, where none was had. */
  #advised(registry: string, fault: RegistryFault): { readonly fault: RegistryFault } {
    if (this.#account(registry) !== null) return { fault };
    const hint = this.#options.hint?.(registry) ?? '';
    const give = `Give an account for ${registry}: COOPERAGE_REGISTRY_USER and COOPERAGE_REGISTRY_PASSWORD, or docker login.`;
    return {
      fault: { ...fault, advice: [fault.advice, hint, give].filter((part) => part !== '').join(' ') },
    };
  }

  #said(registry: string, { body }: HttpAnswer): string {
    return errorText(body, [...this.#tokens, ...secretsOf(this.#account(registry))]);
  }
}
