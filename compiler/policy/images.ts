/** The images that a plan takes from registries. */

import type { ResolvedImage } from '../model/image.js';
import type { Instruction } from '../model/instruction.js';
import type { BuildPlan, Pointer } from '../model/plan.js';
import { segmentsOf } from '../model/pointer.js';
import { expand, type Lookup } from './expand.js';
import { globalArgs, sameName, planStages } from './stages.js';

export interface ExternalImage {
  /** As the spec writes it. */
  readonly written: string;
  /** `registry/name` in full, as in docker.io/library/debian; `$NAME` where a variable is not known. */
  readonly repository: string;
  readonly tag: string | null;
  /** Whether a digest in the spec or in cooperage.lock.json pins it. */
  readonly pinned: boolean;
  readonly origin: Pointer;
}

/** Each image that FROM, COPY --from or RUN --mount takes from a registry, without those of this workspace. */
export function externalImages(image: ResolvedImage, plan: BuildPlan): ExternalImage[] {
  const lookup = globalArgs(plan);
  const own = new Set([...image.parents.values()].map(({ repository }) => fullName(repository)));
  const named = planStages(plan).flatMap((stage) => stage.from.as ?? []);
  const found = plan.instructions.flatMap((instruction) => [...imagesOf(instruction, image, named, lookup)]);
  return found
    .map(({ written, digest, origin }) => {
      const { text } = expand(written, lookup);
      const { name, tag, isPinned } = split(text);
      const pinned = isPinned || digest !== null || image.pins.has(written) || image.pins.has(text);
      return { written, repository: fullName(name), tag, pinned, origin };
    })
    .filter(({ repository }) => !own.has(repository));
}

interface Named {
  readonly written: string;
  readonly digest: string | null;
  readonly origin: Pointer;
}

function* imagesOf(
  { body, origin }: Instruction,
  { spec }: ResolvedImage,
  stages: readonly string[],
  lookup: Lookup,
): Generator<Named> {
  const isStage = (name: string): boolean => stages.some((stage) => sameName(stage, name));
  if (body.verb === 'FROM') {
    const { image, digest } = body;
    if (image !== 'scratch' && !isStage(expand(image, lookup).text)) yield { written: image, digest, origin };
    return;
  }
  if (!('flags' in body)) return;
  for (const from of body.flags.flatMap(sourceOf))
    // A number is the stage's position; a named context is whatever the one who builds gives.
    if (!/^\d+$/u.test(from) && !isStage(from) && !isContext(valueAt(spec, origin), from))
      yield { written: from, digest: null, origin };
}

function sourceOf({ name, value }: { name: string; value: string }): string[] {
  if (name === 'from') return [value];
  if (name !== 'mount') return [];
  return value.split(',').flatMap((option) => (option.startsWith('from=') ? [option.slice(5)] : []));
}

/** True where the item of the spec says `{context: name}`. */
function isContext(item: unknown, name: string): boolean {
  const from = (item as { from?: { context?: unknown } } | undefined)?.from;
  return from?.context === name;
}

/** What stands at a pointer; undefined for nothing. */
function valueAt(value: unknown, pointer: Pointer): unknown {
  return segmentsOf(pointer).reduce<unknown>(
    (node, key) =>
      node !== null && typeof node === 'object' && Object.hasOwn(node, key)
        ? (node as Record<string, unknown>)[key]
        : undefined,
    value,
  );
}

function split(reference: string): { name: string; tag: string | null; isPinned: boolean } {
  const [tagged = '', digest] = reference.split('@');
  const colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
  const name = colon < 0 ? tagged : tagged.slice(0, colon);
  return { name, tag: colon < 0 ? null : tagged.slice(colon + 1), isPinned: digest !== undefined };
}

/** With the registry and namespace that Docker puts before a short name. */
function fullName(name: string): string {
  const [first = '', ...rest] = name.split('/');
  // A variable that is not known may name a registry.
  const hasHost = first.includes('$') || (rest.length > 0 && /[.:]|^localhost$|[A-Z]/u.test(first));
  const [host, path] = hasHost ? [first, rest.join('/')] : ['docker.io', name];
  const registry = host === 'index.docker.io' ? 'docker.io' : host;
  return `${registry}/${registry === 'docker.io' && !path.includes('/') ? 'library/' : ''}${path}`;
}
