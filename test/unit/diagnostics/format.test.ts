import { expect } from 'chai';
import { format, FORMATS } from '../../../compiler/diagnostics/format.js';
import { found, plain } from './format/found.js';

describe('diagnostics/format', () => {
  it('every format takes every list, and ends with a line break', () => {
    for (const kind of FORMATS)
      for (const list of [[], [plain], [plain, found, found]]) {
        const text = format(list, kind, { color: false, version: '1.2.3' });
        if (kind !== 'text' || list.length > 0) expect(text, kind).to.match(/\n$/);
        if (kind !== 'text' && kind !== 'junit') JSON.parse(text);
      }
  });
});
