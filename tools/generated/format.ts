import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../root.js';

/** Text as prettier leaves it, with the repository's own settings; shell scripts, which it doesn't know, stay. */
export async function formatted(path: string, text: string): Promise<string> {
  if (path.endsWith('.sh')) return text;
  const filepath = join(root, path);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
