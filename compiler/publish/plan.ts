/** What publishing will do: read from both sides, nothing changed. */

import type { Answer } from '../clients/gitlab/types.js';
import { actionsOf, type Action } from './actions.js';
import type { Published } from './remembered.js';
import { threeWay, type PathChange, type PathConflict } from './three-way.js';
import { sameEntry, type Entry, type LocalTree, type Remote, type Tree } from './tree.js';

export interface PublishWanted {
  readonly branch: string;
  /** The branch that it is to be merged into. */
  readonly target: string;
  /** The commit that ours began from, where somebody says it; else `beginning` is asked. */
  readonly base: string | null;
  /** null where nothing is in common, or nobody can tell. @param targetTip newest commit of the target */
  readonly beginning: (targetTip: string) => Promise<Answer<string | null>>;
  /** What was published to this branch the last time; null where nothing is known. @param tip its newest commit */
  readonly earlier: (tip: string) => Promise<Answer<Published | null>>;
}

export interface PublishPlan {
  /** Newest commits; null for a branch that is not there. */
  readonly tip: string | null;
  readonly targetTip: string | null;
  /** The commit that ours began from; null: nobody can tell. */
  readonly base: string | null;
  readonly actions: readonly Action[];
  /** The same, path by path, with what the API cannot make. */
  readonly changes: readonly PathChange[];
  readonly conflicts: readonly PathConflict[];
  /** What the API cannot make: symlinks. Paths. */
  readonly unsendable: readonly string[];
  /** Where the branch has left the target; null in an empty repository. */
  readonly fork: string | null;
  /** Paths by which the branch will differ from there. */
  readonly differing: readonly string[];
  /** Whether the branch will hold the workspace just as it is here. */
  readonly isWhole: boolean;
}

export async function planPublish(
  asked: Remote,
  local: LocalTree,
  wanted: PublishWanted,
): Promise<Answer<PublishPlan>> {
  const remote = rememberingTrees(asked);
  const [tipAnswer, targetAnswer] = await Promise.all(
    [wanted.branch, wanted.target].map((branch) => remote.tip(branch)),
  );
  if (!tipAnswer || 'fault' in tipAnswer) return tipAnswer as Answer<never>;
  if (!targetAnswer || 'fault' in targetAnswer) return targetAnswer as Answer<never>;
  const [tip, targetTip] = [tipAnswer.value, targetAnswer.value];

  const base = await baseOf(remote, targetTip, wanted);
  if ('fault' in base) return base;
  const published = await stillThere(remote, tip, wanted);
  if ('fault' in published) return published;
  const began = base.value ?? published.value?.base ?? null;
  const fork = await forkOf(remote, tip, targetTip);
  if ('fault' in fork) return fork;

  const trees = await treesOf(remote, [
    tip ?? targetTip,
    began,
    published.value?.commit ?? null,
    published.value?.base ?? null,
    fork.value,
  ]);
  if ('fault' in trees) return trees;
  const [theirs = NONE, from = NONE, last = NONE, lastBase = NONE, forkTree = NONE] = trees.value;
  const { changes, conflicts, unsendable } = threeWay({
    ours: local.entries,
    theirs,
    base: from,
    published: published.value && { tree: last, base: lastBase },
  });
  const result = new Map<string, Entry>(theirs);
  for (const { path, after } of changes)
    if (after === null) result.delete(path);
    else result.set(path, after);
  return {
    value: {
      tip,
      targetTip,
      base: began,
      actions: actionsOf(changes),
      changes: [
        ...changes,
        ...unsendable.map((path) => ({
          path,
          before: theirs.get(path) ?? null,
          after: local.entries.get(path) ?? null,
        })),
      ],
      conflicts,
      unsendable,
      fork: fork.value,
      differing: differing(result, forkTree),
      isWhole: differing(result, local.entries).length === 0,
    },
  };
}

const NONE: Tree = new Map();

/** Of the target's history. */
async function baseOf(
  remote: Remote,
  targetTip: string | null,
  { base, beginning }: PublishWanted,
): Promise<Answer<string | null>> {
  if (targetTip === null) return { value: null };
  return base === null ? beginning(targetTip) : remote.mergeBase(base, targetTip);
}

/** Only as long as the branch holds it: one that was made anew, or rewritten, does not. */
async function stillThere(
  remote: Remote,
  tip: string | null,
  { earlier }: PublishWanted,
): Promise<Answer<Published | null>> {
  if (tip === null) return { value: null };
  const known = await earlier(tip);
  if ('fault' in known || known.value === null) return known;
  const published = known.value;
  const common = await remote.mergeBase(published.commit, tip);
  if ('fault' in common) return common;
  return { value: common.value === published.commit ? published : null };
}

async function forkOf(
  remote: Remote,
  tip: string | null,
  targetTip: string | null,
): Promise<Answer<string | null>> {
  if (tip === null || targetTip === null) return { value: targetTip };
  return remote.mergeBase(tip, targetTip);
}

async function treesOf(remote: Remote, commits: readonly (string | null)[]): Promise<Answer<Tree[]>> {
  const trees: Tree[] = [];
  for (const commit of commits) {
    const answer = commit === null ? { value: NONE } : await remote.tree(commit);
    if ('fault' in answer) return answer;
    trees.push(answer.value);
  }
  return { value: trees };
}

/** Several of the commits are often the same one. */
function rememberingTrees(remote: Remote): Remote {
  const known = new Map<string, Promise<Answer<Tree>>>();
  return {
    ...remote,
    tree(commit) {
      const answer = known.get(commit) ?? remote.tree(commit);
      known.set(commit, answer);
      return answer;
    },
  };
}

/** Submodules are another repository's. */
function differing(one: Tree, other: Tree): string[] {
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((path) => {
      const [here, there] = [one.get(path), other.get(path)];
      return here?.kind !== 'submodule' && there?.kind !== 'submodule' && !sameEntry(here, there);
    })
    .sort();
}
