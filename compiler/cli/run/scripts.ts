/** The stage scripts that this package holds: the same that `cooper compile` writes into a workspace. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../host/package-root.js';

export function packageScript(file: string): string {
  return readFileSync(join(packageRoot(), 'resources/cooperage', file), 'utf8');
}
