import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FileHead } from '../../clients/gitlab/types.js';
import { missing } from '../../content/answers.js';
import { isBinary, LARGEST_FILE } from '../../content/project-content.js';
import { printable } from '../../diagnostics/create.js';
import { reasonOf } from '../../host/reason.js';
import { Exit } from '../exit.js';
import { reportFault } from '../gitlab/fault.js';
import type { Io } from '../io.js';
import { jsonText } from '../json-text.js';
import { reportWrong } from '../wrong.js';
import { opened, type ReadArguments } from './open.js';

export interface GetArguments extends ReadArguments {
  readonly output?: string;
}

export async function getCommand(path: string, args: GetArguments, cwd: string, io: Io): Promise<number> {
  const open = await opened([path], args, cwd, io);
  if ('exit' in open) return open.exit;
  const { content } = open;
  const entry = await content.entry(path);
  if ('fault' in entry) return reportFault(entry.fault, io);
  const type = entry.value?.type ?? null;
  if (type === null)
    return reportFault(missing(`there is no file ${JSON.stringify(path)} in ${content.ref}`).fault, io);
  if (type === 'folder' || type === 'submodule')
    return reportWrong({ problem: `${JSON.stringify(path)} is a ${type}`, help: 'Name a file.' }, io);
  const head = await content.head(path);
  if ('fault' in head) return reportFault(head.fault, io);
  const size = head.value?.size ?? 0;
  if (size > LARGEST_FILE)
    return reportFault(
      {
        reason: `${JSON.stringify(path)} has ${size} bytes: more than ${LARGEST_FILE / 1024 / 1024} MiB are not read`,
        advice: 'Use a clone.',
      },
      io,
    );
  const bytes = await content.read(path);
  if ('fault' in bytes) return reportFault(bytes.fault, io);
  const value = bytes.value ?? new Uint8Array();
  if (type === 'symlink') return showLink(path, value, args, io);
  if (args.output !== undefined) return save(value, resolve(cwd, args.output), io);
  if (args.json === true)
    io.out(`${jsonText({ ...described(head.value, value), commit: content.commit.id }, 2)}\n`);
  else return show(path, value, io);
  return Exit.fine;
}

function described(head: FileHead | null, bytes: Uint8Array): object {
  const content = isBinary(bytes)
    ? { base64: Buffer.from(bytes).toString('base64') }
    : { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
  return { ...head, ...content };
}

function show(path: string, bytes: Uint8Array, io: Io): number {
  if (io.bytes) {
    io.bytes(bytes);
    return Exit.fine;
  }
  if (isBinary(bytes))
    return reportWrong(
      { problem: `${JSON.stringify(path)} is binary`, help: 'Write it to a file: -o FILE' },
      io,
    );
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/u);
  io.out(lines.map((line) => line.split('\t').map(printable).join('\t')).join('\n'));
  return Exit.fine;
}

function showLink(path: string, bytes: Uint8Array, { json, output }: GetArguments, io: Io): number {
  const target = new TextDecoder().decode(bytes.subarray(0, 4096));
  if (json === true) {
    io.out(`${jsonText({ path, type: 'symlink', target }, 2)}\n`);
    return Exit.fine;
  }
  const problem = `${JSON.stringify(path)} is a link to ${JSON.stringify(target)}, and links are not followed`;
  return reportWrong({ problem, help: output === undefined ? 'Name the file.' : 'Nothing was written.' }, io);
}

/** In one step: who reads the file finds the old bytes or the new ones. */
function save(bytes: Uint8Array, file: string, io: Io): number {
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(fresh, bytes, { flag: 'wx' });
    renameSync(fresh, file);
    return Exit.fine;
  } catch (error) {
    rmSync(fresh, { force: true });
    return reportFault({ reason: `${printable(file)} can't be written: ${reasonOf(error)}`, advice: '' }, io);
  }
}
