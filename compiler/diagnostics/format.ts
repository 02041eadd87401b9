import type { Diagnostic } from '../model/diagnostic.js';
import { gitlab } from './format/gitlab.js';
import { json } from './format/json.js';
import { sarif } from './format/sarif.js';
import { text } from './format/text.js';

export const FORMATS = ['text', 'json', 'sarif', 'gitlab'] as const;
export type Format = (typeof FORMATS)[number];

/** Renders diagnostics; `color` matters to text only, `version` (of this program) to SARIF only. */
export function format(
  diagnostics: readonly Diagnostic[],
  kind: Format,
  options: { readonly color: boolean; readonly version: string },
): string {
  switch (kind) {
    case 'text':
      return text(diagnostics, options.color);
    case 'json':
      return json(diagnostics);
    case 'sarif':
      return sarif(diagnostics, options.version);
    case 'gitlab':
      return gitlab(diagnostics);
  }
}
