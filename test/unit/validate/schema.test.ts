import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { checkImage, checkSettings } from '../../../compiler/validate/schema.js';
import { fill, catalogue } from '../../../compiler/diagnostics/catalogue.js';
import { spec } from '../../support/workspace.js';

/** `code pointer message | help` of each problem; `#` after the pointer where the key is meant. */
function problems(value: unknown): string[] {
  const checked = checkImage(value);
  return 'problems' in checked ? checked.problems.map(shown) : [];
}

function shown({ code, pointer, parameters, onKey }: Problem): string {
  const { message } = catalogue[code];
  return `${code} ${pointer}${onKey ? '#' : ''} ${fill(message, parameters)}`;
}

type Problem = Extract<ReturnType<typeof checkImage>, { problems: unknown }>['problems'][number];

function expectOne(more: object, problem: string): void {
  expect(problems(spec(more))).to.deep.equal([problem]);
}

describe('validate/schema', () => {
  it('accepts the smallest spec, and gives it back', () => {
    const value = spec();
    const checked = checkImage(value);
    expect(checked).to.deep.equal({ spec: value });
  });

  it('unknown key, with the nearest known one', () => {
    expectOne(
      { entrypiont: [] },
      'unknown-key /entrypiont# unknown key "entrypiont", did you mean "entrypoint"?',
    );
    expectOne({ Expose: [80] }, 'unknown-key /Expose# unknown key "Expose", did you mean "expose"?');
    expectOne({ zzzzz: 1 }, 'unknown-key /zzzzz# unknown key "zzzzz"');
    expectOne(
      { run: [{ exec: ['a'], mount: [] }] },
      'unknown-key /run/0/mount# unknown key "mount", did you mean "mounts"?',
    );
    expectOne({ 'a/b': 1 }, 'unknown-key /a~1b# unknown key "a/b"');
    expectOne({ constructor: 1 }, 'unknown-key /constructor# unknown key "constructor"');
    expectOne({ packages: { ap: ['x'] } }, 'unknown-key /packages/ap# unknown key "ap", did you mean "apt"?');
  });

  it('missing key, with its description as help', () => {
    expect(problems({})).to.deep.equal([
      'missing-key  the key "name" is missing',
      'missing-key  the key "from" is missing',
    ]);
    const checked = checkImage({ from: 'a' });
    expect('problems' in checked && checked.problems[0]?.parameters['what']).to.match(/^The repository name/);
    expectOne(
      { from: {} },
      'exactly-one /from exactly one of `image`, `spec`, `stage` is wanted here, but there is none',
    );
    expectOne({ healthcheck: {} }, 'missing-key /healthcheck the key "test" is missing');
  });

  it('wrong type, for each type there is', () => {
    expect(problems([])).to.deep.equal(['wrong-type  this is an array, but an object is wanted']);
    expect(problems(null)).to.deep.equal(['wrong-type  this is null, but an object is wanted']);
    expect(problems('x')).to.deep.equal(['wrong-type  this is a string, but an object is wanted']);
    expectOne({ name: 1 }, 'wrong-type /name this is a number, but a string is wanted');
    expectOne({ run: 'make' }, 'wrong-type /run this is a string, but an array is wanted');
    expectOne({ run: [['a']] }, 'wrong-type /run/0 this is an array, but a string or an object is wanted');
    expectOne({ env: { A: 1 } }, 'wrong-type /env/A this is a number, but a string is wanted');
    expectOne(
      { args: { A: true } },
      'wrong-type /args/A this is true or false, but a string or null or an object is wanted',
    );
    expectOne(
      { expose: [80.5] },
      'wrong-type /expose/0 this is a number, but a whole number or a string is wanted',
    );
    expectOne(
      { publish: { plainHttp: 'yes' } },
      'wrong-type /publish/plainHttp this is a string, but true or false is wanted',
    );
  });

  it('wrong value: pattern, enum, const and the names of keys', () => {
    expectOne(
      { name: 'Web' },
      "wrong-value /name \"Web\" is not a repository name: lower-case letters and digits, parted by '.', '_', '__' or '-'",
    );
    expectOne(
      { publish: { kind: 'nexus' } },
      'wrong-value /publish/kind "nexus" is not "distribution" or "harbor" or "gitlab"',
    );
    expectOne(
      { files: { '/a': { directory: false } } },
      'wrong-value /files/~1a/directory "false" is not true',
    );
    expectOne(
      { env: { '1A': 'x' } },
      "wrong-value /env/1A# \"1A\" is not a variable's name: letters, digits and '_', no digit first",
    );
    expectOne(
      { files: { 'etc/motd': { content: '' } } },
      'wrong-value /files/etc~1motd# "etc/motd" is not an absolute path of the image, without \'\\\' or control characters',
    );
    expectOne(
      { healthcheck: 'off' },
      'wrong-value /healthcheck "off" is not "none" or an object with `test`',
    );
  });

  it('each wrong key of one object, at the key', () => {
    const wrong = { env: { '1A': 'x', '2B': 'y', C: 5 }, labels: { 'a b': 'x' }, comments: { foo: 'x' } };
    expect(problems(spec(wrong)).map((line) => line.split(' ').slice(0, 2).join(' '))).to.have.members([
      'wrong-value /env/1A#',
      'wrong-value /env/2B#',
      'wrong-type /env/C',
      'wrong-value /labels/a',
      'wrong-value /comments/foo#',
    ]);
  });

  it('out of range: numbers, lengths and counts', () => {
    expectOne({ expose: [0] }, 'out-of-range /expose/0 this is less than 1');
    expectOne({ expose: [65536] }, 'out-of-range /expose/0 this is more than 65535');
    expectOne({ from: '' }, 'out-of-range /from this is empty');
    expectOne(
      { description: 'x'.repeat(513) },
      'out-of-range /description this is longer than 512 characters',
    );
    expectOne({ packages: { apt: [] } }, 'out-of-range /packages/apt this is empty');
    expectOne({ files: { '/a': {} } }, 'out-of-range /files/~1a this is empty');
    const tags = Array.from({ length: 51 }, (_, index) => `t${index}`);
    expectOne({ publish: { tags } }, 'out-of-range /publish/tags this has more than 50 items');
  });

  it('the same item twice, at the second', () => {
    expectOne(
      { owners: ['a', 'b', 'c', 'a'] },
      'duplicate-item /owners/3 the same item stands twice in this list',
    );
    expectOne(
      { expose: [80, '80/udp', 80] },
      'duplicate-item /expose/2 the same item stands twice in this list',
    );
  });

  it('exactly one, and at least one', () => {
    expectOne(
      { run: [{ id: 'x' }] },
      'exactly-one /run/0 exactly one of `commands`, `lines`, `script`, `scriptFile`, `exec` is wanted here, but there is none',
    );
    expectOne(
      { run: [{ exec: ['a'], script: 'b' }] },
      'exactly-one /run/0 exactly one of `commands`, `lines`, `script`, `scriptFile`, `exec` is wanted here, but there are `script`, `exec`',
    );
    expectOne(
      { tests: [{ name: 'x' }] },
      'at-least-one /tests/0 at least one of `command`, `files`, `ports` is wanted here',
    );
  });

  it('all problems at once, one for each place and meaning', () => {
    const found = problems({ name: 'A B', from: 5, expose: ['x', 0], nmae: 1 });
    expect(found.map((line) => line.split(' ').slice(0, 2).join(' '))).to.have.members([
      'wrong-value /name',
      'wrong-type /from',
      'wrong-value /expose/0',
      'out-of-range /expose/1',
      'unknown-key /nmae#',
    ]);
  });

  it('has words for every keyword that the schemas use', () => {
    const counted = (word: string, value: unknown): string[] => problems(spec({ [word]: value }));
    const secrets = Object.fromEntries(
      Array.from({ length: 101 }, (_, index) => [`s${index}`, { credentialsId: 'x' }]),
    );
    expect(counted('secrets', secrets)).to.deep.equal(['out-of-range /secrets this has more than 100 keys']);
    const known = new Set([
      ...[
        'type',
        'pattern',
        'enum',
        'const',
        'required',
        'additionalProperties',
        'propertyNames',
        'uniqueItems',
      ],
      ...[
        'minimum',
        'maximum',
        'minLength',
        'maxLength',
        'minItems',
        'maxItems',
        'minProperties',
        'maxProperties',
      ],
      ...['x-exactlyOne', 'x-atLeastOne', 'x-is', 'x-merge', 'description', 'default', 'examples', 'title'],
      ...['properties', 'items', '$ref', '$defs', '$schema'],
    ]);
    for (const name of ['image', 'workspace'])
      for (const keyword of keywords(
        JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as object,
      ))
        expect(known, `${name}: ${keyword}`).to.include(keyword);
  });

  it('the settings likewise', () => {
    expect(checkSettings({ images: 'images' })).to.have.property('settings');
    const checked = checkSettings({
      image: 'x',
      library: { name: 'a' },
      images: '../x',
      defaults: { publish: { tags: ['-'] } },
    });
    expect(
      'problems' in checked && checked.problems.map(({ code, pointer }) => `${code} ${pointer}`),
    ).to.have.members([
      'unknown-key /image',
      'missing-key /library',
      'wrong-value /images',
      'wrong-value /defaults/publish/tags/0',
    ]);
  });

  it('refuses folders of images that lead elsewhere or that Jenkins cannot name', () => {
    for (const images of ['..', '.', 'a/../b', '/a', 'a//b', 'a/', 'my images', '.git', '', 'a/.hidden', 'ä'])
      expect(checkSettings({ images }), images).to.have.property('problems');
    for (const images of ['images', 'docker/images', 'a.b_c-d', '1'])
      expect(checkSettings({ images }), images).to.have.property('settings');
  });
});

function* keywords(schema: object): Generator<string> {
  for (const [keyword, value] of Object.entries(schema) as [string, unknown][]) {
    yield keyword;
    const named = keyword === 'properties' || keyword === '$defs';
    const below = named
      ? Object.values(value as object)
      : ['items', 'additionalProperties', 'propertyNames'].includes(keyword)
        ? [value]
        : [];
    for (const each of below) if (typeof each === 'object' && each !== null) yield* keywords(each);
  }
}
