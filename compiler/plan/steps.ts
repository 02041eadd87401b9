import type { Instruction, InstructionBody } from '../model/instruction.js';
import type { ResolvedImage } from '../model/image.js';
import type { Pointer } from '../model/plan.js';
import { at } from '../model/pointer.js';
import type { OnbuildItem, Step } from '../model/spec.js';
import { stepsOf, type Placed, type Stage } from '../model/stages.js';
import { linesOf } from '../model/text.js';
import { pairInstructions } from './comments.js';
import { copyOf } from './copy.js';
import { healthcheck } from './healthcheck.js';
import { packages } from './packages.js';
import { ADD_ROOTFS } from './rootfs.js';
import { runOf } from './run.js';
import { pairsOf, valueOf, valuesOf } from './values.js';
import { args, env, type Say } from './variables.js';

/** The body of a stage in an order of its own. */
export function steps(stage: Stage, image: ResolvedImage, say: Say): Instruction[] {
  const list = stepsOf(stage);
  return list.flatMap(({ value, pointer }, index) => {
    const before = list[index - 1]?.value;
    // Both are in the one archive, which stands where the rootfs does.
    if (value.files !== undefined && before?.rootfs !== undefined) return [];
    const next = list[index + 1]?.value;
    const joined = value.rootfs !== undefined && next?.files !== undefined ? linesOf(next.comment) : [];
    return above([...linesOf(value.comment), ...joined], step(value, pointer, image, say));
  });
}

/** ONBUILD for each instruction that an item stands for. */
export function onbuild(
  { value, pointer }: Placed<OnbuildItem>,
  image: ResolvedImage,
  say: Say,
): Instruction[] {
  const triggers = step(value, pointer, image, say).map(({ body, ...rest }) => ({
    ...rest,
    body: { verb: 'ONBUILD', instruction: body } as const,
  }));
  return above(linesOf(value.comment), triggers);
}

/** The schema admits exactly one verb. */
function step(item: Step, pointer: Pointer, image: ResolvedImage, say: Say): Instruction[] {
  const one = (body: InstructionBody, origin = pointer): Instruction[] => [{ body, origin, comment: [] }];
  const place = (verb: keyof Step): Pointer => at(pointer, verb);
  if (item.run !== undefined) return [runOf(item.run, place('run'), image)];
  if (item.copy !== undefined || item.add !== undefined) return one(copyOf(item, pointer, image));
  if (item.arg) return args(item.arg, place('arg'), undefined, say);
  if (item.env) return env(item.env, place('env'), undefined, say);
  if (item.label) return pairInstructions('LABEL', pairsOf(item.label, place('label')), 'label', undefined);
  if (item.shell) return one({ verb: 'SHELL', argv: item.shell });
  if (item.packages) return packages(item.packages, place('packages'), []);
  if (item.rootfs !== undefined) return one(ADD_ROOTFS, place('rootfs'));
  if (item.files) return one(ADD_ROOTFS, place('files'));
  if (item.workdir !== undefined)
    return one({ verb: 'WORKDIR', value: valueOf(item.workdir, place('workdir')) });
  if (item.user !== undefined) return one({ verb: 'USER', value: valueOf(item.user, place('user')) });
  if (item.volume) return one({ verb: 'VOLUME', values: valuesOf(item.volume, place('volume')) });
  if (item.expose) return one({ verb: 'EXPOSE', values: valuesOf(item.expose, place('expose')) });
  if (item.stopSignal !== undefined)
    return one({ verb: 'STOPSIGNAL', value: valueOf(item.stopSignal, place('stopSignal')) });
  if (item.healthcheck !== undefined) return one(healthcheck(item.healthcheck), place('healthcheck'));
  if (item.entrypoint !== undefined)
    return one({ verb: 'ENTRYPOINT', command: item.entrypoint }, place('entrypoint'));
  if (item.cmd !== undefined) return one({ verb: 'CMD', command: item.cmd }, place('cmd'));
  if (item.maintainer !== undefined)
    return one({ verb: 'MAINTAINER', value: valueOf(item.maintainer, place('maintainer')) });
  return item.onbuild === undefined
    ? []
    : onbuild({ value: item.onbuild, pointer: place('onbuild') }, image, say);
}

/** A comment stands above the first instruction. */
function above(comment: readonly string[], [first, ...rest]: Instruction[]): Instruction[] {
  return first === undefined ? [] : [{ ...first, comment: [...comment, ...first.comment] }, ...rest];
}
