import { expect } from 'chai';
import fc from 'fast-check';
import { editJson, readJson, type JsonEdit } from '../../../compiler/content/json/edit.js';
import type { JsonValue } from '../../../compiler/content/json/document.js';
import { segmentsOf } from '../../../compiler/model/pointer.js';

const SPEC = `{
  "$schema": "../../schemas/image.schema.json",
  "name": "web",
  "from": "debian:12",
  "run": [
    "apt-get update",
    "apt-get install -y nginx"
  ],
  "expose": [80, 443],
  "unknown": { "kept":   1.50 },
  "env": {}
}
`;

function edited(text: string, ...edits: JsonEdit[]): string {
  const result = editJson(text, edits);
  if ('problem' in result) throw new Error(result.problem);
  return result.text;
}

function problem(text: string, ...edits: JsonEdit[]): string {
  const result = editJson(text, edits);
  return 'problem' in result ? result.problem : 'no problem';
}

const set = (pointer: string, value: JsonValue): JsonEdit => ({ op: 'set', pointer, value });
const remove = (pointer: string): JsonEdit => ({ op: 'remove', pointer });
const insert = (pointer: string, value: JsonValue): JsonEdit => ({ op: 'insert', pointer, value });
const move = (pointer: string, to: number): JsonEdit => ({ op: 'move', pointer, to });

/** The lines that an edit takes away and brings. */
function lines(before: string, after: string): { gone: string[]; come: string[] } {
  const [was, is] = [before.split('\n'), after.split('\n')];
  while (was.length > 0 && is.length > 0 && was[0] === is[0]) [was, is].forEach((side) => side.shift());
  while (was.length > 0 && is.length > 0 && was.at(-1) === is.at(-1)) [was, is].forEach((side) => side.pop());
  return { gone: was, come: is };
}

