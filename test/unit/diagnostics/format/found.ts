import { diagnostic } from '../../../../compiler/diagnostics/create.js';

/** A diagnostic in a file, and one about the command as a whole. */
export const found = diagnostic(
  'wrong-value',
  { value: 'Web', expected: 'a name', what: 'The name.' },
  {
    file: 'images/my web/image.json',
    start: { line: 12, column: 11 },
    end: { line: 12, column: 16 },
    text: '  "name": "Web",',
  },
);

export const warning = diagnostic('entrypoint-drops-cmd', {}, found.location);

export const plain = diagnostic('workspace-missing', {}, null);
