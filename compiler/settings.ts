import type { Files } from './host/files.js';
import type { Document } from './load/document.js';
import { readJson } from './load/read.js';
import { SETTINGS_FILE } from './load/workspace.js';
import { placeIn } from './place.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { WorkspaceSettings } from './model/spec.js';
import { policyProblems } from './policy/settings.js';
import { checkSettings } from './validate/schema.js';
import { cronProblems } from './validate/rules/cron.js';

/** Reads cooperage.json; null settings where it has problems. */
export function loadSettings(
  files: Files,
  root: string,
): { settings: WorkspaceSettings | null; document: Document; diagnostics: readonly Diagnostic[] } {
  const { document, value, diagnostics } = readJson(files, root, SETTINGS_FILE);
  if (diagnostics.length > 0) return { settings: null, document, diagnostics };
  const checked = checkSettings(value);
  const problems =
    'problems' in checked
      ? checked.problems
      : [
          ...cronProblems(checked.settings.defaults?.pipeline?.triggers, '/defaults/pipeline/triggers'),
          ...policyProblems(checked.settings.policy),
        ];
  if ('problems' in checked || problems.length > 0)
    return { settings: null, document, diagnostics: problems.map((found) => placeIn(found, document)) };
  return { settings: checked.settings, document, diagnostics: [] };
}
