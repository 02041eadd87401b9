/** The JSON reader and writer of the stage scripts, against JSON.parse. */
import { expect } from 'chai';
import fc from 'fast-check';
import { needs } from '../../support/parts.js';
import { SHELLS, library } from './runtime.js';

const FILES = ['lib.sh', 'lib/json.sh'];

/** What json_flatten prints for a value. */
function flat(value: unknown, pointer = ''): string[] {
  if (typeof value !== 'object' || value === null) {
    return [`${pointer}\t${typeof value === 'string' ? shown(value) : JSON.stringify(value)}`];
  }
  return Object.entries(value).flatMap(([key, item]) =>
    flat(item, `${pointer}/${shown(key).replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

/** printf %b reads it back. */
function shown(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\0-\x1f\\]/g, (c) =>
      c === '\\' ? '\\\\' : c === '\n' ? '\\n' : c === '\r' ? '\\r' : c === '\t' ? '\\t' : octal(c),
    );
}

function octal(character: string): string {
  return `\\0${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
}

for (const shell of SHELLS) {
  describe(`JSON in ${shell.join(' ')}`, function () {
    this.timeout(120_000);

    before(function () {
      needs(this, 'dash');
    });

    const flatten = (text: string): { ok: boolean; lines: string[] } => {
      const { code, stdout } = library(shell, FILES, 'json_flatten', { input: text });
      return { ok: code === 0, lines: stdout === '' ? [] : stdout.slice(0, -1).split('\n') };
    };

    it('reads any document as JSON.parse does', () => {
      fc.assert(
        fc.property(fc.json(), fc.constantFrom(0, 2, '\t'), (text, indent) => {
          const value: unknown = JSON.parse(text);
          const numbers = (line: string): string => line.replace(/\t-?[0-9.]+(e[-+]?[0-9]+)?$/, '\tN');
          const result = flatten(JSON.stringify(value, null, indent));
          expect(result.ok).to.equal(true);
          expect(result.lines.map(numbers)).to.deep.equal(flat(value).map(numbers));
        }),
        { numRuns: 100, seed: 7 },
      );
    });

    it('reads any text in a string, escaped in any way', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.boolean(), (text, ascii) => {
          const value = text.toWellFormed();
          const quoted = JSON.stringify(value);
          const source = ascii
            ? quoted.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
            : quoted;
          expect(flatten(`{"k":${source}}`).lines).to.deep.equal(flat({ k: value }));
        }),
        { numRuns: 100, seed: 7 },
      );
    });

    it('is not fooled by quotes and braces in a label', () => {
      const hostile =
        '","io.cooperage.inputs":"sha256:0"}},"config":{"Labels":{"io.cooperage.inputs":"sha256:1"}}';
      const text = JSON.stringify({ config: { Labels: { a: hostile, [hostile]: 'x', 'b/~\\"': `\\` } } });
      const { lines } = flatten(text);
      expect(lines.filter((line) => line.startsWith('/config/Labels/io.cooperage.inputs\t'))).to.deep.equal(
        [],
      );
      expect(lines).to.deep.equal(flat(JSON.parse(text)));
    });

    const refused = [
      '',
      ' ',
      '{',
      '}',
      '[',
      '[1,]',
      '{"a":1,}',
      '{"a" 1}',
      '{a:1}',
      '[1 2]',
      '"a" "b"',
      '"a',
      '"a\\"',
      '"\\x"',
      '"\\u12"',
      '"\\u12g4"',
      '"a\nb"',
      '"a\0b"',
      'tru',
      '01',
      '1.',
      '.5',
      '+1',
      '--1',
      '1e',
      '{}}',
      '[]]',
      '{"a":}',
      '{"a":1"b":2}',
      '[,1]',
      ',',
      ':',
      '{"a"}',
      '{1:2}',
      "{'a':1}",
      'nulll',
      '[1}',
      '{"a":1]',
      '\u00a0{}',
      '{}"',
      '""end"',
      '['.repeat(200) + ']'.repeat(200),
    ];
    for (const text of refused) {
      it(`refuses ${JSON.stringify(text).slice(0, 60)}`, () => {
        expect(flatten(text).ok).to.equal(false);
      });
    }

    it('stays linear: a document of 2 MB', () => {
      const text = JSON.stringify({
        history: Array.from({ length: 20_000 }, (_, at) => ({ step: `RUN "x" ${at} \\ ${'y'.repeat(60)}` })),
      });
      const began = Date.now();
      expect(flatten(text).lines).to.have.length(20_000);
      expect(Date.now() - began).to.be.lessThan(20_000);
    });

    it('writes any text as a string that JSON.parse reads back', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
          const value = text.toWellFormed().replaceAll('\0', '');
          const { stdout } = library(shell, FILES, 'json_string "$VALUE"', { env: { VALUE: value } });
          expect(JSON.parse(stdout)).to.equal(value);
        }),
        { numRuns: 100, seed: 7 },
      );
    });

    it('gives the last of two equal keys', () => {
      const { stdout } = library(
        shell,
        FILES,
        'json_flatten >/tmp/cooperage-$$; json_get /tmp/cooperage-$$ /a; rm /tmp/cooperage-$$',
        {
          input: '{"a":1,"a":2}',
        },
      );
      expect(stdout).to.equal('2\n');
    });
  });
}
