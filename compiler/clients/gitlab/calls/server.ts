import { numberOf, objectOf, stringOf, type Json } from '../../http/json.js';
import { plain } from '../../http/plain.js';
import type { GitLabApi } from '../api.js';
import { jsonWith, parsed } from '../caller.js';
import { about, quoted, type Connection } from '../connection.js';
import { userOf } from '../merge-request-json.js';
import type { Answer, Project } from '../types.js';

/** The server, the project, and people. */
export function serverCalls({
  session,
  caller,
  project,
}: Connection): Pick<GitLabApi, 'facts' | 'project' | 'user' | 'render'> {
  const whole = (): Promise<Answer<Project>> =>
    caller.json(about(`the project "${project}"`), ({ projects }) => projects.show(project), projectOf);

  /** GitLab tells it at /metadata since 15.2, and at /version before. */
  async function version(): Promise<Answer<string>> {
    const found = await caller.found(
      about('the version'),
      ({ metadata }) => metadata.show(),
      jsonWith(versionOf),
    );
    if ('fault' in found && found.fault.kind !== 'missing') return found;
    if ('value' in found && found.value !== null) return { value: found.value };
    return caller.json(about('the version'), (gitlab) => gitlab.raw('GET', 'version'), versionOf);
  }

  return {
    async facts() {
      const user = await caller.json(
        about("the token's user"),
        ({ users }) => users.showCurrentUser(),
        userOf,
      );
      if ('fault' in user) return user;
      const found = await version();
      return 'fault' in found ? found : { value: { version: found.value, user: user.value } };
    },
    project: whole,
    async user(username) {
      const answer = await caller.list(
        about(`the user ${quoted(username)}`),
        ({ users }) => users.all({ username: username.toWellFormed() }),
        userOf,
        1,
      );
      return 'fault' in answer ? answer : { value: answer.value[0] ?? null };
    },
    /** Relates to the project's own members and issues, for which it needs its path. */
    async render(text) {
      const found = /^\d+$/u.test(project) ? await whole() : { value: { path: project } };
      if ('fault' in found) return found;
      const question = about('a text in Markdown');
      const outcome = await session.read(({ markdown }) =>
        markdown.render(text.toWellFormed(), { gfm: true, project: found.value.path } as object),
      );
      return caller.told(question, outcome, (reply) => {
        const html = objectOf(parsed(reply))?.['html'];
        return typeof html === 'string' ? html : null;
      });
    },
  };
}

function versionOf(json: Json): string | null {
  return plain(stringOf(json['version']), [], 40) || null;
}

function projectOf(json: Json): Project | null {
  const id = numberOf(json['id']);
  const path = stringOf(json['path_with_namespace']);
  if (id === 0 || path === '') return null;
  return {
    id,
    path,
    url: plain(stringOf(json['web_url']), [], 2000),
    defaultBranch: stringOf(json['default_branch']) || null,
    archived: json['archived'] === true,
    accessLevel: levelOf(objectOf(json['permissions'])),
  };
}

/** A member of the project, of its group, or of both: what allows more holds. */
function levelOf(permissions: Json | null): number | null {
  const levels = ['project_access', 'group_access'].map((each) =>
    numberOf(objectOf(permissions?.[each])?.['access_level']),
  );
  return Math.max(...levels) || null;
}
