/** Which endpoint a request is for. */
import { badParameter, type Reply } from './reply.js';
import type { Context } from './context.js';

export type Endpoint = (context: Context) => Reply | Promise<Reply>;

/** `GET /projects/:id/repository/tree` → what answers it. */
export type Endpoints = Readonly<Record<string, Endpoint>>;

export interface Routed {
  readonly endpoint: Endpoint;
  /** Decoded. */
  readonly parts: Readonly<Record<string, string>>;
}

/** @param path below `/api/v4`, as it was asked */
export function routed(families: readonly Endpoints[], method: string, path: string): Routed | null {
  const asked = path.split('/').slice(1);
  for (const family of families) {
    for (const [route, endpoint] of Object.entries(family)) {
      const [verb, pattern = ''] = route.split(' ');
      if (verb !== method) continue;
      const parts = match(pattern.split('/').slice(1), asked);
      if (parts) return { endpoint, parts };
    }
  }
  return null;
}

function match(pattern: readonly string[], asked: readonly string[]): Record<string, string> | null {
  if (pattern.length !== asked.length) return null;
  const parts: Record<string, string> = {};
  for (const [at, wanted] of pattern.entries()) {
    const given = asked[at] ?? '';
    if (!wanted.startsWith(':')) {
      if (wanted !== given) return null;
    } else {
      if (given === '') return null;
      parts[wanted.slice(1)] = decoded(given);
    }
  }
  return parts;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return badParameter('the path is not well encoded');
  }
}
