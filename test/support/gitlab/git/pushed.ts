/**
 * What follows a push: merge requests that its options ask for, in the background, as in GitLab.
 * https://docs.gitlab.com/topics/git/commit/#push-options-for-merge-requests
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { newRequest, openRequest } from '../api/new-request.js';
import { refreshed } from '../api/refresh.js';
import { withoutCommands } from '../api/texts.js';
import type { User, World } from '../world.js';

/** Writes down the pushed refs and the options, a line each. */
export const POST_RECEIVE_HOOK = `#!/bin/sh
{
  while read -r old new ref; do printf 'ref %s %s\\n' "$new" "$ref"; done
  n=0
  while [ "$n" -lt "\${GIT_PUSH_OPTION_COUNT:-0}" ]; do
    printf 'option %s\\n' "$(printenv "GIT_PUSH_OPTION_$n")"
    n=$((n + 1))
  done
} >>pushed
`;

export async function afterPush(world: World, user: User): Promise<void> {
  const file = join(world.repository.path, 'pushed');
  const lines = read(file);
  rmSync(file, { force: true });
  const options = lines.flatMap((line) => /^option merge_request\.(.*)$/.exec(line)?.[1] ?? []);
  if (!options.includes('create')) return;
  for (const line of lines) {
    const branch = /^ref [0-9a-f]*[1-9a-f][0-9a-f]* refs\/heads\/(.*)$/.exec(line)?.[1];
    if (branch !== undefined) await request(world, user, branch, options);
  }
}

function read(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

async function request(world: World, user: User, branch: string, options: readonly string[]): Promise<void> {
  const value = (name: string): string | undefined =>
    options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1);
  const target = value('target') ?? world.defaultBranch;
  if (branch === target) return;
  const open = openRequest(world, branch, target);
  const made = open ?? newRequest(world, user, branch, target, value('title') ?? branch);
  made.title = value('title') ?? made.title;
  const description = value('description')?.replaceAll('\\n', '\n');
  if (description !== undefined)
    made.description = withoutCommands(world, `description of !${made.iid}`, description);
  const labels = options.flatMap((option) => /^label=(.*)$/.exec(option)?.[1] ?? []);
  made.labels = [...new Set([...made.labels, ...labels])];
  made.removeSource ||= options.includes('remove_source_branch');
  await refreshed(world, made);
  if (!open) world.mergeRequests.push(made);
}
