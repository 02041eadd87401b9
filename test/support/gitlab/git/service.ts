/** Clones and pushes over HTTP: whose they are, and which branches they may touch. */
import { serve } from '../../../jenkins/git-server.js';
import type { GitService } from '../http/server.js';
import type { World } from '../world.js';
import { afterPush } from './pushed.js';
import { GIT_ENVIRONMENT } from './run.js';

export function gitService(world: World, root: string): GitService {
  return async (request, response, path) => {
    const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const password =
      basic &&
      Buffer.from(basic, 'base64')
        .toString()
        .replace(/^[^:]*:/, '');
    const token = world.tokens.find(({ value }) => value === password);
    const pushes = /git-receive-pack/.test(path);
    const end = (status: number, text: string): void => {
      response.writeHead(status, {
        'content-type': 'text/plain',
        ...(status === 401 && { 'WWW-Authenticate': 'Basic realm="GitLab"' }),
      });
      response.end(text);
    };
    if (!token || token.state !== 'good') return end(401, 'HTTP Basic: Access denied\n');
    const { user, scopes } = token;
    const scope = pushes ? /^(api|write_repository)$/ : /^(api|read_repository|write_repository)$/;
    if (!path.startsWith(`/${world.projectPath}.git/`) || user.level === null)
      return end(
        404,
        "The project you were looking for could not be found or you don't have permission to view it.\n",
      );
    if (!scopes.some((each) => scope.test(each))) return end(403, 'Access denied\n');
    if (pushes && world.archived)
      return end(403, "You can't push code to a read-only GitLab instance or an archived project.\n");
    if (pushes && user.level < 30) return end(403, 'You are not allowed to push code to this project.\n');
    const refused = [...world.protectedBranches.keys()].filter((branch) => !world.mayPush(user, branch));
    if (pushes && request.method === 'POST')
      response.on('finish', () => void world.exclusively(() => afterPush(world, user)));
    serve(root, request, response, {
      path,
      env: { ...GIT_ENVIRONMENT, STAND_IN_PROTECTED: refused.map((name) => `refs/heads/${name}`).join('\n') },
    });
  };
}
