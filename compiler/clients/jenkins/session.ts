import type Jenkins from 'jenkins';
import type { Crumb } from 'jenkins';
import { Patience, type ClientOptions } from '../http/patience.js';
import { retrying } from '../http/retry.js';
import type { JenkinsAccess } from './access.js';
import { crumbIn, secretsOf, wantsCrumb } from './crumb.js';
import { basic, exchange } from './exchange.js';
import { broken, isBroken, type Broken, type Outcome } from '../http/outcome.js';
import type { Reading } from '../http/outgoing.js';
import { nothingDone, passing } from './passing.js';
import { wireOf, type Wire } from '../http/wire.js';

export type { ClientOptions } from '../http/patience.js';

export type Ask = (jenkins: Jenkins) => Promise<unknown>;

/** 16 MiB: more than any answer with `tree` needs, and less than what fills a memory. */
const LARGEST = 16 * 1024 * 1024;

/** Requests to one controller: tried again where that is right, with crumbs where they are needed. */
export class Session {
  readonly access: JenkinsAccess;
  /** Whether this has proved to be a Jenkins: one that has is waited for longer, for it may be restarting. */
  known = false;
  readonly #options: ClientOptions;
  readonly #wire: Wire | { readonly problem: string };
  #crumb: Promise<Crumb | Broken> | null = null;
  #crumbSecrets: readonly string[] = [];
  readonly #patience: Patience;

  constructor(access: JenkinsAccess, options: ClientOptions) {
    this.access = access;
    this.#options = options;
    this.#wire = wireOf(access);
    this.#patience = new Patience(access.url, options);
  }

  /** All forms in which they are sent: none may stand in a text. */
  get secrets(): readonly string[] {
    const { account } = this.access;
    const proxy = 'secrets' in this.#wire ? this.#wire.secrets : [];
    const own =
      account === null
        ? []
        : [basic(account.user, account.secret), account.secret, encodeURIComponent(account.secret)];
    return [...own, ...proxy, ...this.#crumbSecrets];
  }

  /** Host and port; null without one. */
  get proxy(): string | null {
    return 'proxy' in this.#wire ? this.#wire.proxy : null;
  }

  /** Another server, which gets no account. @param origin such as `https://files.example.com` */
  elsewhere(origin: string): Session {
    return new Session({ ...this.access, url: origin, account: null }, this.#options);
  }

  /** Changes nothing there, so it is tried again on every fault that passes. */
  read(ask: Ask, reading: Partial<Reading> = {}): Promise<Outcome> {
    const once = async (): Promise<Outcome> => {
      const outcome = await this.#once(ask, reading, true, null);
      return isBroken(outcome) && outcome.stale ? this.#once(ask, reading, true, null) : outcome;
    };
    return retrying(once, passing, this.#patience.with(this.known));
  }

  /** Changes nothing either, but is a POST: it needs a crumb. */
  post(ask: Ask): Promise<Outcome> {
    return retrying(() => this.#withCrumb(ask, true), passing, this.#patience.with(this.known));
  }

  /** Changes something: tried again only when it surely did not arrive, or was not looked at. */
  write(ask: Ask): Promise<Outcome> {
    return retrying(
      () => this.#withCrumb(ask, false),
      (outcome) => (nothingDone(outcome) ? passing(outcome) : null),
      this.#patience.with(this.known),
    );
  }

  /** A request that is refused for want of a crumb has done nothing, and is made once more with a new one. */
  async #withCrumb(ask: Ask, keep: boolean): Promise<Outcome> {
    // With an API token Jenkins wants none.
    if (this.access.account?.kind !== 'password') return this.#once(ask, {}, keep, null);
    for (let tried = 0; ; tried++) {
      const crumb = await (this.#crumb ??= this.#fetchCrumb());
      if ('failure' in crumb) return crumb;
      const outcome = await this.#once(ask, {}, keep, crumb);
      if (!wantsCrumb(outcome) || tried > 0) return outcome;
      this.#crumb = null;
    }
  }

  async #fetchCrumb(): Promise<Crumb | Broken> {
    const outcome = await this.read((jenkins) => jenkins._get({ path: '/crumbIssuer/api/json' }));
    const crumb = crumbIn(outcome);
    if (crumb !== null) {
      this.#crumbSecrets = secretsOf(crumb);
      return crumb;
    }
    this.#crumb = null;
    // What the crumb was for has not been sent.
    return isBroken(outcome)
      ? { ...outcome, sent: false, transient: false }
      : broken('gives no crumb', { reply: outcome });
  }

  async #once(ask: Ask, reading: Partial<Reading>, keep: boolean, crumb: Crumb | null): Promise<Outcome> {
    const wire = this.#wire;
    if ('problem' in wire) return broken(`cannot be reached: ${wire.problem}`);
    const { timeout = 30_000, signal = null } = this.#options;
    // A log Jenkins may read as a whole before it sends it.
    const idle = reading.stream === undefined ? timeout : 2 * timeout;
    const whole: Reading = { limit: LARGEST, idle, total: 4 * timeout, signal, stream: null, ...reading };
    const agent = keep ? wire.keeping : wire.fresh;
    const outcome = await exchange(this.access, crumb, agent, wire.secureContext, whole, ask);
    if (!isBroken(outcome) && outcome.headers['x-jenkins'] !== undefined) this.known = true;
    return outcome;
  }
}
