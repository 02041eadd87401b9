import type { Instruction, InstructionBody } from '../model/instruction.js';
import type { ResolvedImage } from '../model/image.js';
import type { Pointer } from '../model/plan.js';
import { at } from '../model/pointer.js';
import { placed, type Stage } from '../model/stages.js';
import { linesOf } from '../model/text.js';
import { commented, commentOn } from './comments.js';
import { copyOf } from './copy.js';
import { packages } from './packages.js';
import { ADD_ROOTFS } from './rootfs.js';
import { runs } from './run.js';
import { valueOf, valuesOf } from './values.js';

/** The body in canonical order: SHELL packages run WORKDIR rootfs copy runAfterFiles VOLUME USER. */
export function body({ fields, pointer }: Stage, image: ResolvedImage): Instruction[] {
  const { comments, shell, workdir, volumes = [], user } = fields;
  const place = (field: string): Pointer => at(pointer, field);
  const field = (name: string, found: InstructionBody | null, origin = place(name)): Instruction[] =>
    commented(comments, name, found, origin);
  const hasFiles = fields.rootfs !== undefined || Object.keys(fields.files ?? {}).length > 0;
  return [
    ...field('shell', shell ? { verb: 'SHELL', argv: shell } : null),
    ...packages(fields.packages, place('packages'), commentOn(comments, 'packages')),
    ...runs(fields.run, place('run'), image),
    ...field(
      'workdir',
      workdir === undefined ? null : { verb: 'WORKDIR', value: valueOf(workdir, place('workdir')) },
    ),
    ...field('rootfs', hasFiles ? ADD_ROOTFS : null, place(fields.rootfs === undefined ? 'files' : 'rootfs')),
    ...placed(fields.copy, place('copy')).map(({ value, pointer: origin }) => ({
      body: copyOf(value, origin, image),
      comment: linesOf(value.comment),
      origin,
    })),
    ...runs(fields.runAfterFiles, place('runAfterFiles'), image),
    ...field(
      'volumes',
      volumes.length === 0 ? null : { verb: 'VOLUME', values: valuesOf(volumes, place('volumes')) },
    ),
    ...field('user', user === undefined ? null : { verb: 'USER', value: valueOf(user, place('user')) }),
  ];
}
