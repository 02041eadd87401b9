import type { TreeEntry } from '../../clients/gitlab/types.js';
import { missing } from '../../content/answers.js';
import type { ProjectContent } from '../../content/project-content.js';
import { printable } from '../../diagnostics/create.js';
import { Exit } from '../exit.js';
import { reportFault } from '../gitlab/fault.js';
import type { Io } from '../io.js';
import { jsonText } from '../json-text.js';
import { opened, withoutSlash, type ReadArguments } from './open.js';

export interface ListArguments extends ReadArguments {
  readonly recursive?: boolean;
}

/** Shown page by page: a folder may have any number of files. */
export async function listCommand(path: string, args: ListArguments, cwd: string, io: Io): Promise<number> {
  const folder = withoutSlash(path);
  const open = await opened([folder], args, cwd, io);
  if ('exit' in open) return open.exit;
  const { content } = open;
  const { recursive = false, json = false } = args;
  let isEmpty = true;
  for await (const page of content.pages(folder, { recursive })) {
    if ('fault' in page) {
      if (page.fault.kind === 'missing') break;
      return reportFault(page.fault, io);
    }
    isEmpty &&= page.value.length === 0;
    if (page.value.length > 0) io.out(page.value.map((entry) => line(entry, json)).join(''));
  }
  return isEmpty && folder !== '' ? showOne(content, folder, json, io) : Exit.fine;
}

async function showOne(content: ProjectContent, path: string, json: boolean, io: Io): Promise<number> {
  const entry = await content.entry(path);
  if ('fault' in entry) return reportFault(entry.fault, io);
  if (entry.value === null)
    return reportFault(missing(`there is nothing at ${JSON.stringify(path)} in ${content.ref}`).fault, io);
  io.out(line(entry.value, json));
  return Exit.fine;
}

function line(entry: TreeEntry, json: boolean): string {
  if (json) return `${jsonText(entry)}\n`;
  const { path, type, executable, id } = entry;
  const word = executable ? 'program' : type === 'symlink' ? 'link' : type;
  const shown = type === 'folder' ? `${printable(path)}/` : printable(path);
  return `${word.padEnd(10)}${shown}${type === 'submodule' ? ` @ ${printable(id.slice(0, 12))}` : ''}\n`;
}
