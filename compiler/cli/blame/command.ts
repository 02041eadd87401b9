import { isAbsolute, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { blame } from '../../blame.js';
import { printable } from '../../diagnostics/create.js';
import { nodeFiles } from '../../host/node-files.js';
import type { BlameCommandOptions } from '../blame.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { jsonText } from '../json-text.js';
import { report } from '../report.js';
import { startFolder, workspaceOf } from '../workspace.js';
import { reportWrong } from '../wrong.js';
import { fileText, lineText } from './text.js';

/** @returns the exit code */
export function blameCommand(target: string, options: BlameCommandOptions, command: Command, io: Io): number {
  const format = options.json === true ? ({ format: 'json' } as const) : {};
  const workspace = workspaceOf(command);
  if ('missing' in workspace) {
    report([workspace.missing], format, io);
    return Exit.specs;
  }
  const { path, line, column } = parseTarget(target, workspace.root);
  const file = within(workspace.root, startFolder(command), path);
  if (file === null) return reportWrong(outside(path, workspace.root), io);
  const found = blame(workspace.root, file, {
    ...(line !== null && { line }),
    ...(column !== null && { column }),
  });
  if ('diagnostics' in found) {
    report(found.diagnostics, format, io);
    return Exit.specs;
  }
  if ('reason' in found) return reportWrong({ problem: `${printable(found.reason)}.`, help: found.help }, io);
  if (line !== null && found.lines.length === 0)
    return reportWrong(noSuchLine(found.file, line, found.count), io);
  if (options.json === true) io.out(jsonText(found));
  else io.out(line === null ? fileText(found, io) : lineText(found, io));
  return Exit.fine;
}

interface Target {
  readonly path: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** A file may itself be called `a:7`: then that file is meant. */
function parseTarget(target: string, root: string): Target {
  const [, path = target, line, column] = /^(.+?)(?::(\d+))?(?::(\d+))?:?$/u.exec(target) ?? [];
  if (nodeFiles.lstat(resolve(root, target))) return { path: target, line: null, column: null };
  return {
    path,
    line: line === undefined ? null : Number(line),
    column: column === undefined ? null : Number(column),
  };
}

/**
 * The path from the workspace's root; null where it leads out of it. What is not there in the folder that the command
 * runs in may have been copied out of a message, where paths count from the root.
 */
function within(root: string, folder: string, path: string): string | null {
  const typed = relative(root, resolve(folder, path));
  const isThere = nodeFiles.lstat(resolve(folder, path)) !== null;
  const file =
    isThere || isAbsolute(path) || !nodeFiles.lstat(resolve(root, path))
      ? typed
      : relative(root, resolve(root, path));
  return file === '..' || file.startsWith('../') || isAbsolute(file) ? null : file.replaceAll('\\', '/');
}

function outside(path: string, root: string): { problem: string; help: string } {
  return {
    problem: `${printable(path)} lies outside of the workspace ${printable(root)}.`,
    help: 'Name a generated file of this workspace, e.g. images/web/Dockerfile:7.',
  };
}

function noSuchLine(file: string, line: number, count: number): { problem: string; help: string } {
  return {
    problem: `${printable(file)} has no line ${line}: it has ${count}.`,
    help: `Without a line, all of them are told: cooper blame ${printable(file)}`,
  };
}
