/** The server, its users and the project. */
import { empty, json, notFound, refuse } from '../http/reply.js';
import type { Endpoints } from '../http/route.js';
import { pageOf, paged } from '../http/pages.js';
import type { Level } from '../types.js';
import { shownUser } from './show.js';

export const server: Endpoints = {
  'GET /version': (context) => {
    void context.caller;
    return json(200, { version: context.world.version, revision: '8cf8bd1ea9a' });
  },
  'GET /metadata': (context) => {
    void context.caller;
    const { version } = context.world;
    return json(200, { version, revision: '8cf8bd1ea9a', enterprise: version.endsWith('-ee') });
  },
  'GET /user': (context) =>
    json(200, { ...shownUser(context, context.caller), email: `${context.caller.username}@example.com` }),
  'GET /users': (context) => {
    void context.caller;
    const wanted = context.text('username')?.toLowerCase();
    const { users } = context.world;
    const found =
      wanted === undefined ? users : users.filter((user) => user.username.toLowerCase() === wanted);
    return paged(context, found, (user) => shownUser(context, user));
  },
  'GET /personal_access_tokens/self': (context) => {
    const token = context.world.tokens.find(({ user }) => user === context.caller);
    return json(200, {
      id: context.caller.id,
      name: 'test',
      revoked: false,
      active: true,
      scopes: token?.scopes ?? [],
      user_id: context.caller.id,
      expires_at: '2100-01-01',
    });
  },
  'GET /projects/:id': async (context) => {
    const { world, url, caller } = context;
    const branches = await world.repository.branches();
    const path = world.projectPath;
    return json(200, {
      id: world.projectId,
      name: path.split('/').at(-1),
      path: path.split('/').at(-1),
      path_with_namespace: path,
      default_branch: branches.length === 0 ? null : world.defaultBranch,
      visibility: 'private',
      archived: world.archived,
      empty_repo: branches.length === 0,
      web_url: `${url}/${path}`,
      http_url_to_repo: `${url}/${path}.git`,
      merge_method: world.mergeMethod,
      squash_option: 'default_off',
      remove_source_branch_after_merge: true,
      permissions: {
        project_access: { access_level: caller.level, notification_level: 3 },
        group_access: null,
      },
    });
  },
  'GET /projects/:id/members/all/:user': (context) => {
    const user = context.world.users.find(({ id }) => String(id) === context.part('user'));
    if (!user || user.level === null) notFound();
    return json(200, { ...shownUser(context, user), access_level: user.level });
  },
  'GET /projects/:id/protected_branches': (context) => {
    if ((context.caller.level ?? 0) < 40) refuse(403, '403 Forbidden');
    void pageOf(context);
    const all = [...context.world.protectedBranches].sort(([one], [other]) => (one < other ? -1 : 1));
    return paged(context, all, ([name, level]) => shownProtection(name, level));
  },
  'POST /projects/:id/protected_branches': (context) => {
    context.writes(40);
    const { protectedBranches } = context.world;
    const name = context.required('name');
    if (protectedBranches.has(name)) refuse(409, `Protected branch '${name}' already exists`);
    const level = context.number('push_access_level', 40) as Level | 0;
    protectedBranches.set(name, level);
    return json(201, shownProtection(name, level));
  },
  'DELETE /projects/:id/protected_branches/:branch': (context) => {
    context.writes(40);
    if (!context.world.protectedBranches.delete(context.part('branch'))) notFound();
    return empty(204);
  },
  'GET /projects/:id/protected_branches/:branch': (context) => {
    if ((context.caller.level ?? 0) < 40) refuse(403, '403 Forbidden');
    const name = context.part('branch');
    const level = context.world.protectedBranches.get(name);
    return level === undefined ? notFound() : json(200, shownProtection(name, level));
  },
};

const LEVELS: Readonly<Record<number, string>> = { 30: 'Developers + Maintainers', 40: 'Maintainers' };

function shownProtection(name: string, level: number): unknown {
  const levels = [
    {
      access_level: level,
      access_level_description: LEVELS[level] ?? 'No one',
      user_id: null,
      group_id: null,
    },
  ];
  return {
    name,
    push_access_levels: levels,
    merge_access_levels: levels,
    allow_force_push: false,
    code_owner_approval_required: false,
  };
}
