import type { Answer, CommitAction } from '../clients/gitlab/types.js';
import { missing } from './answers.js';
import { algorithmOf, blobId } from '../model/blob-id.js';
import type { Target, Targets } from './edits.js';
import type { Fact, Facts } from './look.js';
import { inProject } from './paths.js';
import { LARGEST_FILE, type ProjectContent } from './project-content.js';

/**
 * What has to be done so that a commit has the targets: nothing for what it has already. What goes comes first, so
 * that a folder can take the place of a file.
 * @param tip what the commit goes on top of
 * @param facts of every path in the targets, and of what they come from, in that commit
 * @param guarded each change states the newest commit of its file, and GitLab refuses where that is another one
 */
export async function actionsFor(
  tip: ProjectContent,
  targets: Targets,
  facts: Facts,
  guarded: boolean,
): Promise<Answer<readonly CommitAction[]>> {
  const actions: CommitAction[] = [];
  const moved = new Set<string>();
  const guard = (fact: Fact): { readonly lastCommit?: string } =>
    guarded && fact.lastCommit !== '' ? { lastCommit: fact.lastCommit } : {};
  for (const [name, target] of targets) {
    if (target === null) continue;
    const path = inProject(tip.folder, name);
    const there = facts.get(name) ?? null;
    const source = target.from === null ? null : (facts.get(target.from) ?? null);
    const isMove =
      source !== null && target.from !== name && !there && targets.get(target.from ?? '') === null;
    const previous = target.from ?? '';
    if (isMove && !moved.has(previous)) {
      moved.add(previous);
      const from = inProject(tip.folder, previous);
      actions.push({ action: 'move', path, previous: from, content: target.content, ...guard(source) });
    } else {
      const content = await contentOf(tip, name, target);
      if ('fault' in content) return content;
      if (there === null && content.value !== null) {
        const executable = target.executable ?? source?.executable ?? false;
        actions.push({ action: 'create', path, content: content.value, executable });
        continue;
      }
      if (there && content.value !== null && blobId(content.value, algorithmOf(there.id)) !== there.id)
        actions.push({ action: 'update', path, content: content.value, ...guard(there) });
    }
    const executable = target.executable ?? (isMove ? null : (source?.executable ?? null));
    const now = isMove ? source : there;
    if (executable !== null && now && executable !== now.executable)
      actions.push({ action: 'chmod', path, executable, ...(isMove ? {} : guard(now)) });
  }
  for (const [name, target] of targets) {
    const there = facts.get(name) ?? null;
    if (target === null && there && !moved.has(name))
      actions.push({ action: 'delete', path: inProject(tip.folder, name), ...guard(there) });
  }
  return { value: actions.sort((one, other) => ORDER[one.action] - ORDER[other.action]) };
}

const ORDER: Readonly<Record<CommitAction['action'], number>> = {
  delete: 0,
  move: 1,
  create: 2,
  update: 3,
  chmod: 4,
};

/** null: the content stays as it is. */
async function contentOf(
  tip: ProjectContent,
  path: string,
  { content, from }: Target,
): Promise<Answer<Uint8Array | null>> {
  if (content !== null || from === null || from === path) return { value: content };
  // Something else takes its place, or it stands where something was.
  const read = await tip.read(from, LARGEST_FILE);
  if ('fault' in read || read.value !== null) return read;
  return missing(`there is no file ${JSON.stringify(from)} any more`);
}
