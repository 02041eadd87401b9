/** A bare repository, and what the API reads from it. */
import { type Entry, entries } from './entries.js';
import { Histories } from './histories.js';
import { git, tryGit } from './run.js';

export type { Entry } from './entries.js';

export interface CommitInfo {
  readonly id: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly authorName: string;
  readonly authorEmail: string;
  readonly authored: string;
  readonly committerName: string;
  readonly committerEmail: string;
  readonly committed: string;
}

const FORMAT = ['%H', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x00');

export class Repository {
  private readonly histories: Histories;

  /** @param path of the bare repository */
  constructor(readonly path: string) {
    this.histories = new Histories(path);
  }

  /** Ids of commits that are surely there. */
  private readonly seen = new Set<string>();

  /** Branches, tags and commit ids, in this order, as GitLab's `commit(ref)` takes them; null where there is none. */
  async resolve(ref: string): Promise<string | null> {
    if (this.seen.has(ref)) return ref;
    const names = [`refs/heads/${ref}`, `refs/tags/${ref}`];
    // GitLab lets no branch have a name that looks like an id.
    if (/^[0-9a-f]{40}$/.test(ref)) names.splice(0, 2, ref);
    else if (/^[0-9a-f]{7,39}$/.test(ref)) names.push(ref);
    if (ref === 'HEAD') names.push(ref);
    for (const name of names) {
      const { code, out } = await tryGit(this.path, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
      if (code !== 0) continue;
      const id = out.toString().trim();
      this.seen.add(id);
      return id;
    }
    return null;
  }

  async tip(branch: string): Promise<string | null> {
    const args = ['rev-parse', '--verify', '--quiet', `refs/heads/${branch}^{commit}`];
    const { code, out } = await tryGit(this.path, args);
    return code === 0 ? out.toString().trim() : null;
  }

  async branches(): Promise<string[]> {
    const out = await git(this.path, ['for-each-ref', '--format=%(refname)', 'refs/heads/']);
    return lines(out).map((name) => name.slice('refs/heads/'.length));
  }

  /** Every folder and file below a folder, in git's order; null where there is no such folder. @param folder '' for the top */
  async list(commit: string, folder: string, recursive: boolean): Promise<Entry[] | null> {
    const base = folder === '' ? null : await this.entry(commit, folder);
    if (folder !== '' && base?.type !== 'tree') return null;
    const deep = recursive ? ['-r', '-t'] : [];
    const out = await git(this.path, ['ls-tree', '-z', '--full-tree', ...deep, base?.id ?? commit]);
    const below = folder === '' ? '' : `${folder}/`;
    return entries(out).map((entry) => ({ ...entry, path: below + entry.path }));
  }

  entry(commit: string, path: string): Promise<Entry | null> {
    return this.histories.entry(commit, path);
  }

  /** null where there is no such content. */
  async blob(id: string): Promise<Buffer | null> {
    const { code, out } = await tryGit(this.path, ['cat-file', 'blob', id]);
    return code === 0 ? out : null;
  }

  /** The newest commit that changed this path, also when it is gone. */
  lastCommit(commit: string, path: string): Promise<string | null> {
    return this.histories.lastCommit(commit, path);
  }

  /** Every path that a commit has changed which leads from one to another; null where no way leads there. */
  async changedBetween(from: string, to: string): Promise<ReadonlySet<string> | null> {
    if (!(await this.isAncestor(from, to))) return null;
    const out = await git(this.path, [
      'log',
      '-m',
      '-z',
      '--no-renames',
      '--name-only',
      '--format=',
      `${from}..${to}`,
    ]);
    return new Set(
      out
        .toString()
        .split('\0')
        .map((name) => name.replace(/^\n/, '')),
    );
  }

  async log(range: string, options: readonly string[] = [], path?: string): Promise<CommitInfo[]> {
    const paths = path === undefined ? [] : ['--', path];
    const args = ['log', '--no-show-signature', `--format=${FORMAT}%x01`, ...options, range, ...paths];
    const out = (await git(this.path, args)).toString();
    return out.split('\u0001').flatMap((record) => commitOf(record.replace(/^\n/, '')));
  }

  async commit(id: string): Promise<CommitInfo> {
    const [commit] = await this.log(id, ['-1']);
    if (!commit) throw new Error(`no commit ${id}`);
    return commit;
  }

  async mergeBase(...commits: readonly string[]): Promise<string | null> {
    const { code, out } = await tryGit(this.path, ['merge-base', ...commits]);
    return code === 0 ? (lines(out)[0] ?? null) : null;
  }

  async isAncestor(old: string, young: string): Promise<boolean> {
    return (await tryGit(this.path, ['merge-base', '--is-ancestor', old, young])).code === 0;
  }

  /** In one step; refused where it is not at `old` any more. @param old null: it must not exist @param id null: deleted */
  async move(branch: string, id: string | null, old: string | null): Promise<boolean> {
    const none = '0'.repeat(40);
    const line = `update refs/heads/${branch}\0${id ?? none}\0${old ?? none}\0`;
    return (await tryGit(this.path, ['update-ref', '--stdin', '-z'], line)).code === 0;
  }
}

function lines(out: Buffer): string[] {
  return out
    .toString()
    .split('\n')
    .filter((line) => line !== '');
}

function commitOf(record: string): CommitInfo[] {
  const [id, parents, authorName, authorEmail, authored, committerName, committerEmail, committed, message] =
    record.split('\0') as string[];
  if (!id || message === undefined) return [];
  return [
    {
      id,
      parents: (parents ?? '').split(' ').filter((parent) => parent !== ''),
      message: message.replace(/\n$/, ''),
      authorName: authorName ?? '',
      authorEmail: authorEmail ?? '',
      authored: authored ?? '',
      committerName: committerName ?? '',
      committerEmail: committerEmail ?? '',
      committed: committed ?? '',
    },
  ];
}
