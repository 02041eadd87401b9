/** Plans and what became of them, for programs. */
import { format } from '../../diagnostics/format.js';
import type { Step } from '../../jobs/step.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { version } from '../../../.build/version.js';

/** A step without its config.xml, its path as one name. */
export function stepJson(step: Step): object {
  const { path, ...rest } = step;
  const { xml: _, ...shown } = { xml: '', ...rest };
  return { path: path.join('/'), ...shown };
}

/** As `--json` prints it: `content`, and the diagnostics of the specs. */
export function jsonText(content: object, diagnostics: readonly Diagnostic[]): string {
  const found = JSON.parse(format(diagnostics, 'json', { color: false, version })) as {
    diagnostics: unknown;
  };
  return `${JSON.stringify({ ...content, ...found }, null, 2)}\n`;
}
