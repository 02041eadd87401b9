/** The workspace that this folder belongs to, and its settings; the account for the registry. */
import type { Environment, Files } from '../../host/files.js';
import { readJson } from '../../load/read.js';
import { findWorkspace, SETTINGS_FILE } from '../../load/workspace.js';
import type { WorkspaceSettings } from '../../model/spec.js';
import { PASSWORD, USER } from '../run/arguments.js';
import type { Check } from './check.js';

export interface WorkspaceFacts {
  readonly root: string | null;
  readonly settings: WorkspaceSettings;
  readonly check: Check;
}

export function workspaceFacts(files: Files, cwd: string): WorkspaceFacts {
  const root = findWorkspace(files, cwd);
  const base = { name: 'workspace', neededFor: 'every command but init', required: false };
  if (root === null) {
    const help = 'npx cooper init, or go into a workspace, or use -C';
    return {
      root,
      settings: {},
      check: { ...base, state: 'none', found: `no ${SETTINGS_FILE} here or above`, help },
    };
  }
  const { value, diagnostics } = readJson(files, root, SETTINGS_FILE);
  if (diagnostics.length > 0) {
    const found = `${SETTINGS_FILE} can't be read`;
    return {
      root,
      settings: {},
      check: { ...base, state: 'limited', found, help: 'see: npx cooper validate' },
    };
  }
  const settings = (typeof value === 'object' && value !== null ? value : {}) as WorkspaceSettings;
  return { root, settings, check: { ...base, state: 'ok', found: describe(root, settings), help: '' } };
}

function describe(root: string, { images, library, defaults }: WorkspaceSettings): string {
  const { registry, namespace } = defaults?.publish ?? {};
  const target = [registry, namespace].filter(Boolean).join('/');
  return [
    root,
    `images in ${images ?? 'images'}`,
    typeof library === 'object' ? `library ${library.name}@${library.version}` : 'its own library',
    `builder ${defaults?.pipeline?.builder ?? 'docker'}`,
    ...(target === '' ? [] : [`pushes to ${target}`]),
  ].join('; ');
}

/** Whether an account is set; never which. */
export function accountCheck(env: Environment): Check {
  const user = (env[USER] ?? '') !== '';
  const password = [PASSWORD, `${PASSWORD}_FILE`].find((name) => (env[name] ?? '') !== '');
  const base = { name: 'registry account', neededFor: 'run, where the registry wants one', required: false };
  if (user && password !== undefined)
    return { ...base, state: 'ok', found: `${USER} and ${password} are set`, help: '' };
  const help = `export ${USER} and ${PASSWORD}, or ${PASSWORD}_FILE`;
  if (!user && password === undefined) return { ...base, state: 'none', found: 'not set', help };
  return {
    ...base,
    state: 'limited',
    found: user ? `${USER} is set, no password is` : `${USER} is not set`,
    help,
  };
}
