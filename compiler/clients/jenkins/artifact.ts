import type { Controller } from './controller.js';
import { isBroken, type Outcome } from '../http/outcome.js';
import { leadsAway } from './redirect.js';
import type { Question } from './refusal.js';
import type { Ask, Session } from './session.js';
import type { Answer } from './types.js';

/** A file server of the controller's own, or the store that its archive lies in. */
const MOST_REDIRECTS = 3;

/**
 * A file of a build's archive. With a Resource Root URL, or an archive elsewhere (S3), Jenkins answers with an address
 * that is good for some minutes: it is followed without the account.
 * @param path of the file, URL-encoded, from the controller's address on
 * @returns null where it is not there
 */
export async function readArtifact(
  session: Session,
  controller: Controller,
  question: Question,
  path: string,
  limit: number,
): Promise<Answer<Uint8Array | null>> {
  let [holder, outcome] = [session, await session.read(fileAt(path), { limit })];
  for (let hop = 0; hop < MOST_REDIRECTS && isRedirect(outcome); hop++) {
    const next = targetOf(outcome, holder.access.url, path);
    if (next === null) break;
    holder = session.elsewhere(next.origin);
    outcome = await holder.read(fileAt(`${next.pathname}${next.search}`), { limit });
  }
  const answer = await controller.told(question, outcome, ({ headers, body }) =>
    holder !== session && (headers['content-type'] ?? '').startsWith('text/html') ? null : body,
  );
  return 'fault' in answer && answer.fault.kind === 'missing' ? { value: null } : answer;
}

/** papi fills in what stands in braces. */
function fileAt(path: string): Ask {
  return (jenkins) =>
    jenkins._get({ path: path.replaceAll('{', '%7B').replaceAll('}', '%7D'), buffer: true });
}

function isRedirect(outcome: Outcome): boolean {
  return !isBroken(outcome) && outcome.status >= 301 && outcome.status <= 308;
}

/** null: to log in, or from https to http. */
function targetOf(outcome: Outcome, url: string, path: string): URL | null {
  const location = isBroken(outcome) ? '' : (outcome.headers.location ?? '');
  const base = `${url}${path}`;
  if (!URL.canParse(location, base) || leadsAway(url, location).to === 'login') return null;
  const target = new URL(location, base);
  const opens = target.protocol === 'http:' && base.startsWith('https:');
  return opens || !/^https?:$/u.test(target.protocol) ? null : target;
}
