/** Cold start: `--version`, and `validate` of a workspace with one image, against Node with nothing to do. */
import { join } from 'node:path';
import { bareNode, cooper } from './cooper.js';
import { generateWorkspace } from './generate.js';
import { interleave } from './interleave.js';
import { plain } from './populations.js';
import type { Result } from './report.js';

export function startup(folder: string, rounds: number): Result[] {
  const workspace = join(folder, 'one');
  generateWorkspace(workspace, plain(1));
  const { node, version, validate } = interleave(
    {
      node: { command: bareNode },
      version: { command: cooper(['--version']) },
      validate: { command: cooper(['validate'], workspace) },
    },
    rounds,
  );
  const against = { against: 'node -e 0', reference: node, unit: 'ms' as const };
  return [
    { what: 'cooper --version', value: version, aim: 1.25, ...against },
    { what: 'cooper validate (1 spec)', value: validate, aim: 2.5, ...against },
  ];
}
