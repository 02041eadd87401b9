/** What GitLab does after a push, for a merge request: app/services/merge_requests/refresh_service.rb of GitLab. */
import type { MergeRequest, World } from '../world.js';

/** Takes note of where its branches are now. */
export async function refreshed(world: World, request: MergeRequest): Promise<MergeRequest> {
  if (request.state !== 'opened') return request;
  const { repository } = world;
  const [head, target] = await Promise.all([repository.tip(request.source), repository.tip(request.target)]);
  const last = request.versions.at(-1);
  // With a branch deleted it stays open, and shows what it last had.
  if (head !== null && target !== null && head !== last?.head) {
    const base = (await repository.mergeBase(target, head)) ?? target;
    const merged = last !== undefined && (await repository.isAncestor(head, target));
    if (!merged)
      request.versions.push({ id: world.nextId(), base, start: target, head, created: world.now() });
  }
  const shown = request.versions.at(-1);
  const hadCommits = shown !== undefined && shown.base !== shown.head;
  if (target !== null && hadCommits && (await repository.isAncestor(shown.head, target)))
    request.state = 'merged';
  return request;
}
