import type { Flag, InstructionBody, SourceOperand } from '../model/instruction.js';
import type { ResolvedImage } from '../model/image.js';
import type { Pointer } from '../model/plan.js';
import { at } from '../model/pointer.js';
import type { CopyFrom, CopySources } from '../model/spec.js';
import type { CopyLike } from '../model/stages.js';
import { heredocLines } from '../model/text.js';
import { parentReference, referenceOf, textOf } from './references.js';

/** COPY or ADD. */
export function copyOf(item: CopyLike, pointer: Pointer, image: ResolvedImage): InstructionBody {
  const verb = item.add === undefined ? 'COPY' : 'ADD';
  const list = item.copy ?? item.add ?? [];
  return {
    verb,
    sources: sourcesOf(list, at(pointer, verb === 'COPY' ? 'copy' : 'add')),
    to: item.to ?? '/',
    flags: flagsOf(item, image),
  };
}

/** Options in the order of Docker's reference. */
function flagsOf(item: CopyLike, image: ResolvedImage): Flag[] {
  const flags: [string, string | boolean | undefined][] = [
    ['from', item.from === undefined ? undefined : copyFrom(item.from, image)],
    ['chown', item.chown],
    ['chmod', item.chmod],
    ['link', item.link],
    ['parents', item.parents],
    ['keep-git-dir', item.keepGitDir],
    ['checksum', item.checksum],
    ['unpack', item.unpack],
    ...(item.exclude ?? []).map((pattern): [string, string] => ['exclude', pattern]),
  ];
  return flags.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value: String(value) }]));
}

function copyFrom(from: CopyFrom, image: ResolvedImage): string {
  if (typeof from === 'string') return from;
  if (from.context !== undefined) return from.context;
  if (from.spec !== undefined) return textOf(parentReference(from, image.parents));
  return textOf(referenceOf(from.image ?? '', from.digest, image.pins));
}

function sourcesOf(copy: CopySources, pointer: Pointer): SourceOperand[] {
  if (typeof copy === 'string') return [{ path: copy, origin: pointer }];
  return copy.map((source, index) => {
    const origin = at(pointer, index);
    if (typeof source === 'string') return { path: source, origin };
    const lines = heredocLines(source.content);
    return { heredoc: source.name, lines, expand: source.expand ?? false, origin };
  });
}
