import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { LARGEST_FILE } from '../../content/project-content.js';
import { printable } from '../../diagnostics/create.js';
import { reasonOf } from '../../host/reason.js';
import type { Io } from '../io.js';
import { reportWrong, type Wrong } from '../wrong.js';
import { save, type SaveArguments } from './save.js';

export interface PutArguments extends SaveArguments {
  readonly executable?: boolean;
  readonly base?: string;
}

export async function putCommand(
  path: string,
  file: string,
  args: PutArguments,
  cwd: string,
  io: Io,
): Promise<number> {
  const content = file === '-' ? await standardInput() : fileAt(resolve(cwd, file));
  if ('problem' in content) return reportWrong(content, io);
  const { bytes } = content;
  const mode = args.executable === true ? { executable: true } : {};
  return save([path], (edits) => edits.put(path, bytes, mode), `Change ${path}`, args, cwd, io);
}

type Input = { readonly bytes: Uint8Array } | Wrong;

function fileAt(file: string): Input {
  try {
    return statSync(file).size > LARGEST_FILE ? TOO_LARGE : { bytes: readFileSync(file) };
  } catch (error) {
    return { problem: `${printable(file)} can't be read: ${reasonOf(error)}`, help: 'Name another file.' };
  }
}

async function standardInput(): Promise<Input> {
  if (process.stdin.isTTY)
    return { problem: 'it is not said what the file becomes', help: 'Name a file, or lead one in with <.' };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LARGEST_FILE) return TOO_LARGE;
  }
  return { bytes: Buffer.concat(chunks) };
}

const TOO_LARGE: Wrong = {
  problem: `more than ${LARGEST_FILE / 1024 / 1024} MiB are too much for this way`,
  help: 'Use a clone and git push, or a place for large files.',
};
