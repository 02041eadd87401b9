/** A project of a GitLab in memory, for what fails at each request and for what happens between two. */
import { blobId } from '../../../compiler/model/blob-id.js';
import type { GitLabApi } from '../../../compiler/clients/gitlab/api.js';
import type {
  Answer,
  Commit,
  CommitAction,
  CommitRequest,
  FileDiff,
  GitLabFault,
  TreeEntry,
} from '../../../compiler/clients/gitlab/types.js';

interface Node {
  readonly type: 'file' | 'symlink' | 'submodule';
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

type Tree = ReadonlyMap<string, Node>;

/** Text or bytes; `{link}`, `{submodule}`, `{run}` (an executable file). */
export type Stored =
  string | Uint8Array | { readonly link: string } | { readonly submodule: string } | { readonly run: string };

export function fault(kind: GitLabFault['kind'], status = 400): { readonly fault: GitLabFault } {
  return { fault: { kind, status, reason: `https://gitlab.example.com says ${kind}`, advice: 'Look.' } };
}

/** What `before` may make of a request: a fault; `after` says that the request has its effect nevertheless. */
type Disturbed = { readonly fault: GitLabFault; readonly after?: boolean } | void;

export class MemoryProject {
  readonly asked: string[] = [];
  readonly branches = new Map<string, string>();
  readonly #commits = new Map<string, { readonly commit: Commit; readonly tree: Tree }>();
  locked = new Set<string>();
  pageSize = 3;
  before: (name: string, count: number, args: readonly unknown[]) => Disturbed | Promise<Disturbed> =
    () => {};

  constructor(files: Readonly<Record<string, Stored>> = {}) {
    this.push(files, { message: 'Start' });
  }

  /** Somebody pushes: what differs from the branch's newest commit. null: it goes. */
  push(
    files: Readonly<Record<string, Stored | null>>,
    { branch = 'main', author = 'Ann', message = 'Change' } = {},
  ): string {
    const parent = this.branches.get(branch) ?? null;
    const tree = new Map(this.#treeOf(parent ?? ''));
    for (const [path, stored] of Object.entries(files)) {
      if (stored === null) tree.delete(path);
      else tree.set(path, nodeOf(stored));
    }
    return this.#commit(tree, parent, branch, author, message).id;
  }

  text(path: string, branch = 'main'): string | null {
    const node = this.#treeOf(branch).get(path);
    return node ? new TextDecoder().decode(node.bytes) : null;
  }

  node(path: string, branch = 'main'): Node | null {
    return this.#treeOf(branch).get(path) ?? null;
  }

  paths(branch = 'main'): string[] {
    return [...this.#treeOf(branch).keys()].sort();
  }

  newest(branch = 'main'): Commit {
    return this.#commits.get(this.branches.get(branch) ?? '')?.commit as Commit;
  }

  get api(): GitLabApi {
    const does: Partial<Record<keyof GitLabApi, (...args: never[]) => unknown>> = {
      project: () => ({
        id: 1,
        path: 'team/images',
        url: '',
        defaultBranch: 'main',
        archived: false,
        accessLevel: 30,
      }),
      branch: (name: string) => this.#branch(name),
      commit: (ref: string) => this.#commits.get(this.#idOf(ref))?.commit ?? null,
      commits: (ref: string, limit: number, path?: string, page = 1) =>
        this.#log(ref, path).slice((page - 1) * limit, page * limit),
      compare: (from: string, to: string) => ({
        commits: [],
        files: this.#differences(from, to),
        complete: true,
      }),
      tree: (ref: string, folder: string, options: { recursive: boolean; page: string | null }) => {
        const entries = this.#list(ref, folder, options.recursive);
        const start = Number(options.page ?? 0);
        const next = start + this.pageSize < entries.length ? String(start + this.pageSize) : null;
        return { entries: entries.slice(start, start + this.pageSize), next };
      },
      head: (ref: string, path: string) => {
        const node = this.#treeOf(ref).get(path);
        if (!node || node.type === 'submodule') return null;
        const { executable, bytes } = node;
        const lastCommit = this.#log(ref, path)[0]?.id ?? '';
        return { path, size: bytes.length, executable, id: idOf(node), lastCommit };
      },
      read: (ref: string, path: string, limit: number) => this.#bytes(this.#treeOf(ref).get(path), limit),
      blob: (id: string, limit: number) => {
        const nodes = [...this.#commits.values()].flatMap(({ tree }) => [...tree.values()]);
        return this.#bytes(
          nodes.find((node) => idOf(node) === id),
          limit,
        );
      },
      createCommit: (request: CommitRequest) => this.#create(request),
    };
    const api: Record<string, unknown> = { url: 'https://gitlab.example.com', projectPath: 'team/images' };
    for (const [name, action] of Object.entries(does))
      api[name] = async (...args: never[]): Promise<Answer<unknown>> => {
        this.asked.push(`${name} ${JSON.stringify(args[0])} ${JSON.stringify(args[1])}`);
        const count = this.asked.filter((one) => one.startsWith(`${name} `)).length;
        const disturbed = await this.before(name, count, args);
        if (disturbed && !disturbed.after) return disturbed;
        try {
          const value = action(...args);
          return disturbed ?? { value };
        } catch (error) {
          if (error instanceof Refused) return error.answer;
          throw error;
        }
      };
    return api as unknown as GitLabApi;
  }

  #branch(name: string): object | null {
    const commit = this.branches.get(name);
    return commit
      ? { name, commit, protected: this.locked.has(name), canPush: !this.locked.has(name) }
      : null;
  }

  #create({ branch, start, message, actions }: CommitRequest): Commit {
    if (this.locked.has(branch)) throw new Refused('forbidden');
    if (start !== null && this.branches.has(branch)) throw new Refused('conflict');
    const parent = start ?? this.branches.get(branch);
    if (parent === undefined) throw new Refused('conflict');
    const tree = new Map(this.#treeOf(parent));
    for (const action of actions) this.#apply(tree, action, parent, start === null);
    return this.#commit(tree, parent, branch, 'Bot', message);
  }

  #apply(tree: Map<string, Node>, action: CommitAction, parent: string, guarded: boolean): void {
    const { path } = action;
    const source = action.action === 'move' ? action.previous : path;
    const there = tree.get(source);
    const last = 'lastCommit' in action ? action.lastCommit : undefined;
    if (guarded && last !== undefined && last !== this.#log(parent, source)[0]?.id)
      throw new Refused('conflict');
    if (action.action === 'create') {
      const isFolder = [...tree.keys()].some((one) => one.startsWith(`${path}/`));
      if (there || isFolder) throw new Refused('conflict');
      tree.set(path, { type: 'file', bytes: action.content, executable: action.executable });
      return;
    }
    if (!there || there.type === 'submodule') throw new Refused('conflict');
    if (action.action === 'delete') tree.delete(path);
    else if (action.action === 'update') tree.set(path, { ...there, bytes: action.content });
    else if (action.action === 'chmod') tree.set(path, { ...there, executable: action.executable });
    else {
      if (tree.has(path)) throw new Refused('conflict');
      tree.delete(source);
      tree.set(path, { ...there, bytes: action.content ?? there.bytes });
    }
  }

  #bytes(node: Node | undefined, limit: number): Uint8Array | null {
    if (!node || node.type === 'submodule') return null;
    if (node.bytes.length > limit) throw new Refused('too-large');
    return node.bytes;
  }

