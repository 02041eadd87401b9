/** Stored credentials, as the bench binds them. */
import type { Credentials } from '../../../real/groovy/bench.js';
import { parseXml, textAt } from '../xml.js';

/** @returns null for a kind that pipelines of ours don't bind */
export function secretOf(xml: string): Credentials | null {
  const root = parseXml(xml)?.documentElement ?? undefined;
  const at = (name: string): string => textAt(root, name) ?? '';
  if (root?.tagName.endsWith('.UsernamePasswordCredentialsImpl'))
    return { username: at('username'), password: at('password') };
  if (root?.tagName.endsWith('.StringCredentialsImpl')) return { text: at('secret') };
  if (root?.tagName.endsWith('.FileCredentialsImpl'))
    return { file: Buffer.from(at('secretBytes'), 'base64').toString() };
  return null;
}
