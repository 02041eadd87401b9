import { expect } from 'chai';
import fc from 'fast-check';
import type { Document } from '../../../compiler/load/document.js';
import { parseJson } from '../../../compiler/load/json.js';
import { at } from '../../../compiler/model/pointer.js';

function documentOf(text: string, path = 'image.json'): Document {
  return parseJson(path, new TextEncoder().encode(text)).document;
}

/** `line:column-column text-of-the-line` of a value, or of its key. */
function place(text: string, pointer: string, onKey = false, path?: string): string {
  const { start, end, text: line } = documentOf(text, path).locate(pointer, onKey);
  expect(end.line).to.equal(start.line);
  return `${start.line}:${start.column}-${end.column} ${line}`;
}

describe('load/document', () => {
  const text = '{\n  "name": "web",\n  "run": ["a", {"exec": ["b", "c"]}]\n}';

  it('finds values and keys', () => {
    expect(place(text, '/name')).to.equal('2:11-16   "name": "web",');
    expect(place(text, '/name', true)).to.equal('2:3-9   "name": "web",');
    expect(place(text, '/run/0')).to.match(/^3:11-14 /);
    expect(place(text, '/run/1/exec', true)).to.match(/^3:17-23 /);
    expect(place(text, '/run/1/exec/1')).to.match(/^3:31-34 /);
  });

  it('points at the start of what goes over several lines', () => {
    expect(place(text, '')).to.equal('1:1-1 {');
  });

  it('points at the nearest object around what is not there', () => {
    expect(place(text, '/run/1/mounts/3')).to.match(/^3:16-/);
    expect(place(text, '/run/9')).to.match(/^3:10-/);
    expect(place(text, '/publish/tags')).to.match(/^1:1-/);
  });

  it('an element of a list has no key', () => {
    expect(place(text, '/run/0', true)).to.match(/^3:11-14 /);
  });

  it('counts lines that end with CR LF, and leaves the CR out of the frame', () => {
    expect(place(text.replaceAll('\n', '\r\n'), '/name')).to.equal('2:11-16   "name": "web",');
    expect(place(text.replaceAll('\n', '\r\n'), '/run/1/exec/1')).to.match(/^3:31-34 .*\]$/);
  });

  it('counts UTF-16 units, as editors do', () => {
    expect(place('{"é😀": "ü", "x": 1}', '/x')).to.match(/^1:19-20 /);
    expect(place('{"é😀": "ü"}', '/é😀')).to.match(/^1:9-12 /);
  });

  it('reads pointers with ~ and /, empty keys and keys that look like numbers', () => {
    const odd = '{"a/b": {"~": 1, "": 2}, "0": {"1": [3]}, "~1": 4}';
    expect(at('', 'a/b', '~')).to.equal('/a~1b/~0');
    expect(place(odd, at('', 'a/b', '~'))).to.match(/^1:15-16 /);
    expect(place(odd, at('', 'a/b', ''))).to.match(/^1:22-23 /);
    expect(place(odd, at('', '0', '1', 0))).to.match(/^1:38-39 /);
    expect(place(odd, at('', '~1'))).to.match(/^1:49-50 /);
  });

  it('works in .jsonc, past comments', () => {
    expect(place('// "a": 0\n{ /* x */ "a": 1, }', '/a', false, 'a.jsonc')).to.match(/^2:16-17 /);
  });

  it('is the start of the file where there is no JSON', () => {
    expect(documentOf('').locate('/a', false).start).to.deep.equal({ line: 1, column: 1 });
  });

  it('finds every value of any document again: the text at its place parses to it', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 3 }), fc.constantFrom(0, 1, 2), (object, indent) => {
        const json = JSON.parse(JSON.stringify(object)) as object;
        const source = JSON.stringify(json, null, indent);
        const found = documentOf(source);
        for (const [pointer, value] of leaves(json)) {
          const { start, end } = found.locate(pointer, false);
          const line = source.split('\n')[start.line - 1] ?? '';
          expect(JSON.parse(line.slice(start.column - 1, end.column - 1))).to.deep.equal(value);
        }
      }),
    );
  });

  it('finds thousands of keys of one object without growing worse', function () {
    this.timeout(10_000);
    const keys = Array.from({ length: 40_000 }, (_, index) => `k${index}`);
    const found = documentOf(`{${keys.map((key) => `"${key}": 1`).join(',\n')}}`);
    const started = performance.now();
    for (const [index, key] of keys.entries())
      expect(found.locate(`/${key}`, true).start.line).to.equal(index + 1);
    expect(performance.now() - started).to.be.below(4000);
  });
});

function* leaves(value: unknown, pointer = ''): Generator<readonly [string, unknown]> {
  if (typeof value !== 'object' || value === null) yield [pointer, value];
  else for (const [key, item] of Object.entries(value)) yield* leaves(item, at(pointer, key));
}
