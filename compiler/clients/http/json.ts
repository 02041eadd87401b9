/** Members of answers, which may hold anything. */

import type { Reply } from './outcome.js';

export type Json = Readonly<Record<string, unknown>>;

/** null where the body is no object. */
export function jsonIn({ body }: Reply): Json | null {
  try {
    return objectOf(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return null;
  }
}

export function objectOf(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

/** The objects of a list; what isn't one is left out. */
export function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(objectOf).filter((each) => each !== null) : [];
}

export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** As ids and counts are: whole and not below 0. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}
