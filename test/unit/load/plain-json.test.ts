import { expect } from 'chai';
import fc from 'fast-check';
import { parseJson } from '../../../compiler/load/json.js';
import { parsePlain } from '../../../compiler/load/plain-json.js';

describe('load/plain-json', () => {
  it('takes what most specs are', () => {
    const text = '{"name": "web", "expose": [80, -1.5], "run": ["a \\"b\\" \\\\"], "x": {"name": null}}';
    expect(parsePlain(text, 5)).to.deep.equal({ value: JSON.parse(text) });
  });

  it('leaves to the thorough way what it is not sure of', () => {
    for (const text of [
      '',
      '{',
      '{"a": 1, "a": 2}',
      '{"a": 1, "\\u0061": 2}',
      '{"\\n": 1}',
      '{"__proto__": 1}',
      '"\\u0000"',
      '"\\ud800"',
      '"\uffff"',
      '[1234567890123456]',
      '[1e5]',
      '[[[[]]]]',
      '// x\n{}',
      '[1,]',
    ])
      expect(parsePlain(text, 3), text).to.equal(null);
  });

  it('whatever it takes, the thorough way takes too, with the same value', () => {
    const key = fc.constantFrom('"a"', '"b"', '"\\u0061"', '"__proto__"', '"\\""', '"a,"');
    const leaf = fc.constantFrom(
      '1',
      '-0',
      '1e999',
      '12345678901234567890',
      '"{"',
      '"\\\\"',
      '"\\u0000"',
      'null',
      '"x\\ud83d"',
    );
    const { json } = fc.letrec<{ json: string }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('json'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
        fc
          .array(fc.tuple(key, tie('json')), { maxLength: 3 })
          .map((items) => `{${items.map(([name, value]) => `${name}: ${value}`).join(',')}}`),
      ),
    }));
    const spoiled = fc
      .tuple(json, fc.nat(), fc.constantFrom('', '"', '\\', ',', ':', '{', ']', '1', '/'))
      .map(([text, at, extra]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + extra + text.slice(place);
      });
    let taken = 0;
    fc.assert(
      fc.property(fc.oneof(json, spoiled), (text) => {
        const quick = parsePlain(text, 64);
        if (!quick) return;
        taken++;
        // The comment holds what the quick way leaves alone.
        const bytes = new TextEncoder().encode(`${text} //\uffff`);
        const { value, diagnostics } = parseJson('a.jsonc', bytes);
        expect(diagnostics, text).to.deep.equal([]);
        expect(JSON.stringify(quick.value)).to.equal(JSON.stringify(value));
      }),
      { numRuns: 3000 },
    );
    expect(taken).to.be.above(200);
  });
});
