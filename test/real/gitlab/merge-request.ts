/** A merge request in the stand-in GitLab, and what stands in it. */
import type { FakeGitLab } from '../../support/gitlab/server.js';

export interface Note {
  readonly body: string;
  readonly system: boolean;
  readonly type: string | null;
}

async function call<T>({ url, token, projectPath }: FakeGitLab, path: string, body?: object): Promise<T> {
  const response = await fetch(`${url}/api/v4/projects/${encodeURIComponent(projectPath)}/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'private-token': token, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** @returns its number */
export async function openMergeRequest(gitlab: FakeGitLab, branch: string): Promise<number> {
  const request = { source_branch: branch, target_branch: 'main', title: branch };
  return (await call<{ iid: number }>(gitlab, 'merge_requests', request)).iid;
}

/** The notes that people see, and the comments at lines. */
export async function notesOf(gitlab: FakeGitLab, iid: number): Promise<{ notes: Note[]; comments: Note[] }> {
  const all = await call<Note[]>(gitlab, `merge_requests/${iid}/notes?per_page=100`);
  const said = all.filter(({ system }) => !system);
  return {
    notes: said.filter(({ type }) => type !== 'DiffNote'),
    comments: said.filter(({ type }) => type === 'DiffNote'),
  };
}

export function statusesOf(gitlab: FakeGitLab, commit: string): Promise<{ name: string; status: string }[]> {
  return call(gitlab, `repository/commits/${commit}/statuses`);
}
