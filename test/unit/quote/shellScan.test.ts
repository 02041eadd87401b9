import { expect } from 'chai';
import { commandEnd } from '../../../compiler/quote/shellScan.js';

const COMPLETE = [
  'a',
  'a; b',
  'a && b || c | d',
  '! a',
  'a "b; c" \'d &&\' \\; e',
  'a $(b; c) "$(d "e")" `f` ${g:-h} "${i:-it\'s}" $((1 + (2))) $# ${#x} $$',
  'if a; then b; elif c; then d; else e; fi',
  'for x in a b; do c; done',
  'for x do c; done > out 2>&1',
  'while a; do b; done < in',
  'case $x in a) b ;; (c|d) e;; *) ;; esac',
  'case $x in esac',
  '{ a; b; } && (c; d)',
  'f() { a; }',
  'f() (a)',
  'function g { a; }; g',
  'a >&2',
  'a 2>&1 >/dev/null',
  'a=1 b=$(c) d',
  'a=(1 2); b',
  '[[ a && ( b < c ) ]] || d',
  'diff <(a) >(b)',
  '((i++)); (( i > 1 ))',
  'echo a#b ${x#y} then do fi',
  'cat <<<x',
  "x=${y%'}'}",
  'echo é 😀',
];

const INCOMPLETE = [
  '',
  ' ',
  'a;',
  'a &&',
  'a ||',
  'a |',
  'a \\',
  "a '",
  'a "',
  'a $(b',
  'a ${b',
  'a `b',
  'if a',
  'if a; then',
  'if a; then b',
  'for x in a',
  'for x in a; do',
  'while a; do b',
  'case x in',
  'case x in a) b',
  '{ a',
  '{ a; b }',
  '(a',
  'a)',
  'fi',
  'a; done',
  '}',
  'a # b',
  '# a',
  'a;# b',
  'a $(b # c)',
  'a >',
  'a <<EOF',
  'a; ; b',
  '&& a',
  'a;; b',
  'a & ; b',
  'f()',
  'a (b)',
  'a=(1',
  '[[ a',
  "echo $'a\\'",
  'if a; then b; fi c',
];

describe('commandEnd', () => {
  for (const value of COMPLETE) {
    it(`takes ${value}`, () =>
      expect(commandEnd(value)).to.deep.equal({ complete: true, endsWithAmpersand: false }));
  }
  for (const value of INCOMPLETE) {
    it(`refuses ${JSON.stringify(value)}`, () =>
      expect(commandEnd(value)).to.have.property('problem').that.matches(/\.$/));
  }
  it('tells of a command in the background', () => {
    for (const value of ['a &', 'a; b & ', '{ a; } &'])
      expect(commandEnd(value)).to.deep.equal({ complete: true, endsWithAmpersand: true });
    for (const value of ['a & b', 'a >&2', 'a \\&', "'&'"])
      expect(commandEnd(value)).to.deep.equal({ complete: true, endsWithAmpersand: false });
  });

  it('takes no longer for what nobody writes', function () {
    this.timeout(60_000);
    for (const piece of [
      '(',
      '$(',
      '$((',
      '${x:-',
      '"${x:-"',
      '{ ',
      'if ',
      'f() ',
      '! ',
      '$(( a) ',
      '((',
      '"$(',
    ]) {
      const started = Date.now();
      expect(commandEnd(piece.repeat(9_000)), piece).to.have.property('problem');
      expect(Date.now() - started, piece).to.be.lessThan(4_000);
    }
  });
});
