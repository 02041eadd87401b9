import { broken, isBroken, type Outcome } from '../http/outcome.js';
import type { Reading } from '../http/outgoing.js';
import { Patience, type ClientOptions } from '../http/patience.js';
import { retrying } from '../http/retry.js';
import { wireOf, type Wire } from '../http/wire.js';
import type { GitLabAccess } from './access.js';
import { nothingDone, passing, PATIENCE } from './passing.js';
import { request, type Request } from './request.js';
import { Resources } from './resources.js';

/** Gives an Outcome, whatever the package's types say. */
export type Ask = (gitlab: Resources) => Promise<unknown>;

/** 32 MiB: more than a page of a hundred merge requests or diffs, and less than what fills a memory. */
const LARGEST = 32 * 1024 * 1024;

/** Why something is refused is read as a whole, however little is wanted of the thing itself. */
const SMALLEST = 64 * 1024;

/** Milliseconds. A commit of thousands of files takes GitLab its time, before the first byte of the answer. */
const IDLE = { read: 60_000, write: 180_000 };
const TOTAL = 600_000;

/** Requests to one GitLab: tried again where that is right. */
export class Session {
  readonly access: GitLabAccess;
  /** Whether this has proved to be a GitLab: one that has is waited for longer, for it may be restarting. */
  known = false;
  /** Whether its project has proved to be there. */
  projectKnown = false;
  readonly #options: ClientOptions;
  readonly #patience: Patience;
  readonly #wire: Wire | { readonly problem: string };

  constructor(access: GitLabAccess, options: ClientOptions) {
    this.access = access;
    this.#options = options;
    this.#patience = new Patience(access.url, options);
    this.#wire = wireOf(access);
  }

  /** All forms in which they are sent: none may stand in a text. */
  get secrets(): readonly string[] {
    const { token } = this.access;
    const proxy = 'secrets' in this.#wire ? this.#wire.secrets : [];
    return [token, encodeURIComponent(token), Buffer.from(token).toString('base64'), ...proxy];
  }

  /** Host and port; null without one. */
  get proxy(): string | null {
    return 'proxy' in this.#wire ? this.#wire.proxy : null;
  }

  /** Changes nothing there, so it is tried again on every fault that passes. */
  read(ask: Ask, limit = LARGEST): Promise<Outcome> {
    const once = async (): Promise<Outcome> => {
      const outcome = await this.#once(ask, limit, true);
      return isBroken(outcome) && outcome.stale ? this.#once(ask, limit, true) : outcome;
    };
    return retrying(once, passing, this.#patience.with(this.known), PATIENCE);
  }

  /** Changes something: tried again only when it surely did not arrive, or was not looked at. */
  write(ask: Ask): Promise<Outcome> {
    return retrying(
      () => this.#once(ask, LARGEST, false),
      (outcome) => (nothingDone(outcome) ? passing(outcome) : null),
      this.#patience.with(this.known),
      PATIENCE,
    );
  }

  /** @param keep on a connection that is kept open; with one of its own it is known whether it has left */
  async #once(ask: Ask, limit: number, keep: boolean): Promise<Outcome> {
    const wire = this.#wire;
    if ('problem' in wire) return broken(`cannot be reached: ${wire.problem}`);
    const { timeout, signal = null } = this.#options;
    const idle = timeout ?? (keep ? IDLE.read : IDLE.write);
    const reading: Reading = {
      limit: Math.max(limit, SMALLEST),
      idle,
      total: Math.max(TOTAL, idle),
      signal,
      stream: null,
    };
    const agent = keep ? wire.keeping : wire.fresh;
    const send = async (asked: Request): Promise<Outcome> => {
      const outcome = await request(this.access, agent, wire.secureContext, reading, asked);
      if (isBroken(outcome) || outcome.status !== 200) return outcome;
      if (asked.path.startsWith('/api/v4/projects/')) this.projectKnown = true;
      return outcome.body.length > limit
        ? broken(`answered with more than ${limit} bytes`, { sent: true, overflow: true })
        : outcome;
    };
    return (await ask(new Resources(send))) as Outcome;
  }
}
