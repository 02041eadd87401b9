import type { Flag, Instruction, InstructionBody } from '../model/instruction.js';
import type { Feature } from '../model/plan.js';

/** Flags that ask for something that not every builder has, whatever their value. */
const FLAGS: Readonly<Record<string, Feature>> = {
  mount: 'mounts',
  network: 'network',
  security: 'security',
  chmod: 'chmod',
  link: 'link',
  parents: 'parents',
  exclude: 'exclude',
  checksum: 'checksum',
  'keep-git-dir': 'keep-git-dir',
  unpack: 'unpack',
  'start-interval': 'start-interval',
};

/** What the instructions ask of a builder beyond what every builder has. */
export function featuresOf(instructions: readonly Instruction[], platforms: readonly string[]): Feature[] {
  const found = new Set<Feature>();
  for (const { body } of instructions) addFeatures(body, found);
  if (runsForeign(instructions, platforms)) found.add('emulation');
  return [...found].sort();
}

function addFeatures(body: InstructionBody, found: Set<Feature>): void {
  switch (body.verb) {
    case 'ONBUILD':
      return addFeatures(body.instruction, found);
    case 'FROM':
      if (body.platform !== null) found.add('platform');
      return;
    case 'RUN':
      if (body.body.form === 'script' || (body.body.form === 'lines' && body.body.heredocs.length > 0))
        found.add('heredoc');
      return addFlags(body.flags, found);
    case 'ADD':
    case 'COPY':
      if (body.sources.some((source) => 'heredoc' in source)) found.add('heredoc');
      return addFlags(body.flags, found);
    case 'HEALTHCHECK':
      return addFlags(body.flags, found);
    default:
  }
}

function addFlags(flags: readonly Flag[], found: Set<Feature>): void {
  for (const { name } of flags) {
    const feature = FLAGS[name];
    if (feature !== undefined) found.add(feature);
  }
}

/** Of the machine that builds. */
const NATIVE = /^\$(BUILDPLATFORM|\{BUILDPLATFORM\})$/u;

/** Whether a program of another platform than the builder's may run: only in a stage of BUILDPLATFORM none does. */
function runsForeign(instructions: readonly Instruction[], platforms: readonly string[]): boolean {
  const stages = new Map<string, string | null>();
  let platform: string | null = null;
  for (const { body } of instructions) {
    if (body.verb === 'FROM') {
      platform = body.platform ?? stages.get(body.image) ?? null;
      if (body.as !== null) stages.set(body.as, platform);
    } else if (body.verb === 'RUN' && (platform === null ? platforms.length > 0 : !NATIVE.test(platform)))
      return true;
  }
  return false;
}
