/** lib/api/commits.rb of GitLab, as far as it reads. */
import type { CommitInfo } from '../git/repository.js';
import { pageOf, paged } from '../http/pages.js';
import { json, notFound } from '../http/reply.js';
import type { Endpoints } from '../http/route.js';
import { createCommit } from './commit.js';
import { shownCommit } from './show.js';

export const commits: Endpoints = {
  'GET /projects/:id/repository/commits': async (context) => {
    const { repository, defaultBranch } = context.world;
    const commit = await repository.resolve(context.text('ref_name') ?? defaultBranch);
    if (commit === null) notFound('Commit');
    const { page, perPage } = pageOf(context);
    const path = context.text('path');
    // One more than shown tells whether there is a next page.
    const found = await repository.log(commit, [`--max-count=${page * perPage + 1}`], path);
    return paged(context, found, (each: CommitInfo) => shownCommit(context, each), false);
  },
  'POST /projects/:id/repository/commits': createCommit,
  'GET /projects/:id/repository/commits/:sha': async (context) => {
    const { repository, projectId } = context.world;
    const commit = await repository.resolve(context.part('sha'));
    if (commit === null) notFound('Commit');
    const shown = shownCommit(context, await repository.commit(commit));
    return json(200, { ...shown, project_id: projectId, status: null, last_pipeline: null });
  },
};
