import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { fragmentSchema } from '../../../tools/fragment-schema.js';
import { readSchema } from '../../../tools/schemas.js';

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
