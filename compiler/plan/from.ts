import type { InstructionBody } from '../model/instruction.js';
import type { ResolvedImage } from '../model/image.js';
import type { From } from '../model/spec.js';
import { parentReference, referenceOf } from './references.js';

/** FROM: a reference, an earlier stage, another image of the workspace, or scratch. */
export function fromOf(from: From, as: string | null, image: ResolvedImage): InstructionBody {
  if (typeof from === 'string')
    return { verb: 'FROM', ...referenceOf(from, undefined, image.pins), platform: null, as };
  const platform = from.platform ?? null;
  if (from.stage !== undefined) return { verb: 'FROM', image: from.stage, digest: null, platform, as };
  const reference =
    from.spec === undefined
      ? referenceOf(from.image ?? '', from.digest, image.pins)
      : parentReference(from, image.parents);
  return { verb: 'FROM', ...reference, platform, as };
}
