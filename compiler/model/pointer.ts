/** RFC 6901 JSON pointers. */

import type { Pointer } from './plan.js';

/** `at('/run', 0)` is `/run/0`. */
export function at(base: Pointer, ...segments: (string | number)[]): Pointer {
  let pointer = base;
  for (const segment of segments) pointer += `/${escape(String(segment))}`;
  return pointer;
}

/** The decoded segments of a pointer. */
export function segmentsOf(pointer: Pointer): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function escape(segment: string): string {
  if (!segment.includes('~') && !segment.includes('/')) return segment;
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}
