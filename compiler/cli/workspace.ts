import { resolve } from 'node:path';
import type { Command } from 'commander';
import { diagnostic } from '../diagnostics/create.js';
import { nodeFiles } from '../host/node-files.js';
import { findWorkspace } from '../load/workspace.js';
import type { Diagnostic } from '../model/diagnostic.js';

/** The folder that the command works in: -C, or where it was started. */
export function startFolder(command: Command): string {
  const { C } = command.optsWithGlobals<{ C?: string }>();
  return resolve(C ?? '.');
}

/** The workspace around that folder, or what to do without one. */
export function workspaceOf(command: Command): { root: string } | { missing: Diagnostic } {
  const root = findWorkspace(nodeFiles, startFolder(command));
  return root === null ? { missing: diagnostic('workspace-missing', {}, null) } : { root };
}