describe('content: editing JSON', () => {
  describe('what is touched', () => {
    it('a value is replaced, and nothing beside it', () => {
      const after = edited(SPEC, set('/from', 'debian:13'));
      expect(after).to.equal(SPEC.replace('debian:12', 'debian:13'));
    });

    it('a new member comes last, in the style of its neighbours', () => {
      expect(lines(SPEC, edited(SPEC, set('/user', 'app')))).to.deep.equal({
        gone: ['  "env": {}'],
        come: ['  "env": {},', '  "user": "app"'],
      });
      expect(edited('{"a":1}', set('/b', [1, { c: 'd' }]))).to.equal('{"a":1,"b":[1,{"c":"d"}]}');
      expect(edited('{ "a" : 1 }', set('/b', 2))).to.equal('{ "a" : 1, "b" : 2 }');
      expect(edited('{\n\t"a": 1\n}', set('/b', { c: 2 }))).to.equal(
        '{\n\t"a": 1,\n\t"b": {\n\t\t"c": 2\n\t}\n}',
      );
      expect(edited('{\r\n    "a": 1\r\n}', set('/b', 2))).to.equal('{\r\n    "a": 1,\r\n    "b": 2\r\n}');
    });

    it('objects and arrays around a new member are made', () => {
      expect(lines(SPEC, edited(SPEC, set('/publish/registry', 'r.example.com'))).come).to.deep.equal([
        '  "env": {},',
        '  "publish": {',
        '    "registry": "r.example.com"',
        '  }',
      ]);
      expect(lines(SPEC, edited(SPEC, insert('/volumes/-', '/data'))).come).to.deep.equal([
        '  "env": {},',
        '  "volumes": ["/data"]',
      ]);
      expect(edited('[]', insert('/0', 1))).to.equal('[1]');
    });

    it('an empty object opens, unless it stands on one line with others', () => {
      expect(lines(SPEC, edited(SPEC, set('/env/A', 'b'))).come).to.deep.equal([
        '  "env": {',
        '    "A": "b"',
        '  }',
      ]);
      expect(edited('{"env":{}}', set('/env/A', 'b'))).to.equal('{"env":{"A":"b"}}');
      expect(edited('{}\n', set('/a', 1))).to.equal('{\n  "a": 1\n}\n');
      expect(edited('{\n}\n', set('/a', 1))).to.equal('{\n  "a": 1\n}\n');
      expect(edited('{\n  "x": [{}, {}]\n}', set('/x/1/a', 1))).to.equal('{\n  "x": [{}, { "a": 1 }]\n}');
    });

    it('an element is inserted before, between and behind others', () => {
      const run = (edit: JsonEdit): string[] => lines(SPEC, edited(SPEC, edit)).come;
      expect(run(insert('/run/0', 'first'))).to.deep.equal(['    "first",']);
      expect(run(insert('/run/1', 'between'))).to.deep.equal(['    "between",']);
      expect(run(insert('/run/-', 'last'))).to.deep.equal(['    "apt-get install -y nginx",', '    "last"']);
      expect(run(insert('/expose/0', 22))).to.deep.equal(['  "expose": [22, 80, 443],']);
      expect(run(insert('/expose/2', 8080))).to.deep.equal(['  "expose": [80, 443, 8080],']);
    });

    it('an element or member goes with its line', () => {
      const cut = (edit: JsonEdit): { gone: string[]; come: string[] } => lines(SPEC, edited(SPEC, edit));
      expect(cut(remove('/run/0'))).to.deep.equal({ gone: ['    "apt-get update",'], come: [] });
      expect(cut(remove('/run/1'))).to.deep.equal({
        gone: ['    "apt-get update",', '    "apt-get install -y nginx"'],
        come: ['    "apt-get update"'],
      });
      expect(cut(remove('/expose/0')).come).to.deep.equal(['  "expose": [443],']);
      expect(cut(remove('/expose/1')).come).to.deep.equal(['  "expose": [80],']);
      expect(cut(remove('/env')).come).to.deep.equal(['  "unknown": { "kept":   1.50 }']);
      expect(cut(remove('/name'))).to.deep.equal({ gone: ['  "name": "web",'], come: [] });
      expect(edited('{\n  "a": 1\n}\n', remove('/a'))).to.equal('{}\n');
      expect(edited('[ 1 ]', remove('/0'))).to.equal('[]');
      expect(edited('[\n  [1,\n   2]\n]', remove('/0/1'))).to.equal('[\n  [1]\n]');
    });

    it('of an object that is saved whole only what differs', () => {
      const value = JSON.parse(SPEC) as Record<string, JsonValue>;
      value['run'] = ['apt-get update', 'echo between', 'apt-get install -y nginx'];
      expect(lines(SPEC, edited(SPEC, set('', value)))).to.deep.equal({
        gone: [],
        come: ['    "echo between",'],
      });
    });

    it('an element moves as it is written', () => {
      const text = '{"a": [1.50, "\\u0041", {"b" : 1}]}';
      expect(edited(text, move('/a/0', 2))).to.equal('{"a": ["\\u0041", {"b" : 1}, 1.50]}');
      expect(edited(text, move('/a/2', 0))).to.equal('{"a": [{"b" : 1}, 1.50, "\\u0041"]}');
      expect(edited(text, move('/a/1', 1))).to.equal(text);
    });
  });

  it('saving what is there changes no byte', () => {
    for (const text of [SPEC, `\uFEFF${SPEC}`, SPEC.replaceAll('\n', '\r\n'), '{"a":1.0,"a":2}', ' [1 ,2\t]'])
      expect(edited(text, set('', (readJson(text) as { value: JsonValue }).value))).to.equal(text);
    expect(edited('{"a": 1.0e2}', set('/a', 100))).to.equal('{"a": 1.0e2}');
  });

  describe('comments and trailing commas', () => {
    const TEXT = `// top
{
  // about a
  "a": 1, // one
  "list": [
    "x", // ex
    // before y
    "y", /* why */ // really
  ],
  "b": {
    // nothing yet
  }, // end
}
`;

    it('stay where they are', () => {
      expect(lines(TEXT, edited(TEXT, set('/c', 3)))).to.deep.equal({ gone: [], come: ['  "c": 3,'] });
      expect(lines(TEXT, edited(TEXT, insert('/list/1', 'between')))).to.deep.equal({
        gone: [],
        come: ['    "between",'],
      });
      expect(edited(TEXT, insert('/list/-', 'z'))).to.include('// really\n    "z",\n  ],');
      expect(lines(TEXT, edited(TEXT, set('/b/c', 1)))).to.deep.equal({ gone: [], come: ['    "c": 1'] });
      expect(lines(TEXT, edited(TEXT, remove('/a')))).to.deep.equal({ gone: ['  "a": 1, // one'], come: [] });
    });

    it('a comma goes before the comment of the line', () => {
      expect(edited('{\n  "a": 1 // one\n}', set('/b', 2))).to.equal('{\n  "a": 1, // one\n  "b": 2\n}');
      expect(edited('[1 /* a */, 2 /* b */]', remove('/1'))).to.equal('[1 /* a */ /* b */]');
    });

    it('a comment moves with its element, and never swallows what follows', () => {
      expect(edited(TEXT, move('/list/0', 1))).to.include(
        '    // before y\n    "y", /* why */ // really\n    "x", // ex\n  ],',
      );
      const mixed = '[\n  "a", // ay\n  "b"]';
      expect(edited(mixed, move('/0', 1))).to.equal('[\n  "b",\n  "a" /* ay */]');
    });
  });

  describe('what cannot be done is said', () => {
    it('for places that are not there', () => {
      expect(problem(SPEC, set('/name/first', 1))).to.equal(
        '/name is no object, so "first" can\'t be put into it',
      );
      expect(problem(SPEC, set('/run/7', 'x'))).to.equal('there is no element 7 in the array at /run');
      expect(problem(SPEC, set('/run/01', 'x'))).to.equal('there is no element 01 in the array at /run');
      expect(problem(SPEC, insert('/run/3', 'x'))).to.equal('there is no place "3" in an array of 2');
      expect(problem(SPEC, insert('/name/0', 'x'))).to.equal('there is no array at /name');
      expect(problem(SPEC, remove('/nothing'))).to.equal('there is nothing at /nothing');
      expect(problem(SPEC, remove(''))).to.equal('the whole value stays');
      expect(problem(SPEC, move('/run/0', 2))).to.equal('there is no place 2 in an array of 2');
      expect(problem(SPEC, move('/name', 0))).to.equal('/name is no element of an array');
      expect(problem(SPEC, set('name', 1))).to.equal('"name" is no JSON pointer: it begins with no "/"');
    });

    it('for what is no JSON, and for values that JSON has no words for', () => {
      expect(problem('{\n  "a": 1,\n  b\n}', set('/a', 2))).to.match(
        /^it is no valid JSON \(line 3, column 3: /u,
      );
      expect(problem('', set('/a', 2))).to.match(
        /^it is no valid JSON \(line 1, column 1: value expected\)$/u,
      );
      expect(problem('['.repeat(100_000), set('/a', 2))).to.equal('it is nested more than 100 levels deep');
      expect(problem(SPEC, set('/a', NaN))).to.equal("/a can't become NaN");
      expect(problem(SPEC, set('/a', { b: undefined } as never))).to.equal("/a can't become undefined");
    });
  });

  it('a key that stands twice: the last counts, and none is left behind', () => {
    expect(edited('{"a": 1, "b": 0, "a": 2}', set('/a', 3))).to.equal('{"a": 1, "b": 0, "a": 3}');
    expect(edited('{"a": 1, "b": 0, "a": 2}', remove('/a'))).to.equal('{"b": 0}');
  });

  it('a key __proto__ is a key like any other', () => {
    const after = edited('{"a": 1}', { op: 'set', pointer: '/__proto__', value: { b: 1 } });
    expect(Object.keys(JSON.parse(after) as object)).to.deep.equal(['a', '__proto__']);
    expect(edited(after, remove('/__proto__'))).to.equal('{"a": 1}');
  });

  describe('of any text', function () {
    this.timeout(20_000);

    const text = fc.string({ unit: 'grapheme', maxLength: 6 });
    const key = fc.oneof(fc.constantFrom('a', 'b', 'c/d', 'e~f', '', '__proto__', '-', '0'), text);
    const value = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        fc.oneof(
          fc.constantFrom(null, true, false),
          fc.integer(),
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          text,
        ),
        fc.array(tie('value'), { maxLength: 4 }),
        fc
          .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 4, selector: ([name]) => name })
          .map((pairs) => Object.fromEntries(pairs) as JsonValue),
      ),
    })).value;

    /** White space and comments by chance, in the text of a value; with `plain` none that JSON does not know. */
    function written(from: JsonValue, chance: () => number, lineEnd: string, plain: boolean): string {
      const space = (): string => {
        const kind = chance() % 12;
        if (kind < 4) return '';
        if (kind < 7) return ' ';
        if (kind < 9) return `${lineEnd}${' '.repeat(chance() % 5)}`;
        if (kind === 9) return '\t';
        if (plain) return '';
        return kind === 10 ? ` // "c" , ]${lineEnd}` : chance() % 2 ? '/* } */' : `/* {${lineEnd} */`;
      };
      const comma = (index: number, count: number): string =>
        index < count - 1 || (!plain && chance() % 3 === 0) ? `${space()},` : '';
      const inside = (items: readonly string[]): string =>
        items.map((item, index) => `${space()}${item}${comma(index, items.length)}`).join('') + space();
      const print = (one: JsonValue): string => {
        if (Array.isArray(one)) return `[${inside((one as JsonValue[]).map(print))}]`;
        if (typeof one !== 'object' || one === null) return JSON.stringify(one);
        return `{${inside(Object.entries(one).map(([name, item]) => `${JSON.stringify(name)}${space()}:${space()}${print(item as JsonValue)}`))}}`;
      };
      return `${space()}${print(from)}${space()}`;
    }

    const document = fc
      .record({
        value,
        seed: fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }),
        lineEnd: fc.constantFrom('\n', '\r\n'),
        plain: fc.boolean(),
        pretty: fc.constantFrom(null, 0, 2, 4, '\t'),
      })
      .map(({ value: from, seed, lineEnd, plain, pretty }) => {
        let at = 0;
        const chance = (): number => seed[at++ % seed.length] ?? 0;
        const shown =
          pretty === null
            ? written(from, chance, lineEnd, plain)
            : JSON.stringify(from, null, pretty).replaceAll('\n', lineEnd);
        return { from, text: shown, lineEnd, isPretty: pretty !== null };
      });

    /** Pointers of everything in a value. */
    function pointersOf(one: JsonValue, pointer = ''): string[] {
      if (typeof one !== 'object' || one === null) return [pointer];
      const below = Object.entries(one).flatMap(([name, item]) =>
        pointersOf(item as JsonValue, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
      );
      return [pointer, ...below];
    }

    type Container = Record<string, JsonValue> | JsonValue[];

    /** The same edit in memory. */
    function inMemory(from: JsonValue, edit: JsonEdit): JsonValue {
      const copy = JSON.parse(JSON.stringify({ top: from })) as { top: JsonValue };
      const segments = segmentsOf(edit.pointer);
      let [container, name]: [Container, string] = [copy, 'top'];
      for (const segment of segments)
        [container, name] = [(container as Record<string, JsonValue>)[name] as Container, segment];
      if (edit.op === 'set')
        Object.defineProperty(container, name, {
          value: edit.value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      else if (edit.op === 'insert')
        (container as JsonValue[]).splice(name === '-' ? Infinity : Number(name), 0, edit.value);
      else if (edit.op === 'move') {
        const [item] = (container as JsonValue[]).splice(Number(name), 1);
        (container as JsonValue[]).splice(edit.to, 0, item as JsonValue);
      } else if (Array.isArray(container)) container.splice(Number(name), 1);
      else delete container[name];
      return copy.top;
    }

    function valueIn(one: JsonValue, pointer: string): JsonValue {
      return segmentsOf(pointer).reduce<JsonValue>(
        (around, segment) => (around as Record<string, JsonValue>)[segment] as JsonValue,
        one,
      );
    }

    /** An edit that can be made, by chance. */
    function editFor(from: JsonValue, choice: readonly number[], fresh: JsonValue, name: string): JsonEdit {
      const pointers = pointersOf(from);
      const pick = (index: number): number => choice[index] ?? 0;
      const pointer = pointers[pick(0) % pointers.length] ?? '';
      const there = valueIn(from, pointer);
      const isArray = Array.isArray(there);
      const count = isArray ? (there as JsonValue[]).length : 0;
      const kind = pick(1) % 5;
      if (kind === 0 && pointer !== '') return remove(pointer);
      if (kind === 1 && isArray) return insert(`${pointer}/${pick(2) % (count + 1)}`, fresh);
      if (kind === 2 && count > 0) return move(`${pointer}/${pick(2) % count}`, pick(3) % count);
      if (kind === 3 && !isArray && typeof there === 'object' && there !== null)
        return set(`${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, fresh);
      return set(pointer, fresh);
    }

    const choices = fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 });

    function isWithin(short: string, long: string): boolean {
      let at = 0;
      for (const character of short) {
        at = long.indexOf(character, at);
        if (at === -1) return false;
        at += character.length;
      }
      return true;
    }

    it('the value afterwards is the one edited in memory', () => {
      fc.assert(
        fc.property(document, choices, value, key, ({ from, text: before }, choice, fresh, name) => {
          const edit = editFor(from, choice, fresh, name);
          const after = edited(before, edit);
          const read = readJson(after) as { value: JsonValue };
          const wanted = inMemory(from, edit);
          expect(JSON.parse(JSON.stringify(read.value))).to.deep.equal(JSON.parse(JSON.stringify(wanted)));
        }),
        { numRuns: 250 },
      );
    });

    it('what was there stays, byte by byte', () => {
      fc.assert(
        fc.property(document, choices, value, key, ({ from, text: before }, choice, fresh, name) => {
          const edit = editFor(from, choice, fresh, name);
          const after = edited(before, edit);
          if (edit.op === 'remove') expect(isWithin(after, before)).to.equal(true);
          if (edit.op === 'insert') expect(isWithin(before.replace(/[ \t\r\n]/gu, ''), after)).to.equal(true);
          if (edit.op === 'insert' && !/\[\s+\]/u.test(before))
            expect(isWithin(before, after)).to.equal(true);
          // Comments are neither lost nor broken.
          if (edit.op === 'insert' || edit.op === 'move')
            expect(after.split(/\/\/|\/\*/u).length).to.be.at.least(before.split(/\/\/|\/\*/u).length);
          expect(edited(before, set('', from))).to.equal(before);
        }),
        { numRuns: 150 },
      );
    });

    it('what is inserted and removed again leaves no trace in a text that is written regularly', () => {
      fc.assert(
        fc.property(document, choices, value, ({ from, text: before, isPretty }, choice, fresh) => {
          fc.pre(isPretty);
          const arrays = pointersOf(from).filter((pointer) => Array.isArray(valueIn(from, pointer)));
          const pointer = arrays[(choice[0] ?? 0) % Math.max(1, arrays.length)];
          fc.pre(pointer !== undefined);
          const count = (valueIn(from, pointer ?? '') as JsonValue[]).length;
          const place = `${pointer}/${(choice[1] ?? 0) % (count + 1)}`;
          expect(edited(before, insert(place, fresh), remove(place))).to.equal(before);
          fc.pre(count > 0);
          const [here, there] = [(choice[2] ?? 0) % count, (choice[3] ?? 0) % count];
          expect(
            edited(before, move(`${pointer}/${here}`, there), move(`${pointer}/${there}`, here)),
          ).to.equal(before);
        }),
        { numRuns: 150 },
      );
    });

    it('line ends are those of the text', () => {
      fc.assert(
        fc.property(document, choices, value, key, ({ from, text: before }, choice, fresh, name) => {
          fc.pre(before.includes('\r\n'));
          const after = edited(before, editFor(from, choice, fresh, name));
          expect(after.replaceAll('\r\n', '')).not.to.match(/[\r\n]/u);
        }),
        { numRuns: 100 },
      );
    });
  });
});
