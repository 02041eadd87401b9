/** Patterns of .dockerignore, from the spec's text to what the agent's awk leaves out, against moby's own matcher. */
import { expect } from 'chai';
import fc from 'fast-check';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ignoreEntry, type IgnoreEntry } from '../../../compiler/plan/ignore.js';
import { askPatterns, patternMatcher, type PatternQuestion } from '../../oracle/patterns.js';
import { find, needs } from '../../support/parts.js';
import { withFolder } from './checkout.js';
import { Folder, library } from './runtime.js';

/** The awks of Debian, Alpine and others: the name of the program, and how it is called. */
const AWKS = ['mawk', 'busybox', 'gawk', 'original-awk'].filter((awk) => find(awk) !== undefined);

/** THOROUGH=50 searches fifty times as long. */
const THOROUGH = Number(process.env['THOROUGH'] ?? 1);

const PIECES = [
  'a',
  'b',
  'ab',
  'x.y',
  'é',
  'üa',
  '漢',
  '😀',
  ' ',
  '-',
  '!',
  '#',
  '{',
  '}',
  '|',
  '^',
  '$',
  '(',
  '+',
  '"',
];
const WILDCARDS = [
  '*',
  '**',
  '?',
  '/',
  '/**/',
  '[ab]',
  '[^a]',
  '[^a-z]',
  '[a-c]',
  '[!a]',
  '[é]',
  '[a-é]',
  '[.-9]',
  '[/]',
];
const ESCAPES = [
  '\\*',
  '\\?',
  '\\[',
  '\\\\',
  '[\\]a]',
  '[\\\\]',
  '[^\\-\\]]',
  '[\\^a]',
  '[[]',
  '\\!',
  '\\ ',
  ']',
];
const BROKEN = [
  '[',
  '\\',
  '[^]',
  '[]',
  '[b-a]',
  '[*]',
  '[[:alpha:]]',
  '\\d',
  '\\é',
  '[^é]',
  '{2}',
  '..',
  '.',
  '//',
];

const pattern = fc
  .tuple(
    fc.constantFrom('', '', '', '!', '/', '!/', '**/', ' '),
    fc.array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...PIECES, '/', '/') },
        { weight: 5, arbitrary: fc.constantFrom(...WILDCARDS) },
        { weight: 2, arbitrary: fc.constantFrom(...ESCAPES) },
        { weight: 1, arbitrary: fc.constantFrom(...BROKEN) },
      ),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map(([start, rest]) => start + rest.join(''));

const name = fc
  .array(fc.constantFrom(...PIECES, '*', '?', '[', ']', '\\', 'c', '5'), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(''));
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));

/** What is left of the paths, by the function of the stage script. */
async function shipped(
  awk: string,
  questions: readonly { readonly entries: readonly IgnoreEntry[]; readonly paths: readonly string[] }[],
): Promise<string[][]> {
  const answers: string[][] = [];
  await withFolder(new Folder(), async (folder) => {
    mkdirSync(join(folder.path, 'bin'));
    const program = awk === 'busybox' ? 'busybox awk' : awk;
    folder.write('bin/awk', `#!/bin/sh\nexec ${program} "$@"\n`, 0o755);
    for (const [index, { entries, paths }] of questions.entries()) {
      const lines = entries.map(({ type, expression }) => `${type}\t-\t-\t1\t${expression}\n`);
      folder.write(`${index}/entries`, lines.join(''));
      folder.write(`${index}/reserved`, '');
      folder.write(`${index}/paths`, paths.map((each) => `./${each}\n`).join(''));
    }
    const body = `for TMP in "$FOLDER"/[0-9]*; do ship_filter <"$TMP/paths" >"$TMP/out" || exit 1; done`;
    const env = { FOLDER: folder.path, PATH: `${folder.path}/bin:${process.env['PATH'] ?? ''}` };
    const { code, log } = library(['dash'], ['lib.sh', 'lib/ship.sh'], body, { env });
    expect(code, log).to.equal(0);
    for (const index of questions.keys()) {
      const out = readFileSync(join(folder.path, `${index}/out`), 'utf8');
      answers.push(
        out
          .split('\n')
          .slice(0, -1)
          .map((line) => line.slice(2)),
      );
    }
  });
  return answers;
}

type Read = ReturnType<typeof ignoreEntry>;

function isEntry(read: Read): read is IgnoreEntry {
  return read !== null && !('problem' in read);
}

