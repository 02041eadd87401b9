import type { InstructionBody } from '../model/instruction.js';

/** The rootfs and the inline files are one archive, which Prepare makes. */
export const ADD_ROOTFS: InstructionBody = {
  verb: 'ADD',
  sources: [{ path: 'rootfs.tar.gz', origin: '/rootfs' }],
  to: '/',
  flags: [],
};
