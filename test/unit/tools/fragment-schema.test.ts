import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fragmentSchema } from '../../../tools/fragment-schema.js';
import { root } from '../../../tools/root.js';
import { readSchema } from '../../../tools/schemas.js';

/** The repository's own specs and fragments that are strict JSON. */
function specs(): string[] {
  const examples = readdirSync(join(root, 'examples')).map((name) => `examples/${name}/image.json`);
  const fragments = readdirSync(join(root, 'fragments')).map((name) => `fragments/${name}`);
  return [...examples.filter((path) => existsSync(join(root, path))), ...fragments];
}

describe('tools/fragment-schema', () => {
  const schema = JSON.parse(fragmentSchema()) as object;
  const validate = new Ajv2020({ strict: false, unicodeRegExp: true }).compile(schema);
  const accepts = (value: unknown): boolean => validate(value) as boolean;

  it('takes every example of the strict schema', () => {
    for (const [key, { examples = [] }] of Object.entries(readSchema('image.schema.json').properties ?? {}))
      for (const example of examples)
        expect(accepts({ [key]: example }), `${key} ${JSON.stringify(example)}`).to.equal(true);
  });

  it('takes what only inheritance, a matrix and interpolation make complete', () => {
    for (const value of [
      {},
      { name: 'python-${{ matrix.v }}', user: '${{ vars.user }}', env: { A: null } },
      { run: { $replace: ['a'] }, expose: { $remove: [80], $add: [81] }, user: null },
      { run: [{ id: 'x', remove: true }], healthcheck: { retries: 3 } },
      { stages: [{ name: 'build', env: { A: '1' } }] },
    ])
      expect(accepts(value), JSON.stringify(value)).to.equal(true);
  });

  it('an editor finds nothing wrong in the examples, by the schema that each names', () => {
    const compiled = new Map<string, ReturnType<Ajv2020['compile']>>();
    for (const path of specs()) {
      const value = JSON.parse(readFileSync(join(root, path), 'utf8')) as { $schema: string };
      const file = join(root, path, '..', value.$schema);
      const check =
        compiled.get(file) ??
        new Ajv2020({ strict: false, unicodeRegExp: true }).compile(
          JSON.parse(readFileSync(file, 'utf8')) as object,
        );
      compiled.set(file, check);
      check(value);
      expect(check.errors ?? [], path).to.deep.equal([]);
    }
    expect([...compiled]).to.have.length(2);
  });

  it('still tells typing errors', () => {
    for (const value of [
      { nmae: 'x' },
      { name: 'A B' },
      { expose: ['x'] },
      { run: 1 },
      { publish: { tag: [] } },
    ])
      expect(accepts(value), JSON.stringify(value)).to.equal(false);
  });
});
