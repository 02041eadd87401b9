import type { Answer } from '../../clients/gitlab/types.js';
import { completer } from '../../complete-edits.js';
import { Edits } from '../../content/edits.js';
import { ProjectContent } from '../../content/project-content.js';
import { saveEdits } from '../../content/save.js';
import { reportFault } from '../gitlab/fault.js';
import type { Io } from '../io.js';
import { connected, type OpenArguments } from './open.js';
import { showSaved } from './saved.js';

export interface SaveArguments extends OpenArguments {
  readonly branch: string;
  readonly from?: string;
  readonly message?: string;
  readonly force?: boolean;
  readonly compile?: boolean;
}

/**
 * Makes edits over the branch, or over what it will be started from, and saves them.
 * @param base the commit that is edited, where it is another one
 */
export async function save(
  paths: readonly string[],
  make: (edits: Edits) => Promise<Answer<null>>,
  message: string,
  args: SaveArguments & { readonly base?: string },
  cwd: string,
  io: Io,
): Promise<number> {
  const connection = await connected(paths, args, cwd, io);
  if ('exit' in connection) return connection.exit;
  const { gitlab, folder } = connection;
  const { branch, from, base } = args;
  const there = await gitlab.branch(branch);
  if ('fault' in there) return reportFault(there.fault, io);
  const ref = base ?? (there.value ? branch : from);
  const content = await ProjectContent.open(gitlab, { folder, ...(ref === undefined ? {} : { ref }) });
  if ('fault' in content) return reportFault(content.fault, io);
  const edits = new Edits(content.value);
  const made = await make(edits);
  if ('fault' in made) return reportFault(made.fault, io);
  const saved = await saveEdits(edits, {
    branch,
    message: args.message ?? message,
    complete: completer({ force: args.force === true, generate: args.compile !== false }),
  });
  return showSaved(saved, branch, args.json === true, io);
}
