import type { GitLabApi } from '../api.js';
import { jsonWith, nothing } from '../caller.js';
import { branchOf } from '../commit-json.js';
import { about, change, emptied, quoted, type Connection } from '../connection.js';
import { badName, isRef } from '../names.js';

export function branchCalls({
  caller,
  project,
}: Connection): Pick<GitLabApi, 'branch' | 'branches' | 'createBranch' | 'deleteBranch'> {
  return {
    async branch(name) {
      if (!isRef(name)) return { value: null };
      return caller.found(
        about(nameOf(name)),
        ({ branches }) => branches.show(project, name),
        jsonWith(branchOf),
      );
    },
    branches: (search) =>
      caller.list(
        about('the branches'),
        ({ branches }, page) =>
          branches.all(project, { ...page, ...(search === '' ? {} : { search: search.toWellFormed() }) }),
        branchOf,
      ),
    createBranch: (name, commit) =>
      caller.change(
        change(nameOf(name), name),
        ({ branches }) => branches.create(project, name.toWellFormed(), commit),
        jsonWith(branchOf),
      ),
    async deleteBranch(name) {
      if (!isRef(name)) return { fault: badName(nameOf(name)) };
      const ask = change(nameOf(name), name);
      return emptied(await caller.change(ask, ({ branches }) => branches.remove(project, name), nothing));
    },
  };
}

function nameOf(branch: string): string {
  return `the branch ${quoted(branch)}`;
}
