/** No string that is not ours breaks out of a report, whatever it holds. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Effect } from '../../../compiler/report/effect.js';
import { code, fold, htmlCode, link, listed, table } from '../../../compiler/report/markdown.js';
import { effectReport } from '../../../compiler/report/report.js';
import type { Diagnostic } from '../../../compiler/model/diagnostic.js';
import { SUBJECTS, type Subject } from '../../../compiler/compare/change.js';
import { mentionsOf } from '../../support/gitlab/markdown/mentions.js';
import { quickActions } from '../../support/gitlab/markdown/quick-actions.js';
import { judge } from './judge.js';

/** Syntax of Markdown, of GitLab's, of HTML, and what a terminal or an eye would not see. */
const PIECES = [
  ...'`|\\*_~[]()<>&#!@$%^:{}+-=\'"./;?,',
  ...['``', '```', '~~~', '||', '\\|', '\\`', '\\\\', '  ', ' ', '\n', '\r\n', '\t', '\u0000', '\u001b[31m'],
  ...[
    '@all',
    '@root',
    '#1',
    '!1',
    '&1',
    '%"m"',
    '~label',
    '$1',
    '^alert#1',
    'deadbeef0',
    'group/p#1',
    'GL-1',
  ],
  ...[
    '\n/merge\n',
    '/close',
    '/label ~x',
    '\n---\n',
    '\n+++\n',
    '\n>>>\n',
    '\n```mermaid\n',
    '\n$$\n',
    '\n::include{file=x}\n',
  ],
  ...[
    '[a](b)',
    '![a](b)',
    '<https://x.example>',
    'https://x.example',
    'www.x.example',
    'a@x.example',
    '[a]: b',
    '[^1]',
    'javascript:a',
  ],
  ...[
    '<b>',
    '</code>',
    '</td></table>',
    '</summary></details>',
    '<!-- -->',
    '<!--',
    '<script>',
    '<a href=x>',
    '<?x',
    ']]>',
    '&lt;',
    '&#124;',
    '&commat;',
  ],
  ...[
    '[[_TOC_]]',
    '[TOC]',
    '[[wiki]]',
    ':tada:',
    '$`x`$',
    '$$x$$',
    '{+ x +}',
    '[- x -]',
    '%{project_name}',
    '- [ ] a',
    '| a |',
    'cmliteral-\\+a-cmliteral',
  ],
  ...[
    'Closes #1',
    'fixes PROJ-1',
    'Resolves: https://x.example/a/-/issues/1',
    'implement',
    'closing',
    'Resolvers ask',
  ],
  ...[
    '\u202e',
    '\u2066',
    '\u200b',
    '\u200d',
    '\ufeff',
    '\u2028',
    '\u00ad',
    '\ud800',
    '\u3164',
    '\ufe0f',
    '\u{e0041}',
    '😀',
    'é',
    'a',
    '1',
  ],
];

const hostile = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...PIECES) },
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''))
  .filter((text) => text !== '');

/** Short enough to be shown whole everywhere. */
const short = hostile.map((text) => [...text].slice(0, 80).join(''));

