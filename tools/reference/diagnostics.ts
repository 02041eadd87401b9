/** The reference page of the diagnostics, from their catalogue. */
import { catalogue } from '../../compiler/diagnostics/catalogue.js';
import { blocks, code, heading, prose } from './markdown.js';

export function diagnosticsPage(): string {
  const entries = Object.entries(catalogue).map(([name, { severity, message, help }]) =>
    blocks(heading(2, code(name)), `> **${severity}**: ${prose(message)}`, prose(help)).trimEnd(),
  );
  return blocks(
    '<!-- Generated from compiler/diagnostics/catalogue.ts by `npm run generate`; not edited by hand. -->',
    heading(1, 'Diagnostics'),
    'Everything that `cooper` says about a workspace, by its code. A word in braces stands for what it found. ' +
      'An error keeps the images from being written; a warning does not.',
    ...entries,
  );
}
