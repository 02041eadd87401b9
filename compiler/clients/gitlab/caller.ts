import { listOf, objectOf, type Json } from '../http/json.js';
import { isBroken, type Outcome, type Reply } from '../http/outcome.js';
import { absent, brokenFault, notGitLab, refusal, type Asker, type Question } from './refusal.js';
import type { Resources } from './resources.js';
import type { Ask, Session } from './session.js';
import type { Answer, GitLabFault } from './types.js';

/** Entries of a page, at most: GitLab's own limit. */
export const PER_PAGE = 100;

/** A hundred thousand entries: more is not a list that anybody waits for, or a server that goes round in circles. */
const MOST_PAGES = 1000;

/** Reads and changes one project, whose faults are values. */
export class Caller {
  readonly #session: Session;
  readonly #explain: (fault: GitLabFault, question: Question) => Promise<GitLabFault>;

  /** @param explain finds out more about why something may not be done */
  constructor(
    session: Session,
    explain: (fault: GitLabFault, question: Question) => Promise<GitLabFault> = (fault) =>
      Promise.resolve(fault),
  ) {
    this.#session = session;
    this.#explain = explain;
  }

  /** @param of null: the answer is none of GitLab's */
  async json<T>(question: Question, ask: Ask, of: (json: Json) => T | null): Promise<Answer<T>> {
    return this.told(question, await this.#session.read(ask), jsonWith(of));
  }

  /** null where there is no such thing; a project that is not there is a fault all the same. */
  async found<T>(
    question: Question,
    ask: Ask,
    of: (reply: Reply) => T | null,
    limit?: number,
  ): Promise<Answer<T | null>> {
    const outcome = await this.#session.read(ask, limit);
    return this.lacks(outcome) ? { value: null } : this.told(question, outcome, of);
  }

  /** Whether it says that there is no such thing in the project. */
  lacks(outcome: Outcome): boolean {
    if (isBroken(outcome) || outcome.status !== 404) return false;
    if (/html/iu.test(outcome.headers['content-type'] ?? '')) return false;
    return absent(outcome, this.#session.secrets) === 'thing';
  }

  /**
   * All pages.
   * @param limit entries at most
   * @param only the number of a page of `limit` entries, alone
   */
  async list<T>(
    question: Question,
    ask: (gitlab: Resources, page: { page: number; perPage: number }) => Promise<unknown>,
    of: (json: Json) => T | null,
    limit = Infinity,
    only?: number,
  ): Promise<Answer<readonly T[]>> {
    const all: T[] = [];
    const perPage = Math.min(PER_PAGE, limit);
    for (let page: number | null = only ?? 1; page !== null && all.length < limit && page <= MOST_PAGES;) {
      const at: number = page;
      const outcome = await this.#session.read((gitlab) => ask(gitlab, { page: at, perPage }));
      const answer: Answer<Page<T>> = await this.told(question, outcome, (reply) =>
        pageOf(reply, of, at, perPage),
      );
      if ('fault' in answer) return answer;
      all.push(...answer.value.entries);
      page = only === undefined ? answer.value.next : null;
    }
    return { value: all.slice(0, limit) };
  }

  /** Changes something. */
  async change<T>(question: Question, ask: Ask, of: (reply: Reply) => T | null): Promise<Answer<T>> {
    return this.told({ ...question, changes: true }, await this.#session.write(ask), of);
  }

  /** @param of null: the answer is none of GitLab's */
  async told<T>(question: Question, outcome: Outcome, of: (reply: Reply) => T | null): Promise<Answer<T>> {
    if (isBroken(outcome) || outcome.status < 200 || outcome.status >= 300)
      return { fault: await this.fault(question, outcome) };
    const value = of(outcome);
    if (value === null) return { fault: notGitLab(outcome, this.#asker()) };
    this.#session.known = true;
    return { value };
  }

  async fault(question: Question, outcome: Outcome): Promise<GitLabFault> {
    if (isBroken(outcome)) return brokenFault(outcome, question, this.#asker());
    return this.#explain(refusal(outcome, question, this.#asker()), question);
  }

  #asker(): Asker {
    const { access, secrets, proxy } = this.#session;
    return { access, secrets, proxy };
  }
}

/** For an answer that is one object. */
export function jsonWith<T>(of: (json: Json) => T | null): (reply: Reply) => T | null {
  return (reply) => {
    const json = objectOf(parsed(reply));
    return json === null ? null : of(json);
  };
}

/** GitLab answers a deletion without a body. */
export function nothing({ status, headers }: Reply): Nothing | null {
  return status === 204 || !/html/iu.test(headers['content-type'] ?? '') ? NOTHING : null;
}

export type Nothing = 'nothing';
const NOTHING: Nothing = 'nothing';

export function parsed({ body }: Reply): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}

interface Page<T> {
  readonly entries: readonly T[];
  readonly next: number | null;
}

/** What can't be read as an entry is left out: it may be of a kind that a later GitLab has. */
function pageOf<T>(
  reply: Reply,
  of: (json: Json) => T | null,
  page: number,
  perPage: number,
): Page<T> | null {
  const list = parsed(reply);
  if (!Array.isArray(list)) return null;
  const entries = listOf(list).flatMap((each) => of(each) ?? []);
  return { entries, next: nextPage(reply, page, list.length === perPage) };
}

/** @param full whether there may be more, where GitLab, or what stands before it, says nothing */
export function nextPage({ headers }: Reply, page: number, full: boolean): number | null {
  const stated = headers['x-next-page'];
  if (typeof stated !== 'string') return full ? page + 1 : null;
  const next = Number(stated);
  return Number.isSafeInteger(next) && next > page ? next : null;
}
