import type { Written } from '../diff/written.js';
import { code, link } from './markdown.js';

/** Addresses under which the files of the two sides lie, with a `/` at the end, such as GitLab's `…/-/blob/COMMIT/`. */
export interface Links {
  readonly before?: string;
  readonly after?: string;
}

/** `images/web/image.json:3`, with the way that it came; as a link where the side has an address. */
export function placeOf(from: Written | null, links: Links): string {
  if (from === null) return '(not stated)';
  const { side, file, line, by, variables } = from;
  const spot = (one: { readonly file: string; readonly line: number | null }): string =>
    spotOf(one.file, one.line, links[side]);
  return [
    spot({ file, line }) + (side === 'before' ? ' (before)' : ''),
    ...by.toReversed().map((one) => `extended in ${spot(one)}`),
    ...variables.map(({ name, ...one }) => `${code(name)} from ${spot(one)}`),
  ].join('; ');
}

export function spotOf(file: string, line: number | null, address?: string): string {
  const text = line === null ? file : `${file}:${line}`;
  if (address === undefined) return code(text);
  const path = file.split('/').map(encodeURIComponent).join('/');
  return link(text, `${address}${path}${line === null ? '' : `#L${line}`}`);
}