  #commit(tree: Tree, parent: string | null, branch: string, authorName: string, message: string): Commit {
    const id = blobId(`${this.#commits.size} ${branch} ${message}`);
    const commit: Commit = {
      id,
      parents: parent === null ? [] : [parent],
      title: message.split('\n')[0] ?? '',
      message,
      authorName,
      authorEmail: `${authorName.toLowerCase()}@example.com`,
      authored: '2026-01-01T00:00:00Z',
      committed: '2026-01-01T00:00:00Z',
      url: `https://gitlab.example.com/team/images/-/commit/${id}`,
    };
    this.#commits.set(id, { commit, tree });
    this.branches.set(branch, id);
    return commit;
  }

  #idOf(ref: string): string {
    return this.branches.get(ref) ?? ref;
  }

  #treeOf(ref: string): Tree {
    return this.#commits.get(this.#idOf(ref))?.tree ?? new Map();
  }

  #log(ref: string, path?: string): Commit[] {
    const found: Commit[] = [];
    for (
      let at = this.#commits.get(this.#idOf(ref));
      at;
      at = this.#commits.get(at.commit.parents[0] ?? '')
    ) {
      const before = this.#treeOf(at.commit.parents[0] ?? '');
      if (path === undefined || this.#stateAt(at.tree, path) !== this.#stateAt(before, path))
        found.push(at.commit);
    }
    return found;
  }

  #stateAt(tree: Tree, path: string): string {
    return [...tree]
      .filter(([one]) => one === path || one.startsWith(`${path}/`))
      .map(([one, node]) => `${one} ${idOf(node)} ${node.executable}`)
      .sort()
      .join('\n');
  }

  #differences(from: string, to: string): FileDiff[] {
    const [before, after] = [this.#treeOf(from), this.#treeOf(to)];
    const gone = [...before].filter(([path]) => !after.has(path));
    return [...after]
      .filter(([path]) => !before.has(path))
      .map(([newPath, node]) => {
        const old = gone.find(([, one]) => idOf(one) === idOf(node))?.[0];
        return { oldPath: old ?? newPath, newPath, kind: old === undefined ? 'added' : 'renamed', diff: '' };
      });
  }

  #list(ref: string, folder: string, recursive: boolean): TreeEntry[] {
    const prefix = folder === '' ? '' : `${folder}/`;
    const entries = new Map<string, TreeEntry>();
    for (const [path, node] of this.#treeOf(ref)) {
      if (!path.startsWith(prefix)) continue;
      const parts = path.slice(prefix.length).split('/');
      for (let depth = 1; depth <= (recursive ? parts.length : 1); depth++) {
        const here = prefix + parts.slice(0, depth).join('/');
        const isFolder = depth < parts.length;
        const entry = isFolder ? FOLDER : { type: node.type, executable: node.executable, id: idOf(node) };
        entries.set(here, { path: here, ...entry });
      }
    }
    return [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

const FOLDER = { type: 'folder', executable: false, id: '0'.repeat(40) } as const;

class Refused extends Error {
  readonly answer: { readonly fault: GitLabFault };
  constructor(kind: GitLabFault['kind']) {
    super(kind);
    this.answer = fault(kind);
  }
}

function idOf({ bytes }: Node): string {
  return blobId(bytes);
}

function nodeOf(stored: Stored): Node {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  if (typeof stored === 'string') return { type: 'file', bytes: bytes(stored), executable: false };
  if (stored instanceof Uint8Array) return { type: 'file', bytes: stored, executable: false };
  if ('run' in stored) return { type: 'file', bytes: bytes(stored.run), executable: true };
  if ('link' in stored) return { type: 'symlink', bytes: bytes(stored.link), executable: false };
  return { type: 'submodule', bytes: bytes(stored.submodule), executable: false };
}
