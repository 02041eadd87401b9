/** The examples, compiled once for the tests of this folder. */
import { resolve } from 'node:path';
import { compile } from '../../../compiler/compile.js';
import { nodeFiles } from '../../../compiler/host/node-files.js';
import { remembering } from '../../../compiler/host/remembering.js';
import type { Artifact } from '../../../compiler/model/artifact.js';
import { openWorkspace } from '../../../compiler/open-workspace.js';
import type { Workspace } from '../../../compiler/workspace.js';

export const repository = resolve(import.meta.dirname, '../../..');

let made: { readonly workspace: Workspace; readonly artifacts: readonly Artifact[] } | null = null;

/** Their generated files, in order of path, and what knows the specs. */
export const examples = {
  get artifacts() {
    return (made ??= make()).artifacts;
  },
  get workspace() {
    return (made ??= make()).workspace;
  },
};

function make(): { workspace: Workspace; artifacts: Artifact[] } {
  const artifacts: Artifact[] = [];
  compile(repository, {
    output: 'none',
    incremental: false,
    onCompiled: ({ images }) => void artifacts.push(...images.flatMap((image) => image.artifacts)),
  });
  const opened = openWorkspace(remembering(nodeFiles), repository);
  if (!('workspace' in opened)) throw new Error('the examples have errors');
  return { workspace: opened.workspace, artifacts };
}
