import { expect } from 'chai';
import fc from 'fast-check';
import {
  dockerFlag,
  dockerJsonWord,
  dockerValue,
  dockerWord,
  dockerWords,
  variablesOf,
} from '../../../compiler/quote/index.js';

const text = (value: string): unknown => ({ text: value });

describe('dockerValue', () => {
  for (const [value, emitted] of [
    ['', '""'],
    ['plain', '"plain"'],
    ['a "b" \\', '"a \\"b\\" \\\\"'],
    ['/opt/bin:$PATH', '"/opt/bin:$PATH"'],
    ['${A:-${B}}', '"${A:-${B}}"'],
    ['${A:-$$5}', '"${A:-\\$5}"'],
    ['$$HOME costs $5, ${A}$', '"\\$HOME costs \\$5, ${A}\\$"'],
    ['$$$A', '"\\$$A"'],
    ['$${A}', '"\\${A}"'],
    ['$Aé', '"${A}é"'],
    ['${A##*/}${A%.c}${A/x/y}${A//x/}', '"${A##*/}${A%.c}${A/x/y}${A//x/}"'],
    ["it's `x` {}", '"it\'s `x` {}"'],
  ] as const) {
    it(`emits ${value} as ${emitted}`, () => expect(dockerValue(value)).to.deep.equal(text(emitted)));
  }

  for (const value of [
    '${',
    '${A',
    '${A:',
    '${A:-',
    '${}',
    '${1}',
    '${{ x }}',
    '${A:-"b"}',
    "${A:-'}",
    '${A:-\\}}',
    '${A:=b}',
    '${A:#b}',
    '${A^}',
    '${Aé}',
    '${A/x}',
    '${A#$$}',
    '${A:-'.repeat(20_000),
    'a\nb',
    'a\0b',
    '\udc00',
  ]) {
    it(`refuses ${JSON.stringify(value.slice(0, 60))}`, () =>
      expect(dockerValue(value)).to.have.property('problem').that.matches(/\.$/));
  }

  it('escapes every `$` of text that has been doubled', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('$', '{', '}', 'A', ':', '-', ' ') }), (value) => {
        const body = value.replaceAll('$', '\\$');
        expect(dockerValue(value.replaceAll('$', '$$$$'))).to.deep.equal(text(`"${body}"`));
      }),
    );
  });
});

describe('variablesOf', () => {
  it('names every variable once', () => {
    expect(variablesOf('$A ${B:-$C${A}} $$D ${E/$F/$G} $1 $')).to.deep.equal(['A', 'B', 'C', 'E', 'F', 'G']);
    expect(variablesOf('${A')).to.deep.equal([]);
  });
});

describe('dockerWord and its like', () => {
  it('stay bare where they can', () => {
    expect(dockerWord('/srv/${app:-x}')).to.deep.equal(text('/srv/${app:-x}'));
    expect(dockerWord('a b')).to.deep.equal(text('"a b"'));
    expect(dockerWord('--x')).to.deep.equal(text('"--x"'));
    expect(dockerWord('')).to.deep.equal(text('""'));
  });

  it('use the JSON form for a list that blanks would split', () => {
    expect(dockerWords(['a', './b'])).to.deep.equal(text('a ./b'));
    expect(dockerWords(['a b', '$X/'])).to.deep.equal(text('["a b", "$X/"]'));
    expect(dockerWords(['a', '${'])).to.have.property('problem');
    expect(dockerJsonWord('/var/x')).to.deep.equal(text('"/var/x"'));
    expect(dockerJsonWord('a b')).to.deep.equal(text('"a b"'));
    expect(dockerJsonWord('a "b')).to.deep.equal(text('"a \\\\\\"b"'));
    expect(dockerJsonWord(' a')).to.deep.equal(text('"\\" a\\""'));
    expect(dockerJsonWord('<<E')).to.deep.equal(text('"\\"<<E\\""'));
  });

  it('take a second layer of quoting in flags', () => {
    expect(dockerFlag('app:$GROUP')).to.deep.equal(text('app:$GROUP'));
    expect(dockerFlag('a b')).to.deep.equal(text('\\"a\\ b\\"'));
    expect(dockerFlag('é')).to.have.property('problem');
    expect(dockerFlag('<<E')).to.have.property('problem');
  });
});
