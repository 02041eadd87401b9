import type { Instruction } from '../dockerfile/ast.js';
import { flagOf } from '../dockerfile/flagContent.js';
import { imageFrom } from './copy.js';
import type { Losses } from './report.js';
import type { StageNames } from './stageNames.js';
import { specText } from './values.js';

/** The base of a stage, in the shortest form that says it. */
export function fromOf(instruction: Instruction, names: StageNames, losses: Losses): unknown {
  const { arguments: args, flags, startLine: line } = instruction;
  const words = args.kind === 'words' ? args.words : [];
  const [raw = ''] = words;
  if (words.length !== 1 && (words.length !== 3 || words[1]?.toLowerCase() !== 'as'))
    losses.add('FROM', line, 'it is neither `FROM image` nor `FROM image AS name`');
  const platform: { platform?: string } = {};
  for (const flag of flags) {
    const { name, text } = flagOf(flag);
    const value = specText(text ?? '', names.escape);
    if (name !== 'platform' || 'problem' in value)
      losses.add(`FROM --${name}`, line, 'a spec has no such flag');
    else platform.platform = value.text;
  }
  const stage = names.findBase(raw);
  if (stage !== null) return { stage, ...platform };
  const image = specText(raw, names.escape);
  if ('problem' in image) {
    losses.add('FROM', line, image.problem);
    return raw;
  }
  const object = imageFrom(image.text);
  // A string that is a stage's name would be taken for a slip.
  const isPlain = !('digest' in object) && !('platform' in platform);
  const isStage = names.names.some((name) => name.toLowerCase() === image.text.toLowerCase());
  return isPlain && !isStage ? image.text : { ...object, ...platform };
}
