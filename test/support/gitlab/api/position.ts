/**
 * Whether a line can be commented on: lib/gitlab/diff/position.rb, app/models/diff_note.rb of GitLab. A line that was
 * added has only its new number, one that was removed only its old one, one that is the same has both, also where it
 * lies outside of what the difference shows (GitLab unfolds it).
 */
import { diffOf } from '../git/diff.js';
import type { Repository } from '../git/repository.js';
import type { Position } from '../world.js';

/** All lines of a file, so that none is folded. */
const WHOLE = 1_000_000;

export async function isInDiff(repository: Repository, position: Position): Promise<boolean> {
  const commits = [position.base_sha, position.head_sha];
  const [base, head] = await Promise.all(commits.map((sha) => repository.resolve(sha)));
  if (!base || !head || (position.old_line === null && position.new_line === null)) return false;
  const files = await diffOf(repository, base, head, WHOLE);
  const file = files.find(
    ({ new_path, old_path }) => new_path === position.new_path && old_path === position.old_path,
  );
  return file !== undefined && linesOf(file.diff).has(key(position.old_line, position.new_line));
}

function linesOf(diff: string): Set<string> {
  const lines = new Set<string>();
  let [old, now] = [0, 0];
  for (const line of diff.split('\n')) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line);
    if (hunk) [old, now] = [Number(hunk[1]), Number(hunk[2])];
    else if (line.startsWith('+')) lines.add(key(null, now++));
    else if (line.startsWith('-')) lines.add(key(old++, null));
    else if (line.startsWith(' ')) lines.add(key(old++, now++));
  }
  return lines;
}

function key(old: number | null, now: number | null): string {
  return `${old ?? ''}:${now ?? ''}`;
}
