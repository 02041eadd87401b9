/**
 * The stage scripts that Jenkins and `cooper run` execute, `resources/cooperage/*.sh`: each is made of `runtime/lib.sh`
 * and the parts that its source in `runtime/` names on the line `# Runs after:`, so that a step loads one file.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureTable } from './failure-table.js';
import { root } from './root.js';

export const STAGES = ['verify', 'prepare', 'build', 'test', 'push', 'report', 'cleanup'] as const;
export type Stage = (typeof STAGES)[number];

/** The files of runtime/ that make a stage's script, in their order. */
export function partsOf(stage: Stage): readonly string[] {
  const [, after = ''] = /^# Runs after: (.*)$/m.exec(read(`${stage}.sh`)) ?? [];
  return [...after.split(' '), `${stage}.sh`];
}

/** Path → generator, for `npm run generate`. */
export const SCRIPTS: Readonly<Record<string, () => string>> = {
  'runtime/lib/failure-table.sh': failureTable,
  ...Object.fromEntries(
    STAGES.map((stage) => [`resources/cooperage/${stage}.sh`, () => partsOf(stage).map(read).join('')]),
  ),
};

/** The table is made of what the compiler knows; the file beside the other parts is for people, and for shellcheck. */
const TABLE = 'lib/failure-table.sh';

function read(file: string): string {
  if (file === TABLE) return failureTable();
  return readFileSync(join(root, 'runtime', file), 'utf8');
}