const UNSEEN =
  /\u034f|[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu;

/** What a reader is to see. */
function seen(text: string): string {
  return text.replace(UNSEEN, (character) =>
    character === '\n' ? '\\n' : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** GitLab's default pattern for what closes issues, as far as it matters here. */
const CLOSES =
  /\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)|implement(?:s|ed|ing)?):?[ \t]+(?:issues? +)?(?:#|!|https?:|[\w/.-]+#|[A-Z][A-Z0-9_]+-\d)|#\d/iu;

describe('report/hostile', function () {
  this.timeout(30_000);

  it('a string is code, whole, in a sentence, a head, a list and a cell', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const quoted = code(text, 10_000);
        expect(quoted).to.not.match(/[\n\r|]/u);
        expect(quoted).to.not.match(CLOSES);
        expect(mentionsOf(withoutElements(`a ${quoted} b`))).to.deep.equal([]);
        for (const markdown of [
          `Before ${quoted} behind.\n`,
          `#### ${quoted} behind\n`,
          `- ${quoted}\n`,
          table(['a', 'b'], [() => [quoted, `x ${quoted}`]], 100_000),
        ])
          for (const found of judge(markdown).codes) expect(found).to.equal(seen(text));
        expect(judge(`- ${quoted}\n`).skeleton).to.equal('root(list(listItem(paragraph(◆))))');
      }),
    );
  });

  it('likewise in the summary of a fold, and as the text of a link', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const folded = judge(fold(`${htmlCode(text, 10_000)} more`, `${code('b')}\n`));
        expect([folded.skeleton, folded.codes]).to.deep.equal([
          'root(details(◆ more)paragraph(◆)</details>)',
          [seen(text), 'b'],
        ]);
        const address = 'https://gitlab.example.com/';
        const linked = judge(`a ${link(text, `${address}${encodeURIComponent(text.toWellFormed())}`)}\n`, [
          address,
        ]);
        expect(linked.skeleton).to.equal('root(paragraph(a [◆]))');
        // An address that is not encoded opens nothing, either.
        expect(judge(`a ${link('x', `${address}${text}`)}\n`, [address]).skeleton).to.match(
          /^root\(paragraph\(a \[?◆\]?\)\)$/u,
        );
      }),
    );
  });

  it('a whole report has the same form, whatever its strings are', () => {
    fc.assert(
      fc.property(fc.array(short, { minLength: 40, maxLength: 40 }), fc.boolean(), (texts, isLong) => {
        const [plain, evil] = [
          (index: number) => `plain${index % 40}`,
          (index: number) => `${texts[index % 40]}${index % 40}`,
        ].map((text) => judge(effectReport(effect(text, isLong), { limit: 900_000 })));
        expect(formOf(evil?.skeleton)).to.equal(formOf(plain?.skeleton));
        const wanted = (plain?.codes ?? []).map((found) =>
          found.replace(/plain(\d+)/gu, (_, index: string) => seen(`${texts[Number(index)]}${index}`)),
        );
        expect(evil?.codes).to.deep.equal(wanted);
      }),
      { numRuns: 8 },
    );
  });

  it('no line begins with what is not ours; nothing stays unseen', () => {
    fc.assert(
      fc.property(fc.array(short, { minLength: 40, maxLength: 40 }), fc.boolean(), (texts, isLong) => {
        const report = effectReport(effect((index) => `${texts[index % 40]}${index % 40}`, isLong));
        const lines = report.split('\n').filter((line) => line !== '');
        for (const line of lines)
          expect(line).to.match(
            /^(#{3,4} |- \*?\*?[A-Z\d]|\| |<details><summary><code>|<\/details>$|[A-Z][a-z]+[^|]*[:.] ?|2 findings as|… and )/u,
          );
        expect(report.replaceAll('\n', '')).to.not.match(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        expect(report).to.not.match(CLOSES);
        expect([quickActions(report).commands, mentionsOf(withoutElements(report))]).to.deep.equal([[], []]);
      }),
      { numRuns: 50 },
    );
  });

  it('every golden report is read back as one', () => {
    const folder = join(import.meta.dirname, 'golden');
    for (const name of readdirSync(folder)) {
      const report = readFileSync(join(folder, name), 'utf8');
      const { codes } = judge(report);
      expect([quickActions(report).commands, mentionsOf(withoutElements(report))], name).to.deep.equal([
        [],
        [],
      ]);
      expect(codes, name).to.include('main (0123456789ab)');
    }
  });

  it('stays under its limit, and counts what it leaves out', () => {
    const long = (index: number): string => `${'a#'.repeat(300)}${index}`;
    for (const limit of [20_000, 50_000]) {
      const report = effectReport(manyOf(effect(long, true), 400), { limit });
      expect(report.length).to.be.within(limit / 2, limit);
      expect(report).to.match(/… and [\d,]+ more images?, left out here for length\./u);
      judge(report);
    }
  });

  it('lists names as far as it says', () => {
    expect(judge(`a ${listed(['a', 'b', 'c'], 2)}\n`).skeleton).to.equal(
      'root(paragraph(a ◆, ◆ and 1 more))',
    );
  });
});

