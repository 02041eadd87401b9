/** The images of one spec through all their phases. */

import { valueOf } from './compose/tree.js';
import type { Variant } from './compose/variants.js';
import { emit } from './emit/emit.js';
import { reasonOf } from './host/reason.js';
import { distinct } from './diagnostics/create.js';
import { didYouMean } from './diagnostics/suggest.js';
import { sourceFacts } from './load/facts.js';
import type { SpecPlace } from './load/workspace.js';
import type { Artifact } from './model/artifact.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { ImageIdentity, ResolvedImage } from './model/image.js';
import type { BuildPlan } from './model/plan.js';
import { problem, type Problem } from './model/problem.js';
import type { ImageSpec } from './model/spec.js';
import { rootfsOf } from './model/stages.js';
import type { Parents } from './parents.js';
import { place as locate, type Places } from './place.js';
import { plan, type PlanOverrides } from './plan/plan.js';
import { checkPolicy } from './policy/policy.js';
import { pinsOfSpec } from './reference/pinned.js';
import { identityOf } from './resolve/identity.js';
import { parentWords } from './resolve/parent-words.js';
import { resolve } from './resolve/resolve.js';
import { checkRules } from './validate/rules.js';
import { checkImage } from './validate/schema.js';
import { readVariants } from './variants.js';
import type { Workspace } from './workspace.js';

export interface CompiledImage {
  readonly identity: ImageIdentity;
  /** The images that it is built on, by the word of its spec. */
  readonly parents: ReadonlyMap<string, ImageIdentity>;
  /** Null where there are errors, and where nobody asked for it. */
  readonly resolved: ResolvedImage | null;
  readonly plan: BuildPlan | null;
  /** What was planned, also where the policy forbids it: a reviewer wants to see what it would do. */
  readonly planned: { readonly resolved: ResolvedImage; readonly plan: BuildPlan } | null;
  readonly places: Places | null;
  readonly artifacts: readonly Artifact[];
}

export interface CompiledSpec {
  readonly place: SpecPlace;
  /** One, or those of a matrix; none where the spec could not be read. */
  readonly images: readonly CompiledImage[];
  /** What its compilation looked at beside the spec: paths from its folder. */
  readonly inputs: readonly string[];
  /** Fragments that took part, from the workspace's root. */
  readonly fragments: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles one spec. An image with errors has no artifacts and no plan. */
export function compileSpec(
  workspace: Workspace,
  place: SpecPlace,
  parents: Parents,
  overrides: PlanOverrides = {},
): CompiledSpec {
  const { variants, fragments, diagnostics } = readVariants(workspace, place);
  const found = [...diagnostics];
  const inputs = new Set<string>();
  const images = variants.map((variant) => {
    const { image, problems, looked } = compileVariant(workspace, place, variant, parents, overrides);
    const located = [...variant.problems, ...problems].map((one) => locate(one, variant.places));
    found.push(...located);
    for (const path of looked) inputs.add(path);
    const errors = located.filter(({ severity }) => severity === 'error');
    const { resolved, plan: own } = image;
    const planned = resolved && own && errors.every(isOfPolicy) ? { resolved, plan: own } : null;
    return { ...image, ...(errors.length > 0 ? NOTHING : {}), planned, places: variant.places };
  });
  return { place, images, inputs: [...inputs], fragments, diagnostics: distinct(found) };
}

/** What the policy finds, and what is wrong with waivers: it keeps nothing from being planned. */
export function isOfPolicy({ code }: Diagnostic): boolean {
  return code.startsWith('policy-') || code.startsWith('waiver-');
}

const NOTHING = { resolved: null, plan: null, artifacts: [] } as const;

interface Outcome {
  readonly image: Omit<CompiledImage, 'places' | 'planned'>;
  readonly problems: readonly Problem[];
  readonly looked: readonly string[];
}

function compileVariant(
  workspace: Workspace,
  { dir: source, specFiles: [specFile = ''] }: SpecPlace,
  variant: Variant,
  parents: Parents,
  overrides: PlanOverrides,
): Outcome {
  const value = valueOf(variant.tree);
  const identity = identityOf(source, variant.name, value);
  const bare = { identity, parents: new Map(), ...NOTHING };
  // What was left as it stands would be wrong for the schema too.
  if (variant.problems.length > 0) return { image: bare, problems: [], looked: [] };
  const checked = checkImage(value);
  if ('problems' in checked) return { image: bare, problems: checked.problems, looked: [] };
  const { spec } = checked;
  const built = parentsOf(spec, parents);
  try {
    const image = resolve({ source, specFile, variant: variant.name }, spec, {
      settings: workspace.settings,
      facts: sourceFacts(workspace.files, workspace.root, source, spec),
      parents: built.parents,
      pins: pinsOfSpec(spec, workspace.pins),
    });
    const planned = plan(image, overrides);
    const emitted = emit(planned.plan);
    const problems = [
      ...built.problems,
      ...checkRules(image),
      ...planned.problems,
      ...checkPolicy(image, planned.plan),
      ...emitted.problems,
    ];
    const done = { identity, parents: built.parents, resolved: image, plan: planned.plan };
    return { image: { ...done, artifacts: emitted.artifacts }, problems, looked: inputsOf(image) };
  } catch (error) {
    // What the operating system refused to show; an exception of ours goes up.
    const unreadable = problem('file-unreadable', '', { path: source, reason: reasonOf(error) });
    return { image: bare, problems: [unreadable], looked: [] };
  }
}

/** The images that a spec is built on, and what is wrong with the words that name them. */
function parentsOf(
  spec: ImageSpec,
  parents: Parents,
): { parents: ReadonlyMap<string, ImageIdentity>; problems: Problem[] } {
  const found = new Map<string, ImageIdentity>();
  const problems: Problem[] = [];
  for (const { word, pointer } of parentWords(spec)) {
    const named = parents.find(word);
    if ('image' in named) found.set(word, named.image);
    else if ('images' in named) {
      const choice = named.images.map(({ dir }) => dir.split('/').slice(-2).join('/'));
      problems.push(
        problem('parent-ambiguous', pointer, { name: word, count: choice.length, choice: choice.join(', ') }),
      );
    } else if ('broken' in named) problems.push(problem('parent-broken', pointer, { name: word }));
    else
      problems.push(
        problem('parent-unknown', pointer, {
          name: word,
          suggestion: didYouMean(word, parents.candidates()),
        }),
      );
  }
  return { parents: found, problems };
}

/** Folders stand for what is in them: their stamp changes when an entry comes, goes or is replaced. */
function inputsOf({ spec, facts: { rootfs, scripts } }: ResolvedImage): string[] {
  const top = rootfsOf(spec);
  const folders = (rootfs?.entries ?? [])
    .filter(({ kind }) => kind === 'directory')
    .map(({ path }) => `${top?.value}/${path}`);
  return [...(top === null ? [] : [top.value]), ...folders, ...scripts.keys()];
}