describe('prepare: patterns of .dockerignore', function () {
  this.timeout(300_000);

  before(function () {
    needs(this, 'dash', 'go');
    patternMatcher();
  });

  /** Each question, its patterns read, and what moby answers; without those that we refuse. */
  function asked(questions: readonly PatternQuestion[]): {
    patterns: readonly string[];
    paths: readonly string[];
    entries: readonly IgnoreEntry[];
    kept: readonly string[];
  }[] {
    const answers = askPatterns(questions);
    return questions.flatMap(({ patterns, paths }, index) => {
      const read = patterns.map((each) => ignoreEntry(each, ''));
      const { error, ignored = [] } = answers[index] ?? {};
      if (!read.every((each) => each === null || isEntry(each))) return [];
      expect(error, JSON.stringify(patterns)).to.equal(undefined);
      const entries = read.filter(isEntry);
      return [{ patterns, paths, entries, kept: paths.filter((_, at) => !(ignored[at] ?? false)) }];
    });
  }

  async function compare(questions: readonly PatternQuestion[], atLeast: number): Promise<void> {
    const cases = asked(questions);
    expect(cases.length).to.be.at.least(atLeast);
    for (const awk of AWKS) {
      const answers = await shipped(awk, cases);
      for (const [index, { patterns, entries, kept }] of cases.entries())
        expect(answers[index], `${awk}: ${JSON.stringify({ patterns, entries })}`).to.deep.equal(kept);
    }
  }

  it('the awks that are here are at least those of Debian and Alpine', () => {
    expect(AWKS).to.include.members(['mawk', 'busybox']);
  });

  it('means what moby means by one pattern', () => {
    const questions = fc.sample(
      fc.tuple(pattern, fc.uniqueArray(path, { minLength: 20, maxLength: 60 })),
      300 * THOROUGH,
    );
    return compare(
      questions.map(([one, paths]) => ({ patterns: [one], paths })),
      150,
    );
  });

  it('means what moby means by several, in their order', () => {
    const several = fc.array(pattern, { minLength: 2, maxLength: 5 });
    const questions = fc.sample(
      fc.tuple(several, fc.uniqueArray(path, { minLength: 20, maxLength: 60 })),
      300 * THOROUGH,
    );
    return compare(
      questions.map(([patterns, paths]) => ({ patterns, paths })),
      75,
    );
  });

  it('means what moby means by patterns that people write', () => {
    const paths = [
      'README.md',
      'docs',
      'docs/a.md',
      'docs/README.md',
      'src/a/b.go',
      'src/a/b_test.go',
      'node_modules/x/y',
      'a/node_modules/z',
      'build',
      'build/out',
      'Makefile',
      '.env',
      '.env.local',
      'é.txt',
      'x.txt',
      'dir with blank/f',
    ];
    const lists = [
      ['*', '!src', '!src/**'],
      ['**', '!docs/README.md'],
      ['**/*.md', '!README.md', 'docs'],
      ['node_modules'],
      ['**/node_modules', '**/*_test.go'],
      ['build/', '/Makefile', '.env*'],
      ['?.txt'],
      ['docs/**', '!docs/README.md'],
      ['!docs', 'docs/*.md'],
      ['dir with blank', '*.{md,go}'],
    ];
    return compare(
      lists.map((patterns) => ({ patterns, paths })),
      lists.length,
    );
  });

  it('keeps all of a folder that is kept, where a walk of docker build forgets the patterns that it passed', () => {
    const [{ ignored, walked } = { ignored: [], walked: [] }] = askPatterns([
      { patterns: ['**/*.md', '!docs'], paths: ['docs', 'docs/a.md'] },
    ]);
    expect({ ignored, walked }).to.deep.equal({ ignored: [false, false], walked: [false, true] });
  });

  it('refuses what moby refuses, and beside that only what moby takes for a regular expression', () => {
    const patterns = fc.sample(pattern, 2000);
    // Behind a pattern that matches all, one that keeps is read too.
    const answers = askPatterns(patterns.map((each) => ({ patterns: ['**', each], paths: ['a'] })));
    const alone = askPatterns(patterns.map((each) => ({ patterns: [each], paths: ['a'] })));
    let refused = 0;
    for (const [index, each] of patterns.entries()) {
      const read = ignoreEntry(each, '');
      const problem = read !== null && 'problem' in read ? read.problem : undefined;
      const all = [answers[index], alone[index]];
      if (all.some((answer) => answer?.error !== undefined || answer?.malformed)) {
        refused++;
        expect(problem, each).to.be.a('string');
      } else if (problem !== undefined)
        expect(problem, each).to.match(
          /wildcard|regular expression|only ASCII|too wide|no meaning|named classes/,
        );
    }
    expect(refused).to.be.at.least(50);
  });
});
