import { problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import { stagesOf, stepsOf } from '../../model/stages.js';
import type { Rule } from '../rule.js';

const BODY = [
  'shell',
  'packages',
  'run',
  'workdir',
  'rootfs',
  'files',
  'copy',
  'runAfterFiles',
  'volumes',
  'user',
] as const;

/** `steps` replaces the fields of the body; the rootfs and the files are added once, to the image itself. */
export const steps: Rule = function* ({ spec }) {
  for (const stage of stagesOf(spec)) {
    const { fields, pointer } = stage;
    if (fields.steps === undefined) continue;
    for (const field of BODY)
      if (fields[field] !== undefined) yield problem('steps-and-fields', at(pointer, field), { field }, true);
    const list = stepsOf(stage).map(({ value }) =>
      value.rootfs === undefined ? (value.files === undefined ? '' : 'files') : 'rootfs',
    );
    for (const [index, verb] of list.entries()) {
      if (verb === '') continue;
      const reason =
        pointer !== ''
          ? `a stage before the image itself has no \`${verb}\``
          : list.indexOf(verb) < index
            ? `\`${verb}\` is a step twice`
            : verb === 'files' && list.includes('rootfs') && list[index - 1] !== 'rootfs'
              ? '`files` does not stand directly behind `rootfs`'
              : null;
      if (reason !== null) yield problem('step-rootfs', at(pointer, 'steps', index, verb), { reason }, true);
    }
  }
};
