import { isBroken } from '../../http/outcome.js';
import { stringOf } from '../../http/json.js';
import type { GitLabApi } from '../api.js';
import { jsonWith } from '../caller.js';
import { commitActions, commitOf } from '../commit-json.js';
import { about, change, quoted, type Connection } from '../connection.js';
import { comparisonOf } from '../merge-request-json.js';
import { badName, isPath, isRef } from '../names.js';
import { saidIn } from '../said.js';
import type { CommitAction } from '../types.js';

export function commitCalls({
  session,
  caller,
  project,
}: Connection): Pick<GitLabApi, 'commit' | 'commits' | 'createCommit' | 'mergeBase' | 'compare'> {
  return {
    async commit(ref) {
      if (!isRef(ref)) return { value: null };
      return caller.found(
        about(nameOf(ref)),
        ({ commits }) => commits.show(project, ref, { stats: false }),
        jsonWith(commitOf),
      );
    },
    commits: (ref, limit, path, first) =>
      caller.list(
        about(path === undefined ? `the history of ${quoted(ref)}` : `the history of ${quoted(path)}`),
        ({ commits }, page) =>
          commits.all(project, {
            ...page,
            refName: ref.toWellFormed(),
            ...(path === undefined ? {} : { path: path.toWellFormed() }),
          }),
        commitOf,
        limit,
        first,
      ),
    async createCommit(request) {
      const bad = request.actions.flatMap(pathsOf).find((path) => !isPath(path));
      if (bad !== undefined) return { fault: badName(`the path ${quoted(bad)}`) };
      const thing = `the commit to ${quoted(request.branch)}`;
      return caller.change(
        change(thing, request.branch),
        ({ commits }) =>
          commits.create(
            project,
            request.branch,
            request.message.toWellFormed(),
            commitActions(request.actions) as never,
            { stats: false, ...(request.start === null ? {} : { startSha: request.start }) } as object,
          ),
        jsonWith(commitOf),
      );
    },
    async mergeBase(one, other) {
      const question = about(`what ${quoted(one)} and ${quoted(other)} have in common`);
      const outcome = await session.read(({ repositories }) =>
        repositories.mergeBase(project, [one.toWellFormed(), other.toWellFormed()]),
      );
      if (caller.lacks(outcome)) return { value: null };
      const answer = await caller.told(
        question,
        outcome,
        jsonWith((json) => stringOf(json['id']) || null),
      );
      if (!('fault' in answer) || isBroken(outcome)) return answer;
      const unknown = /^Could not find refs?: /u.test(saidIn(outcome, session.secrets).text);
      return unknown ? { fault: { ...answer.fault, kind: 'missing' } } : answer;
    },
    compare: (from, to, straight) =>
      caller.json(
        about(`the comparison of ${quoted(from)} and ${quoted(to)}`),
        ({ repositories }) =>
          repositories.compare(project, from.toWellFormed(), to.toWellFormed(), { straight }),
        comparisonOf,
      ),
  };
}

function nameOf(ref: string): string {
  return `the commit ${quoted(ref)}`;
}

function pathsOf(action: CommitAction): readonly string[] {
  return action.action === 'move' ? [action.path, action.previous] : [action.path];
}
