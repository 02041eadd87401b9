import { expect } from 'chai';
import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { commandEnd, isProblem, shellWord } from '../../../compiler/quote/index.js';
import { run } from '../../oracle/build.js';
import { find, leaveOut, needs } from '../../support/parts.js';
import { checkBatches, hostile, long } from './hostile.js';

const SHELLS = [['dash'], ['busybox', 'sh'], ['bash', '--posix']] as const;

for (const [shell, ...args] of SHELLS) {
  describe(`quoting for a shell, read by ${shell}`, function () {
    this.timeout(120_000);
    before(function () {
      if (find(shell) === undefined)
        leaveOut(this, `${shell} (apt-get install ${shell === 'busybox' ? 'busybox-static' : shell})`);
    });

    const readsBack = (values: string[]): void => {
      const words = values.map(shellWord).map((word) => (isProblem(word) ? undefined : word.text));
      const said = values.filter((_, index) => words[index] !== undefined);
      const script = words
        .filter((word) => word !== undefined)
        .map((word) => `printf '%s\\0' ${word}\n`)
        .join('');
      expect(run(shell, [...args], { input: script }).toString()).to.equal(
        said.map((value) => `${value}\0`).join(''),
      );
    };

    it('reads every word back', () => checkBatches(hostile, readsBack));
    it('reads 64 KB back', () => checkBatches(long, readsBack, 1, 10));
  });
}

describe('the end of a shell command', function () {
  this.timeout(120_000);
  before(function () {
    needs(this, 'dash', 'bash');
  });

  const TOKENS = fc.constantFrom(
    ...'a b if then fi else elif for x in do done while case esac { } ( ) ; ;; & && || | ! " \' ` $( $(( )) ${ } # \\ > < 2> >& $x = a= f() "a" $'.split(
      ' ',
    ),
    ...[
      ' ',
      ' ',
      ' ',
      '; ',
      '; ',
      'if a; then b; ',
      'case x in a) ',
      ' esac',
      '{ a; ',
      '; }',
      'for x in a; do b; ',
      '"$(a "b")"',
      "'b'",
    ],
  );
  const text = fc
    .tuple(fc.array(TOKENS, { minLength: 1, maxLength: 7 }), fc.constantFrom('', ' '))
    .map(([tokens, blank]) => tokens.join(blank));

  for (const shell of ['dash', 'bash']) {
    it(`is where ${shell} sees it`, () => {
      fc.assert(
        fc.property(text, (command) => {
          const end = commandEnd(command);
          if ('problem' in end) return;
          const separator = end.endsWithAmpersand ? ' ' : '; ';
          // What follows is neither swallowed by a comment or quote, nor drawn into the command.
          expect(parses(shell, `${command}${separator})`), 'a stray `)` went unseen').to.equal(false);
          if (parses(shell, command)) expect(parses(shell, `${command}${separator}a`)).to.equal(true);
        }),
        { numRuns: 700 },
      );
    });
  }
});

function parses(shell: string, script: string): boolean {
  return spawnSync(shell, ['-n'], { input: `${script}\n` }).status === 0;
}
