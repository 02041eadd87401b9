/**
 * What of the context folder has to be shipped for a source of COPY or ADD: the path itself, or its longest parent
 * without a wildcard or a variable; `.` is the whole folder. Paths begin at the context's root and can't leave it, as
 * in docker.
 */
export function shippedPath(source: string): string {
  const parts: string[] = [];
  for (const part of source.split('/')) {
    if (/[*?[\\$]/u.test(part)) break;
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/') || '.';
}
