/** Merging: lib/api/merge_requests.rb, app/services/merge_requests/merge_service.rb of GitLab. */
import { commitTree } from '../git/edit.js';
import { tryGit } from '../git/run.js';
import type { Context } from '../http/context.js';
import { refuse } from '../http/reply.js';
import type { MergeRequest } from '../world.js';
import { isDraft } from './show.js';

export async function merge(context: Context, request: MergeRequest): Promise<void> {
  const { world, caller } = context;
  const { repository } = world;
  if (!world.mayPush(caller, request.target)) refuse(401, '401 Unauthorized');
  const [source, target] = [await repository.tip(request.source), await repository.tip(request.target)];
  if (request.state !== 'opened' || isDraft(request.title) || source === null || target === null)
    refuse(405, '405 Method Not Allowed');
  const sha = context.text('sha');
  if (sha !== undefined && sha !== source) refuse(409, `SHA does not match HEAD of source branch: ${source}`);
  const squash = context.flag('squash') ?? request.squash;
  const tip = await mergedCommit(context, request, { source, target, squash });
  if (!(await repository.move(request.target, tip, target))) refuse(422, 'Branch cannot be merged');
  request.state = 'merged';
  if (
    (context.flag('should_remove_source_branch') ?? request.removeSource) &&
    request.source !== world.defaultBranch
  )
    await repository.move(request.source, null, source);
}

async function mergedCommit(
  context: Context,
  request: MergeRequest,
  { source, target, squash }: { source: string; target: string; squash: boolean },
): Promise<string> {
  const { world, caller } = context;
  const { repository } = world;
  const person = { name: caller.name, email: `${caller.username}@example.com` };
  if (world.mergeMethod === 'ff' && !(await repository.isAncestor(target, source)))
    refuse(422, 'Branch cannot be merged');
  const { code, out } = await tryGit(repository.path, ['merge-tree', '--write-tree', target, source]);
  if (code !== 0) refuse(422, 'Branch cannot be merged');
  const tree = out.toString().split('\n')[0] ?? '';
  let head = source;
  if (squash) {
    const base = (await repository.mergeBase(target, source)) ?? target;
    head = await commitTree(repository, `${source}^{tree}`, [base], request.title, person);
    request.squashCommit = head;
  }
  if (world.mergeMethod === 'ff') return head;
  const message =
    context.text('merge_commit_message') ??
    `Merge branch '${request.source}' into '${request.target}'\n\n${request.title}\n\nSee merge request ${world.projectPath}!${request.iid}`;
  request.mergeCommit = await commitTree(repository, tree, [target, head], message, person);
  return request.mergeCommit;
}
