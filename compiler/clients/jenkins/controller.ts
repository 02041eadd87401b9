import { jsonIn, type Json } from '../http/json.js';
import { isBroken, type Outcome, type Reply } from '../http/outcome.js';
import { leadsAway } from './redirect.js';
import { brokenFault, notJenkins, refusal, type Asker, type Question } from './refusal.js';
import type { Ask, Session } from './session.js';
import type { Answer, JenkinsFault } from './types.js';

/** Reads and changes at one controller, whose faults are values. */
export class Controller {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** @param of null: the answer is none of Jenkins' */
  async json<T>(question: Question, ask: Ask, of: (json: Json) => T | null): Promise<Answer<T>> {
    return this.told(question, await this.#session.read(ask), (reply) => {
      const json = jsonIn(reply);
      return json === null ? null : of(json);
    });
  }

  /** null where there is no such thing. */
  async found<T>(question: Question, ask: Ask, of: (json: Json) => T | null): Promise<Answer<T | null>> {
    return orNull(await this.json(question, ask, of), 'missing');
  }

  /** null where there is no such thing, or the account may not see it. */
  async seen<T>(question: Question, ask: Ask, of: (json: Json) => T | null): Promise<Answer<T | null>> {
    return orNull(await this.json(question, ask, of), 'missing', 'forbidden');
  }

  /** @param of null: the answer is none of Jenkins' */
  async told<T>(question: Question, outcome: Outcome, of: (reply: Reply) => T | null): Promise<Answer<T>> {
    if (isBroken(outcome) || outcome.status !== 200) return { fault: await this.fault(question, outcome) };
    const value = of(outcome);
    return value === null ? { fault: notJenkins(outcome, this.#asker()) } : { value };
  }

  /** Jenkins answers a change with 200, or sends a browser on to a page of its own. */
  async change(question: Question, ask: Ask): Promise<Answer<null>> {
    const outcome = await this.#session.write(ask);
    if (!isBroken(outcome) && this.#isDone(outcome)) return { value: null };
    return { fault: await this.fault(question, outcome) };
  }

  #isDone({ status, headers, body }: Reply): boolean {
    if (status === 302 || status === 303)
      return leadsAway(this.#session.access.url, headers.location ?? '').to === 'here';
    // A page for logging in may come with 200 too.
    const foreign =
      body.length > 0 &&
      headers['x-jenkins'] === undefined &&
      (headers['content-type'] ?? '').startsWith('text/html');
    return status >= 200 && status < 300 && !foreign;
  }

  async fault(question: Question, outcome: Outcome): Promise<JenkinsFault> {
    if (isBroken(outcome))
      return outcome.reply === undefined
        ? brokenFault(outcome, question, this.#asker())
        : this.fault({ ...question, changes: false }, outcome.reply);
    if ((outcome.status === 404 || outcome.status === 403) && !this.#session.known)
      await this.#session.read((jenkins) =>
        jenkins._get({ path: '/whoAmI/api/json', query: { tree: 'name' } }),
      );
    if (outcome.status >= 200 && outcome.status < 300) return notJenkins(outcome, this.#asker());
    return refusal(outcome, question, this.#asker());
  }

  #asker(): Asker {
    const { access, secrets, proxy, known } = this.#session;
    return { access, secrets, proxy, known };
  }
}

function orNull<T>(answer: Answer<T>, ...kinds: readonly string[]): Answer<T | null> {
  return 'fault' in answer && kinds.includes(answer.fault.kind) ? { value: null } : answer;
}
