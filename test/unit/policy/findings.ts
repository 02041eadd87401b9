import { diagnostic } from '../../../compiler/diagnostics/create.js';
import type { ResolvedImage } from '../../../compiler/model/image.js';
import type { Instruction, InstructionBody } from '../../../compiler/model/instruction.js';
import type { BuildPlan } from '../../../compiler/model/plan.js';
import type { ImageSpec, PolicySettings } from '../../../compiler/model/spec.js';
import { plan } from '../../../compiler/plan/plan.js';
import { checkPolicy } from '../../../compiler/policy/policy.js';
import { resolved } from '../validate/rules/resolved.js';

interface More {
  readonly image?: Partial<ResolvedImage>;
  /** In place of those that the spec gives: for instructions that few fields come to. */
  readonly instructions?: readonly InstructionBody[];
  readonly plan?: Partial<BuildPlan>;
}

/** `pointer: message` of what the policy finds in a spec. An instruction's own origin is `/its position`. */
export function findings(policy: PolicySettings, spec: Partial<ImageSpec>, more: More = {}): string[] {
  const image = { ...resolved(spec), settings: { policy }, ...more.image };
  const planned = plan(image).plan;
  const instructions = more.instructions?.map((body, index): Instruction => ({
    body,
    comment: [],
    origin: `/${index}`,
  }));
  return checkPolicy(image, { ...planned, ...(instructions && { instructions }), ...more.plan }).map(
    ({ code, pointer, parameters, severity }) =>
      `${pointer}: ${diagnostic(code, parameters as never, null, severity).message}`,
  );
}

/** An instruction FROM. */
export function from(image: string, as: string | null = null, digest: string | null = null): InstructionBody {
  return { verb: 'FROM', image, digest, platform: null, as };
}
