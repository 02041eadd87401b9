import { expect } from 'chai';
import { image as validate } from '../../../.build/validators.js';
import { interleave, median } from '../../../bench/interleave.js';
import { plain, related, reused } from '../../../bench/populations.js';
import { asText, isShort, type Result } from '../../../bench/report.js';
import { image } from '../../../bench/specs.js';
import { compileFiles } from '../../support/workspace.js';

describe('bench', () => {
  it('makes valid specs, the same each time, and no two alike', () => {
    const specs = Array.from({ length: 200 }, (_, number) => image(number));
    for (const { name, spec } of specs) {
      validate(spec);
      expect(validate.errors ?? [], name).to.deep.equal([]);
    }
    expect(Array.from({ length: 200 }, (_, number) => image(number))).to.deep.equal(specs);
    expect(new Set(specs.map(({ spec }) => JSON.stringify(spec)))).to.have.property('size', 200);
  });

  it('makes workspaces that compile, with as many images as it says', () => {
    for (const population of [plain(30), reused(12), related(60)]) {
      const specs = Array.from({ length: population.specs }, (_, number) => population.image(number));
      const { diagnostics, images } = compileFiles({
        'cooperage.json': { defaults: { publish: { registry: 'r.test' } } },
        ...population.fragments,
        ...Object.fromEntries(
          specs.flatMap(({ name, spec, rootfs }) => [
            [`images/${name}/image.json`, spec],
            ...Object.entries(rootfs).map(([path, text]) => [`images/${name}/rootfs/${path}`, text]),
          ]),
        ),
      });
      expect(diagnostics, population.name).to.deep.equal([]);
      expect(images, population.name).to.have.length(population.images);
    }
  });

  it('takes the median', () => {
    expect(median([3, 1, 2])).to.equal(2);
    expect(median([4, 1, 2, 3])).to.equal(2.5);
  });

  it('runs every contender in every round, and prepares it first', () => {
    const seen: string[] = [];
    const contender = (name: string) => ({
      command: { program: process.execPath, args: ['--version'] },
      before: () => void seen.push(name),
    });
    const times = interleave({ a: contender('a'), b: contender('b') }, 2);
    expect(seen).to.deep.equal(['a', 'b', 'a', 'b', 'b', 'a']);
    expect(times.a).to.be.greaterThan(0);
  });

  it('ends where a command fails', () => {
    const command = { program: process.execPath, args: ['-e', 'process.exit(3)'] };
    expect(() => interleave({ failing: { command } }, 1)).to.throw('ended with 3');
  });

  it('says so where an aim is missed', () => {
    const result: Result = { what: 'x', value: 3, against: 'y', reference: 1, unit: 'ms', aim: 2 };
    expect(isShort(result)).to.equal(true);
    expect(asText({ results: [result], leftOut: [{ what: 'z', why: 'no z' }] })).to.match(
      /3\.000 .* SHORT\nleft out: z \(no z\)/,
    );
    expect(isShort({ ...result, value: 2 })).to.equal(false);
    expect(isShort({ ...result, aim: null })).to.equal(false);
  });
});
