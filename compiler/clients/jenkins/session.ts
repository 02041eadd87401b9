import { setTimeout as sleep } from 'node:timers/promises';
import type Jenkins from 'jenkins';
import type { Crumb } from 'jenkins';
import { PATIENCE, retrying, type RetryOptions } from '../http/retry.js';
import type { JenkinsAccess } from './access.js';
import { basic, exchange } from './exchange.js';
import { crumbIn, wantsCrumb } from './crumb.js';
import type { Reading } from './outgoing.js';
import { lasting, type Outcome } from './outcome.js';
import { isStarting, passing } from './passing.js';
import { wireOf, type Wire } from './wire.js';

export interface ClientOptions {
  /** How often at most after the first time, before the controller has answered once; afterwards twice as often. */
  readonly retries?: number;
  /** Milliseconds without a byte. */
  readonly timeout?: number;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** Called with a whole sentence, before a request is made again. */
  readonly onRetry?: (sentence: string) => void;
}

export type Ask = (jenkins: Jenkins) => Promise<unknown>;

/** 16 MiB: more than any answer with `tree` needs, and less than what fills a memory. */
const LARGEST = 16 * 1024 * 1024;

/** Requests to one controller: tried again where that is right, with crumbs where they are needed. */
export class Session {
  readonly access: JenkinsAccess;
  readonly #options: ClientOptions;
  readonly #wire: Wire | { readonly problem: string };
  #crumb: Promise<Crumb | Outcome> | null = null;
  #crumbSecrets: readonly string[] = [];
  /** Whether this has proved to be a Jenkins: who has answered once is waited for longer, as after a restart. */
  known = false;

  constructor(access: JenkinsAccess, options: ClientOptions) {
    this.access = access;
    this.#options = options;
    this.#wire = wireOf(access);
  }

  /** All forms in which they are sent: none may stand in a text. */
  get secrets(): readonly string[] {
    const { account } = this.access;
    const proxy = 'proxySecret' in this.#wire ? [this.#wire.proxySecret] : [];
    const own =
      account === null
        ? []
        : [basic(account.user, account.secret), account.secret, encodeURIComponent(account.secret)];
    return [...own, ...proxy, ...this.#crumbSecrets];
  }

  get proxy(): string | null {
    return 'proxy' in this.#wire ? this.#wire.proxy : null;
  }

  /** Changes nothing there, so it is tried again on every fault that passes. */
  read(ask: Ask, reading: Partial<Reading> = {}): Promise<Outcome> {
    const once = async (): Promise<Outcome> => {
      const outcome = await this.#once(ask, reading, true);
      return 'stale' in outcome && outcome.stale ? this.#once(ask, reading, true) : outcome;
    };
    return retrying(once, passing, this.#retry());
  }

  /** A read that is a POST: it needs a crumb. */
  post(ask: Ask): Promise<Outcome> {
    return retrying(() => this.#withCrumb(ask, true), passing, this.#retry());
  }

  /** Changes something: tried again only when it surely did not arrive, or was not looked at. */
  write(ask: Ask): Promise<Outcome> {
    return retrying(
      () => this.#withCrumb(ask, false),
      (outcome) => {
        const nothingDone =
          'failure' in outcome ? !outcome.sent : outcome.status === 429 || isStarting(outcome);
        return nothingDone ? passing(outcome) : null;
      },
      this.#retry(),
    );
  }

  async #withCrumb(ask: Ask, keep: boolean): Promise<Outcome> {
    const first = await this.#crumbOf();
    if ('status' in first || 'failure' in first) return first;
    const outcome = await this.#once(ask, {}, keep, first);
    if (!wantsCrumb(outcome) || this.access.account?.kind !== 'password') return outcome;
    // Its session has ended, or the controller was started anew. Nothing was done.
    this.#crumb = null;
    const second = await this.#crumbOf();
    return 'status' in second || 'failure' in second ? second : this.#once(ask, {}, keep, second);
  }

  /** With an API token Jenkins wants none. */
  #crumbOf(): Promise<Crumb | Outcome> {
    if (this.access.account?.kind !== 'password') return Promise.resolve({});
    this.#crumb ??= this.#fetchCrumb();
    return this.#crumb;
  }

  async #fetchCrumb(): Promise<Crumb | Outcome> {
    const outcome = await this.read((jenkins) => jenkins._get({ path: '/crumbIssuer/api/json' }));
    const crumb = crumbIn(outcome);
    if (crumb === null) {
      this.#crumb = null;
      // The request that it was for has not been made.
      return 'failure' in outcome ? { ...outcome, sent: false } : outcome;
    }
    this.#crumbSecrets = [crumb.headerValue ?? '', ...(crumb.cookies ?? [])];
    return crumb;
  }

  async #once(
    ask: Ask,
    reading: Partial<Reading>,
    keep: boolean,
    crumb: Crumb | null = null,
  ): Promise<Outcome> {
    const wire = this.#wire;
    if ('problem' in wire) return lasting(`cannot be reached: ${wire.problem}`, false);
    const { timeout = 30_000 } = this.#options;
    const whole: Reading = { limit: LARGEST, idle: timeout, total: 4 * timeout, stream: null, ...reading };
    const agent = keep ? wire.keeping : wire.fresh;
    const outcome = await exchange(this.access, crumb, agent, wire.secureContext, whole, ask);
    if ('status' in outcome && outcome.headers['x-jenkins'] !== undefined) this.known = true;
    return outcome;
  }

  #retry(): RetryOptions {
    const { retries = 3, sleep: wait = (ms: number) => sleep(ms), onRetry = () => {} } = this.#options;
    return {
      retries: this.known ? 2 * retries : retries,
      sleep: wait,
      onRetry: (problem, seconds) =>
        onRetry(`${this.access.url} ${problem}; trying again in ${Math.min(seconds, PATIENCE)} s`),
    };
  }
}
