/** What never changes, kept: the files of commits, and which commit changed each of them last. */
import { type Entry, entries } from './entries.js';
import { git } from './run.js';

const KEPT = 8;

export class Histories {
  private readonly trees = new Map<string, Promise<ReadonlyMap<string, Entry>>>();
  private readonly changes = new Map<string, Promise<ReadonlyMap<string, string> | null>>();

  constructor(private readonly path: string) {}

  async entry(commit: string, path: string): Promise<Entry | null> {
    const tree = await kept(this.trees, commit, () => this.tree(commit));
    return tree.get(path) ?? null;
  }

  /** The newest commit that changed this path, also when it is gone. */
  async lastCommit(commit: string, path: string): Promise<string | null> {
    const all = await kept(this.changes, commit, () => this.lastCommits(commit));
    // Where histories meet, git alone knows which side counts.
    if (all !== null) return all.get(path) ?? null;
    const out = await git(this.path, ['log', '-1', '--format=%H', commit, '--', path]);
    return out.toString().trim() || null;
  }

  private async tree(commit: string): Promise<ReadonlyMap<string, Entry>> {
    const out = await git(this.path, ['ls-tree', '-z', '--full-tree', '-r', '-t', commit]);
    return new Map(entries(out).map((entry) => [entry.path, entry]));
  }

  /** null where there are merges. Folders count as changed with what lies in them. */
  private async lastCommits(commit: string): Promise<ReadonlyMap<string, string> | null> {
    const merges = await git(this.path, ['rev-list', '--merges', '--max-count=1', commit]);
    if (merges.length > 0) return null;
    const args = [
      'log',
      '-z',
      '--root',
      '--no-renames',
      '-t',
      '--raw',
      '--no-abbrev',
      '--format=%x01%H',
      commit,
    ];
    const found = new Map<string, string>();
    for (const record of (await git(this.path, args)).toString().split('\u0001').slice(1)) {
      const id = record.slice(0, 40);
      // `:modes ids status`, then the path.
      for (const path of record
        .slice(40)
        .split('\0')
        .filter((field) => field !== '' && !/^\n?:\d{6} /.test(field)))
        if (!found.has(path)) found.set(path, id);
    }
    return found;
  }
}

function kept<T>(all: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const value = all.get(key) ?? make();
  all.delete(key);
  all.set(key, value);
  for (const old of [...all.keys()].slice(0, -KEPT)) all.delete(old);
  return value;
}
