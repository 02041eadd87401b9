/** Whose request it is, and what its token may do: lib/api/api_guard.rb, lib/gitlab/auth/auth_finders.rb of GitLab. */
import type { Asked } from '../types.js';
import type { Token, World } from '../world.js';
import { json, Refusal, refuse } from './reply.js';

/** null: nobody, without a token. */
export function tokenOf(world: World, asked: Asked): Token | null {
  const value = valueOf(asked);
  if (value === null) return null;
  const token = world.tokens.find((candidate) => candidate.value === value);
  if (!token) refuse(401, '401 Unauthorized');
  if (token.state === 'expired')
    invalid('Token is expired. You can either do re-authorization or token refresh.');
  if (token.state === 'revoked') invalid('Token was revoked. You have to re-authorize from the user.');
  return token;
}

/** `api` may all; the others read. */
export function checkScope(token: Token, method: string, path: string): void {
  const reads = method === 'GET' || method === 'HEAD';
  const files = /\/repository\/(files|blobs|tree|archive)/.test(path);
  const { scopes } = token;
  if (scopes.includes('api') || (reads && scopes.includes('read_api'))) return;
  if (reads && files && scopes.includes('read_repository')) return;
  if (reads && /^\/api\/v4\/users?(\/|$)/.test(path) && scopes.includes('read_user')) return;
  if (reads && path.endsWith('/personal_access_tokens/self')) return;
  throw new Refusal(
    json(403, {
      error: 'insufficient_scope',
      error_description: 'The request requires higher privileges than provided by the access token.',
      scope: reads ? 'api read_api' : 'api',
    }),
  );
}

function valueOf(asked: Asked): string | null {
  const own = asked.headers['private-token'];
  if (typeof own === 'string') return own;
  const bearer = /^Bearer (.+)$/.exec(String(asked.headers['authorization'] ?? ''))?.[1];
  return bearer ?? new URL(asked.path, 'http://gitlab').searchParams.get('private_token');
}

function invalid(description: string): never {
  throw new Refusal(json(401, { error: 'invalid_token', error_description: description }));
}
