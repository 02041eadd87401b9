import type { MergeRequest, User, World } from '../world.js';

export function openRequest(world: World, source: string, target: string): MergeRequest | undefined {
  return world.mergeRequests.find(
    (request) => request.state === 'opened' && request.source === source && request.target === target,
  );
}

/** Not yet among the others. */
export function newRequest(
  world: World,
  author: User,
  source: string,
  target: string,
  title: string,
): MergeRequest {
  const now = world.now();
  return {
    id: world.nextId(),
    iid: world.mergeRequests.length + 1,
    author,
    source,
    target,
    title,
    description: '',
    state: 'opened',
    labels: [],
    reviewers: [],
    assignees: [],
    squash: false,
    removeSource: false,
    mergeCommit: null,
    squashCommit: null,
    created: now,
    updated: now,
    versions: [],
    preparing: world.preparing,
    discussions: [],
  };
}
