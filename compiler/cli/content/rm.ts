import type { Edits } from '../../content/edits.js';
import type { Answer } from '../../clients/gitlab/types.js';
import type { Io } from '../io.js';
import { withoutSlash } from './open.js';
import { save, type SaveArguments } from './save.js';

export async function removeCommand(
  names: readonly string[],
  args: SaveArguments,
  cwd: string,
  io: Io,
): Promise<number> {
  const paths = names.map(withoutSlash);
  const make = async (edits: Edits): Promise<Answer<null>> => {
    for (const path of paths) {
      const removed = await edits.remove(path);
      if ('fault' in removed) return removed;
    }
    return { value: null };
  };
  const [first = '', ...more] = paths;
  const message = more.length === 0 ? `Remove ${first}` : `Remove ${first} and ${more.length} more`;
  return save(paths, make, message, args, cwd, io);
}
