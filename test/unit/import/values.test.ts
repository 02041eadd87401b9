import { expect } from 'chai';
import { namesIn, specText } from '../../../compiler/import/values.js';

describe('import/values', () => {
  it('doubles a literal `$`, and leaves variables', () => {
    for (const [raw, text] of [
      ["'$a'", '$$a'],
      ['"cost 5$"', 'cost 5$$'],
      ['$a-${b}', '$a-${b}'],
      ['"$a"b', '${a}b'],
      ['${a:-"x y"}', '${a:-x y}'],
      ['${a/b/$c}', '${a/b/$c}'],
      ['\\$a\\\\', '$$a\\'],
      ['"a\\"b"', 'a"b'],
    ] as const)
      expect(specText(raw, '\\'), raw).to.deep.equal({ text });
    expect(specText('C:\\a`$', '`')).to.deep.equal({ text: 'C:\\a$$' });
  });

  it('says what a spec cannot', () => {
    for (const raw of ['$1', '$$', '$@', '${a:-\\}}', '${a#\\$b}', '${a:-"}"}', '"a', '$é'])
      expect(specText(raw, '\\'), raw).to.have.property('problem');
  });

  it('names the variables, nested ones too', () => {
    expect(namesIn('$a ${b:-$c} $a', '\\')).to.deep.equal(['a', 'b', 'c']);
  });
});
