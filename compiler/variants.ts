/** A spec from its file to the complete values of its images: read, inherited, multiplied, interpolated. */

import { OPENING } from './compose/interpolate.js';
import { variantsOf, type Variant } from './compose/variants.js';
import { leaf, member, valueOf } from './compose/tree.js';
import { diagnostic } from './diagnostics/create.js';
import { fileStart } from './diagnostics/file-start.js';
import { readJson } from './load/read.js';
import type { SpecPlace } from './load/workspace.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { ImageIdentity } from './model/image.js';
import { lastPart } from './model/path.js';
import type { MatrixSpec } from './model/spec.js';
import { place as locate, type Places } from './place.js';
import { identityOf } from './resolve/identity.js';
import { JOB_NAME } from './validate/grammar.js';
import { checkMatrix } from './validate/schema.js';
import type { Workspace } from './workspace.js';

export interface SpecVariants {
  readonly variants: readonly (Variant & { readonly places: Places })[];
  /** Fragments that took part, from the root. */
  readonly fragments: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** The spec with all that it inherits, before its matrix: also where there are no variants. Null if unreadable. */
  readonly whole: Places | null;
}

export function readVariants(workspace: Workspace, spec: SpecPlace): SpecVariants {
  const misplaced = placeProblem(workspace, spec);
  if (misplaced) return { variants: [], fragments: [], diagnostics: [misplaced], whole: null };
  const file = `${spec.dir}/${spec.specFiles[0] ?? ''}`;
  const { document, value, diagnostics } = readJson(workspace.files, workspace.root, file);
  if (diagnostics.length > 0) return { variants: [], fragments: [], diagnostics, whole: null };

  const inherited = workspace.inheritance.of(leaf(value, file), workspace.layer);
  const { tree, ways } = inherited;
  const places: Places = {
    spec: file,
    tree,
    ways,
    variant: null,
    document: (name) => (name === file ? document : (workspace.document(name) ?? document)),
  };
  const fragments = [...ways.keys()];
  const unusable = fragments.flatMap((fragment) => workspace.problemsOf(fragment));
  const matrix = member(tree, 'matrix');
  const checked = matrix ? checkMatrix(valueOf(matrix)) : [];
  const problems = [...inherited.problems, ...checked];
  if (problems.length > 0 || unusable.length > 0)
    return {
      variants: [],
      fragments,
      diagnostics: [...problems.map((found) => locate(found, places)), ...unusable],
      whole: places,
    };

  const own = document.text.includes(OPENING);
  const holds = (name: string): boolean => (name === file ? own : workspace.holds(name));
  const { variants, problems: wrong } = variantsOf(
    tree,
    matrix ? (valueOf(matrix) as MatrixSpec) : null,
    holds,
  );
  return {
    variants: variants.map((variant) => ({
      ...variant,
      places: { ...places, tree: variant.tree, variant: variant.name },
    })),
    fragments,
    diagnostics: wrong.map((found) => locate(found, places)),
    whole: places,
  };
}

function placeProblem({ files, root }: Workspace, { dir, specFiles }: SpecPlace): Diagnostic | null {
  const start = fileStart(`${dir}/${specFiles[0] ?? ''}`);
  const name = lastPart(dir);
  if (!JOB_NAME.test(name)) return diagnostic('directory-name', { name }, start);
  if (files.lstat(`${root}/${dir}`)?.type === 'symlink')
    return diagnostic('spec-symlink', { path: dir }, start);
  return specFiles.length > 1 ? diagnostic('two-specs', {}, start) : null;
}

/** What others need to know of a spec's images, whatever else is wrong with them; null where nothing can be known. */
export function readIdentities(workspace: Workspace, spec: SpecPlace): ImageIdentity[] | null {
  const { variants } = readVariants(workspace, spec);
  if (variants.length === 0) return null;
  return variants.map(({ name, tree }) => identityOf(spec.dir, name, valueOf(tree)));
}
