/** How two commits differ, file by file, as GitLab shows it. */
import type { Repository } from './repository.js';
import { git } from './run.js';

export interface FileDiff {
  readonly old_path: string;
  readonly new_path: string;
  readonly a_mode: string;
  readonly b_mode: string;
  readonly new_file: boolean;
  readonly renamed_file: boolean;
  readonly deleted_file: boolean;
  readonly generated_file: boolean;
  /** From the first `@@` on. */
  readonly diff: string;
}

export async function diffOf(
  repository: Repository,
  from: string,
  to: string,
  context = 3,
): Promise<FileDiff[]> {
  const common = ['diff-tree', '-r', '-M', '--no-ext-diff'];
  const raw = await git(repository.path, [...common, '--raw', '-z', '--no-abbrev', from, to]);
  const patch = await git(repository.path, [...common, '-p', `-U${context}`, '--no-color', from, to]);
  const patches = `\n${patch.toString()}`.split(/\ndiff --git /).slice(1);
  return changesOf(raw.toString()).map((change, at) => ({
    ...change,
    diff: bodyOf(change, patches[at] ?? ''),
  }));
}

type Change = Omit<FileDiff, 'diff'>;

/** `:OLDMODE NEWMODE OLDID NEWID STATUS NUL path NUL` and a second path where it was renamed. */
function changesOf(raw: string): Change[] {
  const fields = raw.split('\0');
  const changes: Change[] = [];
  for (let at = 0; at < fields.length - 1;) {
    const [a_mode = '', b_mode = '', , , status = ''] = (fields[at] ?? '').slice(1).split(' ');
    const renamed = status.startsWith('R');
    const old_path = fields[at + 1] ?? '';
    const new_path = renamed ? (fields[at + 2] ?? '') : old_path;
    at += renamed ? 3 : 2;
    changes.push({
      old_path,
      new_path,
      a_mode: status === 'A' ? '0' : a_mode,
      b_mode: status === 'D' ? '0' : b_mode,
      new_file: status === 'A',
      renamed_file: renamed,
      deleted_file: status === 'D',
      generated_file: false,
    });
  }
  return changes;
}

function bodyOf({ old_path, new_path }: Change, patch: string): string {
  if (/^Binary files .* differ$/m.test(patch) && !/^@@ /m.test(patch))
    return `Binary files ${old_path} and ${new_path} differ\n`;
  const start = patch.search(/^@@ /m);
  if (start < 0) return '';
  const body = patch.slice(start);
  return body.endsWith('\n') ? body : `${body}\n`;
}
