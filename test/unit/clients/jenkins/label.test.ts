import { expect } from 'chai';
import fc from 'fast-check';
import { fits, parseLabel, type Label } from '../../../../compiler/clients/jenkins/label.js';

describe('clients/jenkins/label', () => {
  const matches = (expression: string, ...names: string[]): boolean =>
    fits(parseLabel(expression), new Set(names));

  it('names and operators', () => {
    expect(matches('linux', 'linux', 'docker')).to.equal(true);
    expect(matches('linux && docker', 'linux')).to.equal(false);
    expect(matches('linux&&docker', 'linux', 'docker')).to.equal(true);
    expect(matches('arm || docker', 'docker')).to.equal(true);
    expect(matches('!arm', 'docker')).to.equal(true);
    expect(matches('  ( a || b )  && !c', 'b')).to.equal(true);
    expect(matches('a -> b', 'c')).to.equal(true);
    expect(matches('a->b', 'a')).to.equal(false);
    expect(matches('a <-> b')).to.equal(true);
    expect(matches('"with blank" && b', 'with blank', 'b')).to.equal(true);
    expect(matches('32bit.dot', '32bit.dot')).to.equal(true);
  });

  it('binds as Jenkins does', () => {
    expect(parseLabel('a||b&&c')).to.deep.equal(parseLabel('a||(b&&c)'));
    expect(parseLabel('!a&&b')).to.deep.equal(parseLabel('(!a)&&b'));
    expect(parseLabel('a||b->c&&d')).to.deep.equal(parseLabel('(a||b)->(c&&d)'));
    expect(parseLabel('a->b<->c')).to.deep.equal(parseLabel('(a->b)<->c'));
  });

  it('dashes belong to names, except in arrows', () => {
    const atom = (name: string): Label => ({ kind: 'atom', name });
    for (const name of ['solaris-x86', '--a----b-c-', '--', '-', '-1'])
      expect(parseLabel(name)).to.deep.equal(atom(name));
    expect(parseLabel('a-->b')).to.deep.equal({ kind: 'implies', left: atom('a-'), right: atom('b') });
    expect(parseLabel('a->-b')).to.deep.equal({ kind: 'implies', left: atom('a'), right: atom('-b') });
  });

  it('takes for one name what Jenkins takes for one', () => {
    for (const text of [
      'foo bar',
      'foo (bar)',
      'foo(bar)',
      'a <- b',
      'a -< b',
      'a - b',
      '->',
      '-<',
      '-!',
      '!!a',
      'a->b->c',
      'a &',
      "it's",
      '(a',
      '',
    ])
      expect(parseLabel(text), text).to.deep.equal({ kind: 'atom', name: text });
    expect(matches('lucene.zones.apache.org (Solaris 10)', 'lucene.zones.apache.org (Solaris 10)')).to.equal(
      true,
    );
    // Outer quotes go first, as if they were one pair.
    expect(parseLabel('"a b" && "c d"')).to.deep.equal({ kind: 'atom', name: 'a b" && "c d' });
    expect(parseLabel("'linux'")).to.deep.equal({ kind: 'atom', name: 'linux' });
    expect(parseLabel('("a\\"b")')).to.deep.equal({ kind: 'atom', name: 'a"b' });
  });

  it('ends on whatever is given', () => {
    expect(parseLabel('('.repeat(100_000)).kind).to.equal('atom');
    expect(parseLabel(Array.from({ length: 20_000 }, () => 'a').join('&')).kind).to.equal('atom');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseLabel(text).kind !== undefined));
  });

  it('agrees with an evaluator that looks at the tree alone', () => {
    const names = ['a', 'b', 'c-d', 'e f'];
    const tree = fc.letrec<{ label: Label }>((tie) => ({
      label: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(...names).map((name): Label => ({ kind: 'atom', name })),
        tie('label').map((of): Label => ({ kind: 'not', of })),
        fc
          .tuple(fc.constantFrom('and', 'or', 'implies', 'iff'), tie('label'), tie('label'))
          .map(([kind, left, right]): Label => ({ kind, left, right })),
      ),
    })).label;
    const OPERATORS = { and: '&&', or: '||', implies: '->', iff: '<->' } as const;
    const RANK = { iff: 0, implies: 1, or: 2, and: 3, not: 4, atom: 5 } as const;
    /** With brackets only where they are needed. */
    const print = (label: Label, blank: string): string => {
      const below = (inner: Label, least: number): string =>
        RANK[inner.kind] < least ? `(${print(inner, blank)})` : print(inner, blank);
      if (label.kind === 'atom') return label.name.includes(' ') ? `"${label.name}"` : label.name;
      if (label.kind === 'not') return `!${below(label.of, RANK.atom)}`;
      const rank = RANK[label.kind];
      const left = below(label.left, label.kind === 'implies' ? rank + 1 : rank);
      return `${left}${blank}${OPERATORS[label.kind]}${blank}${below(label.right, rank + 1)}`;
    };
    const naive = (label: Label, has: (name: string) => boolean): boolean => {
      if (label.kind === 'atom') return has(label.name);
      if (label.kind === 'not') return !naive(label.of, has);
      const [left, right] = [naive(label.left, has), naive(label.right, has)];
      const table = { and: left && right, or: left || right, implies: right || !left, iff: left === right };
      return table[label.kind];
    };
    fc.assert(
      fc.property(tree, fc.constantFrom('', ' ', '\t '), fc.subarray(names), (label, blank, given) => {
        // Jenkins itself mistakes quotes at both ends for one pair.
        const text = ` ${print(label, blank)} `;
        expect(fits(parseLabel(text), new Set(given)), text).to.equal(
          naive(label, (name) => given.includes(name)),
        );
      }),
      { numRuns: 500 },
    );
  });
});
