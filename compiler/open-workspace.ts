import type { Files } from './host/files.js';
import { loadLock } from './load-lock.js';
import type { Diagnostic } from './model/diagnostic.js';
import { loadSettings } from './settings.js';
import { Workspace } from './workspace.js';

/**
 * A workspace to look into.
 * @param root absolute path of the folder with cooperage.json
 */
export function openWorkspace(
  files: Files,
  root: string,
): { readonly workspace: Workspace } | { readonly diagnostics: readonly Diagnostic[] } {
  const { settings, document, diagnostics } = loadSettings(files, root);
  const { pins, diagnostics: wrongLock } = loadLock(files, root);
  if (!settings || !pins) return { diagnostics: [...diagnostics, ...wrongLock] };
  return { workspace: new Workspace(files, root, settings, document, pins) };
}
