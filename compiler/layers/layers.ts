import type { InstructionBody } from '../model/instruction.js';

/**
 * What an instruction adds to the image. `folder` (WORKDIR) makes a layer only where its folder is not there;
 * `config` changes what the image says about itself, `build` only the build.
 */
export type Effect = 'base' | 'layer' | 'folder' | 'config' | 'build';

export function effectOf({ verb }: InstructionBody): Effect {
  switch (verb) {
    case 'FROM':
      return 'base';
    case 'RUN':
    case 'COPY':
    case 'ADD':
      return 'layer';
    case 'WORKDIR':
      return 'folder';
    case 'ARG':
      return 'build';
    default:
      return 'config';
  }
}
