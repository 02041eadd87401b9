import { numberOf, stringOf, type Json } from '../../http/json.js';
import { plain } from '../../http/plain.js';
import { about, type Connection } from '../connection.js';
import type { Answer } from '../types.js';
import { jsonWith } from '../caller.js';

export interface TokenFacts {
  readonly name: string;
  /** Such as `api`. */
  readonly scopes: readonly string[];
  /** A date, `2026-12-31`; null where it never expires. */
  readonly expires: string | null;
}

export interface TokenCalls {
  /** null where GitLab does not tell: before 15.5, and of tokens of another kind. */
  token(): Promise<Answer<TokenFacts | null>>;
}

export function tokenCalls({ caller }: Connection): TokenCalls {
  return {
    async token() {
      const ask = (gitlab: { raw(method: string, endpoint: string): Promise<unknown> }): Promise<unknown> =>
        gitlab.raw('GET', 'personal_access_tokens/self');
      const answer = await caller.found(about('the token'), ask, jsonWith(tokenOf));
      return 'fault' in answer && answer.fault.kind === 'missing' ? { value: null } : answer;
    },
  };
}

function tokenOf(json: Json): TokenFacts | null {
  const { scopes } = json;
  if (numberOf(json['id']) === 0 || !Array.isArray(scopes)) return null;
  const date = /^\d{4}-\d\d-\d\d/u.exec(stringOf(json['expires_at']))?.[0] ?? null;
  return {
    name: plain(stringOf(json['name']), [], 100),
    scopes: scopes.map((each) => plain(String(each), [], 40)),
    expires: date,
  };
}
