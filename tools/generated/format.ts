import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../root.js';

/** Text as prettier leaves it, with the repository's own settings. */
export async function formatted(path: string, text: string): Promise<string> {
  const filepath = join(root, path);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
