import type { Io } from '../io.js';
import { withoutSlash } from './open.js';
import { save, type SaveArguments } from './save.js';

export async function moveCommand(
  from: string,
  to: string,
  args: SaveArguments,
  cwd: string,
  io: Io,
): Promise<number> {
  const [path, target] = [withoutSlash(from), withoutSlash(to)];
  return save(
    [path, target],
    (edits) => edits.rename(path, target),
    `Move ${path} to ${target}`,
    args,
    cwd,
    io,
  );
}
