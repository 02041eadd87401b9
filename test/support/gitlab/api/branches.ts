/** lib/api/branches.rb, app/services/branches/ of GitLab. */
import type { Context } from '../http/context.js';
import { empty, json, notFound, refuse } from '../http/reply.js';
import { paged } from '../http/pages.js';
import type { Endpoints } from '../http/route.js';
import { shownCommit } from './show.js';

export const branches: Endpoints = {
  'GET /projects/:id/repository/branches': async (context) => {
    const search = context.text('search') ?? '';
    const names = (await context.world.repository.branches()).filter((name) => found(name, search));
    const page = await Promise.all(names.map((name) => shownBranch(context, name)));
    return paged(context, page, (branch) => branch);
  },
  'GET /projects/:id/repository/branches/:branch': async (context) =>
    json(200, (await shownBranch(context, context.part('branch'))) ?? notFound('Branch')),

  'POST /projects/:id/repository/branches': async (context) => {
    context.writes(30);
    const [name, ref] = [context.required('branch'), context.required('ref')];
    const { repository } = context.world;
    if (!isBranchName(name)) refuse(400, 'Branch name is invalid');
    if ((await repository.tip(name)) !== null) refuse(400, 'Branch already exists');
    const commit = await repository.resolve(ref);
    if (commit === null) refuse(400, `Failed to create branch '${name}': invalid reference name '${ref}'`);
    if (!context.world.mayPush(context.caller, name))
      refuse(400, 'You are not allowed to create protected branches on this project.');
    if (!(await repository.move(name, commit, null))) refuse(400, 'Branch already exists');
    return json(201, await shownBranch(context, name));
  },

  'DELETE /projects/:id/repository/branches/:branch': async (context) => {
    context.writes(30);
    const { repository, protectedBranches, defaultBranch } = context.world;
    const name = context.part('branch');
    const tip = await repository.tip(name);
    if (tip === null) notFound('Branch');
    if (name === defaultBranch) refuse(400, 'The default branch of a project cannot be deleted.');
    if (protectedBranches.has(name) && (context.caller.level ?? 0) < 40)
      refuse(
        400,
        'You are not allowed to delete protected branches from this project. Only a project maintainer or owner can delete a protected branch.',
      );
    await repository.move(name, null, tip);
    return empty(204);
  },
};

/** `^start`, `end$` or a part, without regard to case. */
function found(name: string, search: string): boolean {
  const [one, other] = [name.toLowerCase(), search.toLowerCase()];
  if (other.startsWith('^') && other.endsWith('$')) return one === other.slice(1, -1);
  if (other.startsWith('^')) return one.startsWith(other.slice(1));
  if (other.endsWith('$')) return one.endsWith(other.slice(0, -1));
  return one.includes(other);
}

/** `git check-ref-format --branch`, and no name that looks like a commit. */
export function isBranchName(name: string): boolean {
  if (/^[0-9a-f]{40}([0-9a-f]{24})?(-|$)/.test(name)) return false;
  if (/[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|^[-/.]|[/.]$|\/\./.test(name)) return false;
  return name !== '@' && name !== 'HEAD' && !/\.lock(\/|$)/.test(name) && name !== '';
}

async function shownBranch(context: Context, name: string): Promise<Record<string, unknown> | null> {
  const { world, url, caller } = context;
  const tip = await world.repository.tip(name);
  if (tip === null) return null;
  const level = world.protectedBranches.get(name);
  return {
    name,
    commit: shownCommit(context, await world.repository.commit(tip)),
    merged: false,
    protected: level !== undefined,
    developers_can_push: level !== undefined && level <= 30,
    developers_can_merge: level !== undefined && level <= 30,
    can_push: world.mayPush(caller, name),
    default: name === world.defaultBranch,
    web_url: `${url}/${world.projectPath}/-/tree/${encodeURI(name)}`,
  };
}
