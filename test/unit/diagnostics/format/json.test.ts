import { expect } from 'chai';
import { json } from '../../../../compiler/diagnostics/format/json.js';
import { found, plain } from './found.js';

describe('diagnostics/format/json', () => {
  it('the diagnostics as they are, also when there are none', () => {
    expect(JSON.parse(json([found, plain]))).to.deep.equal({ diagnostics: [found, plain] });
    expect(json([])).to.equal('{\n  "diagnostics": []\n}\n');
  });

  it('cuts lines that are longer than a person reads', () => {
    const long = { ...found, location: { ...found.location!, text: 'x'.repeat(5000) } };
    expect(json([long])).to.include(`"${'x'.repeat(1000)}"`);
  });
});