/** GitLab looks for nothing in a code element, either; the stand-in sees a mention there, to be on the safe side. */
function withoutElements(markdown: string): string {
  return markdown.replace(/<code>[^<>]*<\/code>/gu, '<code></code>');
}

/** Amounts of characters that were cut differ with the strings. */
function formOf(skeleton = ''): string {
  return skeleton.replace(/… \([\d,]+ more characters?\)/gu, '');
}

/** An effect in which every string that can be somebody else's is one. */
function effect(text: (index: number) => string, isLong: boolean): Effect {
  let index = 0;
  const next = (): string => text(index++);
  const spot = { file: next(), line: 3 };
  const from = {
    ...spot,
    side: 'after',
    by: [{ file: next(), line: 1 }],
    variables: [{ name: next(), ...spot }],
  } as const;
  const change = (subject: Subject, kind: 'added' | 'removed' | 'changed') => ({
    subject,
    kind,
    stage: next(),
    name: next(),
    before: kind === 'added' ? null : next(),
    after: kind === 'removed' ? null : next(),
    note: next(),
    attention: kind === 'added',
    from,
  });
  const image = (standing: 'changed' | 'added' | 'comments' | 'same' | 'unknown') => ({
    dir: next(),
    name: next(),
    reference: next(),
    standing,
    changes:
      standing === 'changed' || standing === 'added'
        ? SUBJECTS.filter((subject) => !OWN.has(subject)).map((subject, at) =>
            change(subject, KINDS[at % 3] ?? 'added'),
          )
        : [],
    rebuilt: [{ stage: next(), first: next(), cause: 'files', layers: 1, of: 2 } as const],
    dependants: [next(), next()],
    files: [],
  });
  const finding = (severity: Diagnostic['severity']): Diagnostic => ({
    code: next(),
    severity,
    message: next(),
    help: next(),
    location: { file: next(), start: { line: 1, column: 1 }, end: { line: 1, column: 1 }, text: next() },
  });
  const findings = { added: [finding('error')], gone: [finding('warning')], kept: 2 };
  return {
    names: { before: next(), after: next() },
    images: [
      image('changed'),
      ...(isLong ? [image('added')] : []),
      image('comments'),
      image('same'),
      image('unknown'),
    ],
    isAllNew: true,
    isUnknown: false,
    policy: [{ rule: next(), before: next(), after: next(), line: 1 }],
    findings,
    waivers: findings,
    stale: [{ path: next(), how: 'edited', line: 1 }],
    submodules: [next()],
  };
}

const KINDS = ['added', 'removed', 'changed'] as const;

/** Subjects whose names are words of ours. */
const OWN = new Set<Subject>([
  'command',
  'health',
  'builder',
  'pipeline',
  'description',
  'publish',
  'secrets',
  'packages',
  'other',
]);

function manyOf(one: Effect, number: number): Effect {
  const [first] = one.images;
  if (!first) throw new Error('no image');
  const images = Array.from({ length: number }, (_, index) => ({
    ...first,
    dir: `images/${index}`,
    changes: first.changes.map((change) => ({ ...change, name: `${index}${change.name}` })),
  }));
  const many = <T>(list: readonly T[]): T[] => Array.from({ length: number }, () => list[0] as T);
  const { findings, policy, stale } = one;
  const more = { ...findings, added: many(findings.added), gone: many(findings.gone) };
  return { ...one, images, findings: more, waivers: more, policy: many(policy), stale: many(stale) };
}
