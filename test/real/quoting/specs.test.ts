import { expect } from 'chai';
import fc from 'fast-check';
import { dockerfileReader, readDockerfiles } from '../../oracle/dockerfile.js';
import { needs } from '../../support/parts.js';
import { hostile } from '../../unit/compile/hostile.js';
import { compileSpec, outputs } from '../../unit/compile/one-image.js';
import { specs } from '../../unit/compile/schema-specs.js';
import { verbs } from '../../unit/compile/skeleton.js';
import { EVERYTHING } from '../../unit/plan/everything.js';

const dockerfileOf = (spec: unknown): string => outputs(compileSpec(spec))['images/web/Dockerfile'] ?? '';

describe('whole specs, read by BuildKit', function () {
  this.timeout(180_000);
  before(function () {
    needs(this, 'go');
    dockerfileReader();
  });

  it('a spec that says everything', () => {
    const [file] = readDockerfiles([{ dockerfile: dockerfileOf(EVERYTHING) }]);
    expect(file?.error).to.equal(undefined);
    for (const { verb, error, value } of file?.instructions ?? []) {
      expect(error, verb).to.equal(undefined);
      expect(value, verb).to.not.equal(undefined);
    }
    expect(file?.directives).to.deep.equal([
      { name: 'syntax', value: 'docker/dockerfile:1' },
      { name: 'check', value: 'skip=all' },
    ]);
  });

  it('any spec that compiles has the instructions that it seems to have', () => {
    let compiled = 0;
    const check = (list: Record<string, unknown>[]): void => {
      const files = list.map(dockerfileOf).filter((text) => text !== '');
      compiled += files.length;
      for (const [index, { error, instructions }] of readDockerfiles(
        files.map((dockerfile) => ({ dockerfile })),
      ).entries()) {
        const text = files[index] ?? '';
        expect(error, text).to.equal(undefined);
        expect(instructions.map(({ verb }) => verb)).to.deep.equal(verbs(text), text);
      }
    };
    fc.assert(
      fc.property(fc.array(specs(hostile), { minLength: 100, maxLength: 100 }), (list) => check(list)),
      { numRuns: 10, endOnFailure: true },
    );
    fc.assert(
      fc.property(
        fc.array(specs(fc.constantFrom('abc', 'a1', '/srv/a', '80', '$A', 'a b')), {
          minLength: 100,
          maxLength: 100,
        }),
        (list) => check(list),
      ),
      { numRuns: 10, endOnFailure: true },
    );
    expect(compiled).to.be.above(300);
  });
});
