import type { Flag } from '../model/instruction.js';
import { change, changes, type Change, type ImageState } from './change.js';

/** Who builds the image, and what RUN lines may do beyond their sandbox. */
export function builder(before: ImageState | null, after: ImageState): Change[] {
  const [was, is] = [before && privilegesOf(before), privilegesOf(after)];
  return [
    // The daemon of Docker gives whoever reaches it the rights of root.
    ...change('builder', before?.plan.builder ?? null, after.plan.builder, {
      attention: before !== null && after.plan.builder === 'docker',
    }),
    ...changes('builder', was ?? new Map(), is, { attention: true }),
    ...changes('builder', before ? featuresOf(before) : new Map(), featuresOf(after)),
  ];
}

function privilegesOf({ plan, resolved }: ImageState): Map<string, string> {
  const flags = plan.instructions.flatMap(({ body }) => (body.verb === 'RUN' ? body.flags : []));
  const count = (name: string, value: string): number =>
    flags.filter((flag: Flag) => flag.name === name && flag.value === value).length;
  const network = resolved.pipeline.buildNetwork ?? 'default';
  const found: [string, string][] = [];
  if (network !== 'default') found.push(['network of RUN lines', network]);
  for (const [label, number] of [
    ['RUN without sandbox', count('security', 'insecure')],
    ["RUN in the host's network", count('network', 'host')],
  ] as const)
    if (number > 0) found.push([label, `${number} of them`]);
  return new Map(found);
}

function featuresOf({ plan }: ImageState): Map<string, string> {
  return new Map(plan.features.map((feature) => [`needs ${feature}`, `needs ${feature}`]));
}
