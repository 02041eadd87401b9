import type { Instruction } from '../model/instruction.js';
import type { ResolvedImage } from '../model/image.js';
import type { Pointer } from '../model/plan.js';
import { at } from '../model/pointer.js';
import { placed, type Stage } from '../model/stages.js';
import { linesOf } from '../model/text.js';
import { body } from './body.js';
import { commentOn } from './comments.js';
import { fromOf } from './from.js';
import { metadata } from './metadata.js';
import { onbuild, steps } from './steps.js';
import { argumentOrder, args, env, type Say } from './variables.js';

/**
 * The instructions of one stage: FROM ARG ENV, then the body in the canonical order or that of `steps`, then what
 * only describes the image.
 * @param labels those of the stage, with the workspace's for the image itself
 */
export function stageInstructions(
  stage: Stage,
  labels: Readonly<Record<string, string>>,
  image: ResolvedImage,
  say: Say,
): Instruction[] {
  const { fields, pointer } = stage;
  const { comments } = fields;
  const place = (field: string): Pointer => at(pointer, field);
  argumentOrder(fields.args, fields.env, place('args'), say);
  return [
    {
      body: fromOf(fields.from, stage.name, image),
      origin: place('from'),
      // The comment of the image itself stands at the top of the file.
      comment: [...(pointer === '' ? [] : linesOf(fields.comment)), ...commentOn(comments, 'from')],
    },
    ...args(fields.args, place('args'), comments, say),
    ...env(fields.env, place('env'), comments, say),
    ...(fields.steps ? steps(stage, image, say) : body(stage, image)),
    ...metadata(stage, labels),
    ...placed(fields.onbuild, place('onbuild')).flatMap((item) => onbuild(item, image, say)),
  ];
}

/** ARG before the first FROM. */
export function globalArguments({ spec }: ResolvedImage, say: Say): Instruction[] {
  return args(spec.globalArgs, '/globalArgs', spec.comments, say);
}
