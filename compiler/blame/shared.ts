/** The generated files that no spec says anything about: they come with the compiler, and by the settings. */

import { findSpecs } from '../load/workspace.js';
import type { Artifact } from '../model/artifact.js';
import { attributesBlock, runtimeArtifacts, type Variants } from '../runtime.js';
import { readIdentities } from '../variants.js';
import type { Workspace } from '../workspace.js';
import type { Generated, LineOrigin } from './generator.js';
import { settingAt } from './written.js';

/** Null where the file is none of them. */
export function sharedFile(workspace: Workspace, path: string): Generated | null {
  const { files, root, settings } = workspace;
  const variants = path === '.gitattributes' ? variantsIn(workspace) : 'none';
  const artifact = runtimeArtifacts(files, root, settings, variants).find((one) => one.path === path);
  if (!artifact) return null;
  return {
    artifact,
    of: 'workspace',
    originOf: path === '.gitattributes' ? attributes(workspace, artifact) : runtime(workspace),
  };
}

/** The runtime is the same everywhere; the settings only say whether it stands in the workspace. */
function runtime(workspace: Workspace): Generated['originOf'] {
  const origin: LineOrigin = { kind: 'fixed', written: settingAt(workspace, '/library') };
  return () => origin;
}

/** Lines outside of our block are somebody's. */
function attributes(workspace: Workspace, { content }: Artifact): Generated['originOf'] {
  const { first, last } = attributesBlock(content);
  const lines = content.split('\n');
  const [folder, library] = [settingAt(workspace, '/images'), settingAt(workspace, '/library')];
  return (line) => {
    if (line < first || line > last) return { kind: 'own', written: null };
    const names = lines[line - 1]?.startsWith(`/${workspace.images}/`) ?? false;
    return names ? { kind: 'value', written: folder } : { kind: 'fixed', written: library };
  };
}

function variantsIn(workspace: Workspace): Variants {
  const { files, root, images } = workspace;
  const all = findSpecs(files, root, images).map((place) => readIdentities(workspace, place));
  if (all.some((identities) => identities?.some(({ variant }) => variant !== null))) return 'some';
  return all.includes(null) ? 'unknown' : 'none';
}
