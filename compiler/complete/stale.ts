import type { Answer } from '../clients/gitlab/types.js';
import { algorithmOf, blobId } from '../model/blob-id.js';
import type { Target, Targets } from '../content/edits.js';
import type { ProjectContent } from '../content/project-content.js';
import type { Artifact } from '../model/artifact.js';
import { compare } from '../write/compare.js';
import { ROOT, settled, type Sides } from './sides.js';

export interface Stale {
  readonly artifact: Artifact;
  /** The path, where what is there was not generated. */
  readonly foreign: string | null;
}

/** Generated files that are not in the commit as they are to be. Only of these the content is read. */
export async function staleOf(
  { tree, after }: Sides,
  { commit }: ProjectContent,
  artifacts: readonly Artifact[],
): Promise<Answer<readonly Stale[]>> {
  const differing = await settled(tree, () =>
    artifacts.filter(
      ({ path, content }) => after.entry(path)?.id !== blobId(content, algorithmOf(commit.id)),
    ),
  );
  if ('fault' in differing) return differing;
  return settled(tree, () =>
    differing.value.flatMap((artifact) => {
      const { standing } = compare(after, ROOT, artifact);
      return standing === 'same'
        ? []
        : [{ artifact, foreign: standing === 'foreign' ? artifact.path : null }];
    }),
  );
}

export function generatedBy(
  stale: readonly Stale[],
  removals: readonly string[],
  targets: Targets,
): Map<string, Target | null> {
  const generated = new Map<string, Target | null>(removals.map((path) => [path, null]));
  for (const { artifact } of stale) {
    const { path, content, mode } = artifact;
    const from = targets.get(path)?.from ?? null;
    const executable = mode === 0o755 ? true : null;
    generated.set(path, { content: new TextEncoder().encode(content), from, executable });
  }
  return generated;
}
