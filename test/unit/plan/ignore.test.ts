import { expect } from 'chai';
import fc from 'fast-check';
import { ignoreEntry } from '../../../compiler/plan/ignore.js';

/** `ignore EXPRESSION` or `keep EXPRESSION`, or the problem. */
function read(pattern: string): string | null {
  const entry = ignoreEntry(pattern, '/x');
  if (entry === null) return null;
  return 'problem' in entry ? entry.problem : `${entry.type} ${entry.expression}`;
}

describe('plan/ignore', () => {
  const meanings: Record<string, string | null> = {
    node_modules: 'ignore ^node_modules(/.*)?$',
    '/a/b/': 'ignore ^a/b(/.*)?$',
    ' ./a//b/../c ': 'ignore ^a/c(/.*)?$',
    '*.md': 'ignore ^[^/]*\\.md(/.*)?$',
    'a?b': 'ignore ^a[^/]b(/.*)?$',
    '**': 'ignore ^.*$',
    '**/*.log': 'ignore ^(.*/)?[^/]*\\.log(/.*)?$',
    '**/x.y': 'ignore ^(.*/)?x\\.y(/.*)?$',
    '**.y': 'ignore ^.*\\.y(/.*)?$',
    'a/**': 'ignore ^a/.*$',
    'a**': 'ignore ^a.*$',
    'a/**/b': 'ignore ^a/(.*/)?b(/.*)?$',
    '!a/README.md': 'keep ^a/README\\.md(/.*)?$',
    '! /a': 'keep ^a(/.*)?$',
    '# no comment': 'ignore ^# no comment(/.*)?$',
    '\\#a': 'ignore ^#a(/.*)?$',
    '\\!a': 'ignore ^!a(/.*)?$',
    'a\\*': 'ignore ^a\\*(/.*)?$',
    'a b': 'ignore ^a b(/.*)?$',
    'a(b)+{c}|$^.': 'ignore ^a\\(b\\)\\+\\{c}\\|\\$\\^\\.(/.*)?$',
    '*.{js,ts}': 'ignore ^[^/]*\\.\\{js,ts}(/.*)?$',
    '[a-z]': 'ignore ^[a-z](/.*)?$',
    '[^a-z]': 'ignore ^[^a-z](/.*)?$',
    '[\\]\\-\\\\a]': 'ignore ^[]a\\\\-](/.*)?$',
    '[\\^a[]': 'ignore ^([a]|\\[|\\^)(/.*)?$',
    '[aé]': 'ignore ^([a]|é)(/.*)?$',
    '[а-в]': 'ignore ^(а|б|в)(/.*)?$',
    ']*': 'ignore ^][^/]*(/.*)?$',
    '': null,
    '  ': null,
  };
  for (const [pattern, meaning] of Object.entries(meanings))
    it(`${JSON.stringify(pattern)} is ${meaning ?? 'nothing'}`, () => {
      expect(read(pattern)).to.equal(meaning);
    });

  const wrong: Record<string, RegExp> = {
    '!': /no pattern/,
    '! /': /no pattern/,
    'a\\': /ends in a backslash/,
    '[a': /begins no class/,
    '[]': /begins no class/,
    '[a-]': /begins no class/,
    '[-a]': /begins no class/,
    '[^]': /begins no class/,
    '[z-a]': /runs backwards/,
    '[[:alpha:]]': /no named classes/,
    '[*]': /as a wildcard/,
    '\\d*': /has no meaning/,
    '\\é': /has no meaning/,
    '[\\w]': /has no meaning/,
    '[^é]': /only ASCII/,
    '[一-龥]': /too wide/,
    'a|b*': /takes \| for/,
    '^a*': /takes \^ for/,
    'a{2}*': /takes \{2\} for/,
    '\uFEFFa': /byte order mark/,
    'a\0': /NUL/,
    '\uD800': /half of a character/,
  };
  for (const [pattern, sentence] of Object.entries(wrong))
    it(`${JSON.stringify(pattern)} is a problem`, () => {
      expect(read(pattern)).to.match(sentence);
    });

  const sayable = fc.string({ unit: 'binary' }).filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text));

  it('gives one line of text, anchored, or a sentence', () => {
    fc.assert(
      fc.property(fc.oneof(sayable, fc.stringMatching(/^[ab*?\\/[\]^!|{}2, .-]*$/)), (pattern) => {
        const text = read(pattern);
        if (text !== null)
          expect(text).to.match(/^(?:ignore|keep) \^[^\p{Cc}]*\$$|^[^\p{Cc}]+\. [^\p{Cc}]+\.$/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('an escaped path is that path and what is below it, and nothing else', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*?\\[\]^!|{}2,.$()+-]{1,8}$/), fc.string(), (name, other) => {
        const pattern = [...name].map((each) => (/[a-z0-9]/.test(each) ? each : `\\${each}`)).join('');
        const entry = ignoreEntry(pattern, '');
        if (entry === null || 'problem' in entry) throw new Error(JSON.stringify(entry));
        const regex = new RegExp(entry.expression.replaceAll(']', '\\]').replaceAll('}', '\\}'), 'u');
        expect(
          [name, `${name}/x`, `${name}x`, `x/${name}`, `${name}x/y`].map((path) => regex.test(path)),
        ).to.deep.equal([true, true, false, false, false]);
        expect(regex.test(other)).to.equal(other === name || other.startsWith(`${name}/`));
      }),
    );
  });
});
