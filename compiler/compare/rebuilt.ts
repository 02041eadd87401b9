import { chainsOf, type Link } from '../layers/chain.js';
import { keyOf } from '../layers/key.js';
import { effectOf } from '../layers/layers.js';
import type { Read } from '../layers/reads.js';
import { labelOf, splitStages } from '../layers/stages.js';
import { wordsOf } from '../layers/words.js';
import type { ImageState } from './change.js';

/** What of a stage is built anew. */
export interface Rebuilt {
  /** null for the image itself. */
  readonly stage: string | null;
  /** The first instruction that the builder cannot take from its cache, in words; null where only some went away. */
  readonly first: string | null;
  /** Why: FROM another base, another instruction, other files, or another stage that it reads. */
  readonly cause: 'base' | 'instruction' | 'files' | 'stage' | 'removed';
  /** Layers that are made anew, and all that the stage makes. */
  readonly layers: number;
  readonly of: number;
}

/** For each stage with a change, where the builder's cache ends. Stages that are the same are not in it. */
export function rebuilt(before: ImageState | null, after: ImageState): Rebuilt[] {
  const [old, now] = [before && splitStages(before.plan.instructions), splitStages(after.plan.instructions)];
  const was = before && old ? chainsOf(old, (read) => contentOf(read, before)) : [];
  const is = chainsOf(now, (read) => contentOf(read, after));
  return now.stages.flatMap((stage, index): Rebuilt[] => {
    const label = labelOf(stage);
    const chain = is[index] ?? [];
    const earlier = was[old?.stages.find((one) => labelOf(one) === label)?.index ?? -1] ?? [];
    const at = chain.findIndex((link, position) => link.key !== earlier[position]?.key);
    const of = layersIn(chain);
    if (at === -1) {
      if (chain.length === earlier.length) return [];
      return [{ stage: label, first: null, cause: 'removed', layers: 0, of }];
    }
    const link = chain[at] as Link;
    const first = wordsOf(link.instruction.body);
    return [
      { stage: label, first, cause: causeOf(link, earlier[at]), layers: layersIn(chain.slice(at)), of },
    ];
  });
}

function causeOf(link: Link, old: Link | undefined): Rebuilt['cause'] {
  if (old?.own !== link.own) return link.instruction.body.verb === 'FROM' ? 'base' : 'instruction';
  if (link.reads.some(({ kind }) => kind === 'stage')) return 'stage';
  if (link.reads.length > 0 && link.instruction.body.verb !== 'FROM') return 'files';
  // A global argument that it names.
  return link.instruction.body.verb === 'FROM' ? 'base' : 'instruction';
}

function layersIn(chain: readonly Link[]): number {
  return chain.filter(({ instruction }) => effectOf(instruction.body) === 'layer').length;
}

/** A digest of what is read; what lies outside the workspace is known by its name only, which the instruction has. */
function contentOf(read: Read, { files, plan }: ImageState): string {
  if (read.kind === 'rootfs') {
    const inline = plan.context.entries.filter(({ type }) => ['file', 'dir', 'attr'].includes(type));
    return keyOf([idsOf(files.rootfs), inline]);
  }
  if (read.kind !== 'context') return '';
  const script = files.scripts.get(read.path);
  if (script) return script.id;
  // Of a path with a wildcard its longest plain parent.
  const parts = read.path.split('/').filter((part) => part !== '' && part !== '.');
  const wild = parts.findIndex((part) => /[*?[\]\\$]/u.test(part));
  const plain = (wild === -1 ? parts : parts.slice(0, wild)).join('/');
  const below = [...files.context].filter(
    ([path]) => plain === '' || path === plain || path.startsWith(`${plain}/`),
  );
  return keyOf(idsOf(new Map(below)));
}

function idsOf(facts: ImageState['files']['rootfs']): string[] {
  return [...facts].map(([path, { kind, id, executable }]) => `${path} ${kind} ${id} ${executable}`).sort();
}
