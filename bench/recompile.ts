/** A compile where nothing changed, and one where one spec did, against `git status` in the same tree. */
import { isInstalled, time, type Command } from './command.js';
import { cooper } from './cooper.js';
import { editSpec } from './generate.js';
import { interleave } from './interleave.js';
import type { Population } from './populations.js';
import type { Report } from './report.js';

export function recompile(workspace: string, population: Population, rounds: number): Report {
  const what = `recompile of ${population.name}`;
  if (!isInstalled('git')) return { results: [], leftOut: [{ what, why: 'apt-get install git' }] };
  const command = cooper(['compile'], workspace);
  commitAll(workspace);
  const git: Command = { program: 'git', args: ['status', '--porcelain'], cwd: workspace };
  const still = interleave({ git: { command: git }, unchanged: { command } }, rounds);
  let edition = 0;
  const edit = (): void => editSpec(workspace, population, ++edition);
  const edited = interleave({ git: { command: git }, edited: { command, before: edit } }, rounds);
  const against = { against: 'git status', unit: 'ms' as const };
  return {
    results: [
      { what: `${what}, none changed`, value: still.unchanged, reference: still.git, aim: 2, ...against },
      { what: `${what}, one changed`, value: edited.edited, reference: edited.git, aim: null, ...against },
      {
        what: `${what}, one changed`,
        value: edited.edited,
        against: 'none changed',
        reference: still.unchanged,
        unit: 'ms',
        aim: 2,
      },
    ],
    leftOut: [],
  };
}

/** A repository with everything committed, and an index that is up to date. */
function commitAll(workspace: string): void {
  const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', '-c', 'gc.auto=0'];
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    [...identity, 'commit', '--quiet', '-m', 'bench'],
    ['status'],
  ]) {
    time({ program: 'git', args, cwd: workspace });
  }
}
