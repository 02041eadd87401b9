import { diagnostic } from './diagnostics/create.js';
import type { CompiledSpec } from './image.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { ImageIdentity } from './model/image.js';
import { locateIn } from './locate.js';
import type { Location } from './model/diagnostic.js';
import type { Pointer } from './model/plan.js';
import type { Workspace } from './workspace.js';

type Owned = { readonly spec: CompiledSpec; readonly identity: ImageIdentity };

/** Two specs never share a name, two images never a reference or a job; each that comes later says with whom. */
export function duplicateNames(workspace: Workspace, specs: readonly CompiledSpec[]): Diagnostic[] {
  const all = specs.flatMap((spec) => spec.images.map(({ identity }): Owned => ({ spec, identity })));
  const placeOf = ({ spec, identity }: Owned, pointer: Pointer): Location =>
    locateIn(workspace, spec.place, identity.variant, pointer);
  // Folders differ, and so do the jobs and references of specs that give one image each.
  const variants = all.some(({ identity }) => identity.variant !== null);
  const several = variants ? all : [];
  return [
    ...shared(all, ({ identity }) => [identity.name], false).map(([one, other]) =>
      diagnostic(
        'duplicate-name',
        { name: one.identity.name, other: fileOf(other.spec) },
        placeOf(one, '/name'),
      ),
    ),
    ...shared(several, ({ identity }) => referencesOf(identity), true).map(([one, other, reference]) =>
      diagnostic(
        'duplicate-reference',
        { reference, other: other.identity.variant ?? '' },
        placeOf(one, '/name'),
      ),
    ),
    ...shared(several, ({ identity }) => [identity.job], false).map(([one, other]) =>
      diagnostic('duplicate-job', { job: one.identity.job, other: fileOf(other.spec) }, placeOf(one, '')),
    ),
  ];
}

function referencesOf({ name, repository, tags }: ImageIdentity): string[] {
  return name === '' ? [] : tags.map((tag) => `${repository}:${tag}`);
}

/** Those that share a key with an earlier image: of the same spec, or of another one. */
function shared(
  images: readonly Owned[],
  keys: (one: Owned) => readonly string[],
  within: boolean,
): (readonly [Owned, Owned, string])[] {
  const first = new Map<string, Owned>();
  const found: (readonly [Owned, Owned, string])[] = [];
  const told = new Set<CompiledSpec>();
  for (const one of images)
    for (const key of keys(one)) {
      const other = first.get(key);
      if (!other) first.set(key, one);
      else if (key !== '' && (other.spec === one.spec) === within && other !== one && !told.has(one.spec)) {
        found.push([one, other, key]);
        told.add(one.spec);
      }
    }
  return found;
}

function fileOf({ place }: CompiledSpec): string {
  return `${place.dir}/${place.specFiles[0] ?? ''}`;
}
