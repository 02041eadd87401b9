/** A compile where nothing changed, and one where one spec did, against `git status` in the same tree. */
import { isInstalled, time, type Command } from './command.js';
import { cooper } from './cooper.js';
import { editSpec } from './generate.js';
import { interleave } from './interleave.js';
import type { Report } from './report.js';

export function recompile(workspace: string, images: number, rounds: number): Report {
  const what = `recompile of ${images} specs`;
  if (!isInstalled('git')) return { results: [], leftOut: [{ what, why: 'apt-get install git' }] };
  const command = cooper(['compile'], workspace);
  commitAll(workspace);
  const git: Command = { program: 'git', args: ['status', '--porcelain'], cwd: workspace };
  const still = interleave({ git: { command: git }, unchanged: { command } }, rounds);
  let edition = 0;
  const middle = images >> 1;
  const edited = interleave(
    { git: { command: git }, edited: { command, before: () => editSpec(workspace, middle, ++edition) } },
    rounds,
  );
  const against = { against: 'git status', unit: 'ms' as const };
  return {
    results: [
      { what: `${what}, none changed`, value: still.unchanged, reference: still.git, aim: 2, ...against },
      { what: `${what}, one changed`, value: edited.edited, reference: edited.git, aim: null, ...against },
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
