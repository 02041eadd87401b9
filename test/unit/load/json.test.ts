import { expect } from 'chai';
import fc from 'fast-check';
import { parseJson } from '../../../compiler/load/json.js';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** `code line:column message` of each problem. */
function problems(text: string | Uint8Array, path = 'image.json'): string[] {
  return parseJson(path, typeof text === 'string' ? encode(text) : text).diagnostics.map(
    ({ code, location, message }) => `${code} ${location?.start.line}:${location?.start.column} ${message}`,
  );
}

function value(text: string, path = 'image.json'): unknown {
  const { value: found, diagnostics } = parseJson(path, encode(text));
  expect(diagnostics).to.deep.equal([]);
  return found;
}

describe('load/json', () => {
  it('gives the values of every kind', () => {
    const text = '{"a": [1, -2.5e3, "x\\u00e9\\n", true, false, null, {}, []]}';
    expect(JSON.stringify(value(text))).to.equal(JSON.stringify(JSON.parse(text)));
  });

  it('takes what JSON.parse takes, and gives the same', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const { value: found, diagnostics } = parseJson('a.json', encode(text));
        // JSON.parse keeps the last of two equal keys and rounds numbers; here both are problems.
        if (diagnostics.length === 0)
          expect(JSON.stringify(found)).to.equal(JSON.stringify(JSON.parse(text)));
        else
          expect(['duplicate-key', 'unusable-character', 'number-precision']).to.include(
            diagnostics[0]?.code,
          );
      }),
    );
  });

  it('refuses what JSON.parse refuses', () => {
    const spoiled = fc
      .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom(...'{}[]",:\\/*x0.-+\n\t\u0001 '))
      .map(([text, at, character]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + character + text.slice(place);
      });
    fc.assert(
      fc.property(spoiled, (text) => {
        if (accepts(text)) return;
        expect(problems(text), JSON.stringify(text)).to.not.be.empty;
      }),
      { numRuns: 2000 },
    );
  });

  it('points at the first character that is wrong', () => {
    expect(problems('{"a": }')).to.deep.equal(['invalid-json 1:7 invalid JSON: value expected']);
    expect(problems('{\n  "a": 1,\n}')).to.deep.equal([
      'invalid-json 3:1 invalid JSON: property name expected',
    ]);
    expect(problems('{"a": 1} x')[0]).to.match(/^invalid-json 1:10 /);
    expect(problems("{'a': 1}")[0]).to.match(/^invalid-json 1:2 /);
    expect(problems('{"a": "b\n"}')[0]).to.match(/^invalid-json 1:7 /);
    expect(problems('{"a": "\u0001"}')[0]).to.match(/^invalid-json 1:7 /);
    expect(problems('{"a": 01}')[0]).to.match(/^invalid-json 1:8 /);
    expect(problems('{"a": NaN}')[0]).to.match(/^invalid-json 1:7 /);
  });

  it('says that a file is empty, or holds only blanks', () => {
    for (const text of ['', ' \n\t'])
      expect(problems(text), JSON.stringify(text)).to.deep.equal([
        'invalid-json 1:1 invalid JSON: the file is empty',
      ]);
  });

  it('refuses a byte order mark and what is not UTF-8', () => {
    expect(problems('\uFEFF{}')).to.deep.equal([
      'byte-order-mark 1:1 the file begins with a byte order mark',
    ]);
    expect(problems(Uint8Array.of(0x22, 0xe9, 0x22))).to.deep.equal(['not-utf8 1:1 the file is not UTF-8']);
    // A surrogate in UTF-8 (CESU), an overlong slash, UTF-16.
    for (const bytes of [
      [0x22, 0xed, 0xa0, 0x80, 0x22],
      [0x22, 0xc0, 0xaf, 0x22],
      [0xff, 0xfe, 0x7b, 0x00],
    ])
      expect(problems(Uint8Array.from(bytes))[0]).to.match(/^not-utf8/);
  });

  it('finds every key that stands twice, also by different spellings', () => {
    expect(problems('{"a": 1,\n "a": 2,\n "b": {"c": 1, "\\u0063": 2}}')).to.deep.equal([
      'duplicate-key 2:2 the key "a" stands twice in this object',
      'duplicate-key 3:16 the key "c" stands twice in this object',
    ]);
    expect(value('[{"a": 1}, {"a": 1}]')).to.have.length(2);
  });

  it('takes __proto__ and constructor for keys like any other', () => {
    const found = value('{"__proto__": {"name": "x"}, "constructor": 1}') as Record<string, unknown>;
    expect(Object.keys(found)).to.deep.equal(['__proto__', 'constructor']);
    expect(found['name']).to.equal(undefined);
    expect(Object.getPrototypeOf({})).to.equal(Object.prototype);
    expect(problems('{"__proto__": 1, "__proto__": 2}')).to.have.length(1);
    expect(problems('{"toString": 1}')).to.deep.equal([]);
  });

  it('refuses U+FFFF, which Groovy takes for the end of the file', () => {
    expect(problems('["a\uffff"]')).to.deep.equal([
      'unusable-character 1:2 the text holds U+FFFF, which is no character',
    ]);
  });

  it('refuses NUL and halves of a surrogate pair, in values and keys', () => {
    expect(problems('{"a": "x\\u0000y"}')).to.deep.equal([
      'unusable-character 1:7 the text holds a NUL character',
    ]);
    expect(problems('{"\\ud83d": ["\\ude00", "\\ud83d\\ude00"]}')).to.deep.equal([
      'unusable-character 1:2 the text holds half of a surrogate pair',
      'unusable-character 1:13 the text holds half of a surrogate pair',
    ]);
  });

  it('refuses a whole number that a computer would round', () => {
    expect(problems('{"user": 9007199254740993}')).to.deep.equal([
      'number-precision 1:10 the number 9007199254740993 cannot be kept exactly',
    ]);
    expect(problems('[1e21]')).to.have.length(1);
    expect(problems('[1e999]')).to.have.length(1);
    expect(value('[9007199254740991, -0, 1.5]')).to.deep.equal([9007199254740991, -0, 1.5]);
  });

  it('knows comments and trailing commas only in .jsonc', () => {
    const text = '// "quoted" [[[\n{\n  "a": [1, 2,], /* { */\n}';
    expect(value(text, 'image.jsonc')).to.have.property('a');
    expect(problems(text)).to.deep.equal(['json-comment 1:1 JSON has no comments']);
    expect(problems('{"a": 1 /* x */}')).to.deep.equal(['json-comment 1:9 JSON has no comments']);
    expect(problems('{"a": 1,}')[0]).to.match(/^invalid-json 1:9/);
    expect(problems('{"a": 1, /* not closed', 'image.jsonc')).to.have.length(1);
  });

  describe('depth', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

    it('takes 64 brackets in each other, and names the 65th', () => {
      expect(problems(nested(64))).to.deep.equal([]);
      expect(problems(nested(65))).to.deep.equal(['too-deep 1:65 more than 64 brackets are nested here']);
      expect(problems('{"a":'.repeat(65))).to.deep.equal([
        'too-deep 1:321 more than 64 brackets are nested here',
      ]);
    });

    it('does not count brackets of strings and comments', () => {
      expect(value(`["${'['.repeat(100)}", "\\"${'{'.repeat(100)}"]`)).to.have.length(2);
      expect(value(`// ${'['.repeat(100)}\n/* ${'{'.repeat(100)} */ []`, 'a.jsonc')).to.deep.equal([]);
    });

    it('is not led astray by quotes in comments or strings that are not closed', () => {
      for (const start of ['// "\n', '/* " */', '"\n', '"\\\n"\r', '/', '// \\"\n', "'"])
        for (const path of ['a.json', 'a.jsonc'])
          expect(problems(start + '['.repeat(100_000), path), JSON.stringify(start)).to.not.be.empty;
    });

    it('never lets the parser run out of stack, whatever the text', () => {
      const pieces = fc.array(
        fc.constantFrom('"', '\\', '\n', '\r', '//', '/*', '*/', '{', '}', ']', ',', '"a":', '/', '\\u00'),
        { maxLength: 12 },
      );
      fc.assert(
        fc.property(pieces, fc.constantFrom('[', '{"a":', '[{"a":'), (start, bracket) => {
          parseJson('a.jsonc', encode(start.join('') + bracket.repeat(20_000)));
        }),
        { numRuns: 300 },
      );
    });
  });

  it('finds a thousand problems in a megabyte within a second', function () {
    this.timeout(5000);
    const keys = Array.from({ length: 1000 }, (_, index) => `"k${index}": "${'x'.repeat(900)}"`);
    const started = performance.now();
    expect(problems(`{${[...keys, ...keys].join(',\n')}}`)).to.have.length(1000);
    expect(performance.now() - started).to.be.below(2500);
  });
});

function accepts(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
