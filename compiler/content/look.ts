/** How the branch that edits are saved to stands to the commit that they were made over. */

import type { GitLabApi } from '../clients/gitlab/api.js';
import type { Answer, Commit } from '../clients/gitlab/types.js';
import { inParallel } from '../in-parallel.js';
import { allOf, missing } from './answers.js';
import type { Edits } from './edits.js';
import { algorithmOf, blobId } from '../model/blob-id.js';
import { inProject } from './paths.js';
import type { ProjectContent } from './project-content.js';

/** What a path has in one commit. */
export interface Fact {
  readonly id: string;
  readonly executable: boolean;
  /** The newest commit that changed it; '' where nobody has asked. */
  readonly lastCommit: string;
}

export type Facts = ReadonlyMap<string, Fact | null>;

export interface Looked {
  readonly branch: string;
  /** The branch is made with the commit. */
  readonly isNew: boolean;
  /** What the commit goes on top of. */
  readonly tip: ProjectContent;
  /** Of every path that is edited. */
  readonly facts: Facts;
  readonly conflicts: readonly Conflict[];
}

/** A file that somebody else has changed since it was read, to something else than ours. null: it is not there. */
export interface Conflict {
  readonly path: string;
  readonly base: Version | null;
  readonly ours: Version | null;
  readonly theirs: Version | null;
  /** Theirs: who and when. null where GitLab doesn't tell it. */
  readonly commit: Commit | null;
}

export interface Version {
  readonly executable: boolean;
  /** null where it is larger than what is kept of it. */
  readonly content: Uint8Array | null;
}

/** More than a spec may have; of larger files who asks gets the rest by reading. */
const MOST_KEPT = 1024 * 1024;
const AT_ONCE = 8;

/** @param wasThere the branch has been seen already */
export async function look(
  edits: Edits,
  branch: string,
  wasThere = branch === edits.base.ref,
): Promise<Answer<Looked>> {
  const { base } = edits;
  const found = await base.gitlab.branch(branch);
  if ('fault' in found) return found;
  if (found.value === null) {
    if (wasThere)
      return missing(
        `the branch ${JSON.stringify(branch)} has been deleted meanwhile`,
        'Nothing was saved. Name another branch.',
      );
    return { value: { branch, isNew: true, tip: base, facts: baseFacts(edits), conflicts: [] } };
  }
  // An archived project and a low role also forbid it: GitLab itself refuses those, and the client tells which it is.
  if (found.value.protected && !found.value.canPush)
    return {
      fault: {
        kind: 'forbidden',
        status: 0,
        reason: `the branch ${JSON.stringify(branch)} is protected: the token may not push to it`,
        advice: 'Nothing was saved. Name another branch, and open a merge request.',
      },
    };
  const tip = await tipOf(edits.base, found.value.commit);
  if ('fault' in tip) return tip;
  const facts = await factsOf(tip.value, touched(edits));
  if ('fault' in facts) return facts;
  const conflicts = await conflictsOf(edits, tip.value, facts.value);
  if ('fault' in conflicts) return conflicts;
  return { value: { branch, isNew: false, tip: tip.value, facts: facts.value, conflicts: conflicts.value } };
}

/** @returns null for paths without a file */
export async function factsOf(content: ProjectContent, paths: readonly string[]): Promise<Answer<Facts>> {
  const heads = allOf(await inParallel(paths, AT_ONCE, (path) => content.head(path)));
  return 'fault' in heads
    ? heads
    : { value: new Map(paths.map((path, index) => [path, heads.value[index] ?? null])) };
}

async function tipOf(base: ProjectContent, id: string): Promise<Answer<ProjectContent>> {
  if (id === base.commit.id) return { value: base };
  const commit = await base.gitlab.commit(id);
  if ('fault' in commit) return commit;
  return commit.value ? { value: base.at(commit.value) } : missing(`the commit ${id} is not there any more`);
}

/** Every path that is edited, and where what moves comes from. */
function touched({ targets }: Edits): string[] {
  const from = [...targets.values()].flatMap((target) => target?.from ?? []);
  return [...new Set([...targets.keys(), ...from])];
}

function baseFacts(edits: Edits): Facts {
  return new Map(
    touched(edits).map((path) => {
      const entry = edits.before(path);
      const isFile = entry?.type === 'file' || entry?.type === 'symlink';
      return [path, isFile ? { id: entry.id, executable: entry.executable, lastCommit: '' } : null];
    }),
  );
}

async function conflictsOf(
  edits: Edits,
  tip: ProjectContent,
  facts: Facts,
): Promise<Answer<readonly Conflict[]>> {
  if (tip.commit.id === edits.base.commit.id) return { value: [] };
  const before = baseFacts(edits);
  const paths = [...facts.keys()].filter((path) => {
    const theirs = facts.get(path) ?? null;
    return !isSame(before.get(path) ?? null, theirs) && !isSame(oursAt(edits, path), theirs);
  });
  const answers = await inParallel(paths, AT_ONCE, (path) => conflictAt(edits, tip, path, facts));
  return allOf(answers);
}

async function conflictAt(
  edits: Edits,
  tip: ProjectContent,
  path: string,
  facts: Facts,
): Promise<Answer<Conflict>> {
  const { gitlab, folder } = tip;
  const [base, theirs, commit] = await Promise.all([
    versionOf(edits.base, path, edits.before(path)),
    versionOf(tip, path, facts.get(path) ?? null),
    newestCommit(gitlab, tip.commit.id, inProject(folder, path)),
  ]);
  if ('fault' in base) return base;
  if ('fault' in theirs) return theirs;
  if ('fault' in commit) return commit;
  const target = edits.targets.get(path);
  const kept = target?.content ? { value: target.content } : await edits.read(path, MOST_KEPT);
  if ('fault' in kept && kept.fault.kind !== 'too-large') return kept;
  const fact = oursAt(edits, path);
  const ours = fact && { executable: fact.executable, content: 'value' in kept ? kept.value : null };
  return { value: { path, base: base.value, ours, theirs: theirs.value, commit: commit.value } };
}

async function newestCommit(gitlab: GitLabApi, ref: string, path: string): Promise<Answer<Commit | null>> {
  const commits = await gitlab.commits(ref, 1, path);
  return 'fault' in commits ? commits : { value: commits.value[0] ?? null };
}

async function versionOf(
  content: ProjectContent,
  path: string,
  fact: { readonly executable: boolean } | null,
): Promise<Answer<Version | null>> {
  if (fact === null) return { value: null };
  const { executable } = fact;
  const bytes = await content.read(path, MOST_KEPT);
  if ('value' in bytes) return { value: { executable, content: bytes.value } };
  return bytes.fault.kind === 'too-large' ? { value: { executable, content: null } } : bytes;
}

type State = Pick<Fact, 'id' | 'executable'> | null;

/** What a path has once the edits are made; what moves away is gone. */
export function oursAt(edits: Edits, path: string): State {
  const target = edits.targets.get(path);
  if (target === null) return null;
  const before = edits.before(target?.from ?? path);
  if (!target) return before;
  const executable = target.executable ?? before?.executable ?? false;
  const id = target.content ? blobId(target.content, algorithmOf(edits.base.commit.id)) : (before?.id ?? '');
  return { id, executable };
}

export function isSame(one: State, other: State): boolean {
  return one?.id === other?.id && one?.executable === other?.executable;
}
