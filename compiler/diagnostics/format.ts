import type { Diagnostic } from '../model/diagnostic.js';
import { gitlab } from './format/gitlab.js';
import { json } from './format/json.js';
import { junit } from './format/junit.js';
import { sarif } from './format/sarif.js';
import { text } from './format/text.js';

export const FORMATS = ['text', 'json', 'sarif', 'gitlab', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

export interface FormatOptions {
  /** Matters to text only. */
  readonly color: boolean;
  /** Of this program; matters to SARIF only. */
  readonly version: string;
  /** The workspace's folder in its repository, '' by default; matters to gitlab and junit, which want whole paths. */
  readonly folder?: string;
  /** What was looked at, with or without problems; matters to junit only. Paths from the workspace's root. */
  readonly specs?: readonly string[];
  /** What looked at it, `cooper` by default; matters to junit only. */
  readonly command?: string;
}

/** Renders diagnostics. */
export function format(
  diagnostics: readonly Diagnostic[],
  kind: Format,
  { color, version, folder = '', specs = [], command = 'cooper' }: FormatOptions,
): string {
  switch (kind) {
    case 'text':
      return text(diagnostics, color);
    case 'json':
      return json(diagnostics);
    case 'sarif':
      return sarif(diagnostics, version);
    case 'gitlab':
      return gitlab(diagnostics, folder);
    case 'junit':
      return junit(diagnostics, { folder, specs, command });
  }
}
