import { historyOf, HISTORY_PAGE, type HistoryEntry, type HistoryPage } from '../../content/history.js';
import type { Answer } from '../../clients/gitlab/types.js';
import { printable } from '../../diagnostics/create.js';
import { Exit } from '../exit.js';
import { reportFault } from '../gitlab/fault.js';
import type { Io } from '../io.js';
import { jsonText } from '../json-text.js';
import { opened, withoutSlash, type ReadArguments } from './open.js';

export interface LogArguments extends ReadArguments {
  readonly limit?: number;
}

export async function logCommand(path: string, args: LogArguments, cwd: string, io: Io): Promise<number> {
  const wanted = withoutSlash(path);
  const open = await opened([wanted], args, cwd, io);
  if ('exit' in open) return open.exit;
  const { limit: most = HISTORY_PAGE, json = false } = args;
  // GitLab gives a hundred commits at once.
  const limit = Math.min(most, 100);
  let [next, shown, last]: [string | null, number, string] = [null, 0, wanted];
  do {
    const page: Answer<HistoryPage> = await historyOf(open.content, wanted, { limit, next });
    if ('fault' in page) return reportFault(page.fault, io);
    for (const entry of page.value.entries.slice(0, most - shown)) {
      io.out(json ? `${jsonText({ path: entry.path, ...entry.commit })}\n` : line(entry, last));
      last = entry.path;
    }
    shown += page.value.entries.length;
    next = page.value.next;
  } while (next !== null && shown < most);
  if (shown === 0)
    io.err(`No commit in ${printable(open.content.ref)} has changed ${JSON.stringify(wanted)}.\n`);
  return Exit.fine;
}

function line({ commit, path }: HistoryEntry, before: string): string {
  const { id, authored, authorName, title } = commit;
  const renamed = path === before ? '' : `(before: ${printable(path)})\n`;
  const day = authored.slice(0, 10);
  return `${renamed}${printable(`${id.slice(0, 12)}  ${day}  ${authorName}  ${title}`)}\n`;
}
