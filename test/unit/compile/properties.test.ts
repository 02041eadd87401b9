import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { compile } from '../../../compiler/compile.js';
import { emit } from '../../../compiler/emit/emit.js';
import type { ImageSpec } from '../../../compiler/model/spec.js';
import { plan } from '../../../compiler/plan/plan.js';
import { checkRules } from '../../../compiler/validate/rules.js';
import { checkImage } from '../../../compiler/validate/schema.js';
import { compileFiles, ROOT } from '../../support/workspace.js';
import { resolved } from '../validate/rules/resolved.js';
import { hostile, HOSTILE } from './hostile.js';
import { BESIDE, compileSpec, errors, hostileFields, outputs } from './one-image.js';
import { HOLES, specs } from './schema-specs.js';

describe('compile: properties', function () {
  this.timeout(60_000);

  it('there is a place for a string in every field that takes one', () => {
    const fields = new Set(HOLES.map(({ path }) => path.split('/')[1]));
    expect(fields).to.include.members([
      'name',
      'from',
      'run',
      'files',
      'env',
      'tests',
      'publish',
      'pipeline',
      'onbuild',
    ]);
    expect(HOLES.length).to.be.above(100);
  });

  it('a hostile string in any field is a located problem, or comes out as a value', () => {
    // Some of the strings for each field, others for the next, fewer for fields that are the same in every stage;
    // test/real/bad-input has them all.
    const { wrong, values } = hostileFields((index, path) => {
      const part = /^\/(stages|steps|onbuild)\//.test(path) ? 13 : 3;
      return HOSTILE.filter((_, other) => (index + other) % part === 0);
    });
    expect(wrong.slice(0, 5)).to.deep.equal([]);
    expect(values).to.be.above(1000);
  });

  it('random specs with hostile strings never make an exception, and every problem has a place', () => {
    fc.assert(
      fc.property(specs(hostile), (spec) => {
        const result = compileSpec(spec);
        for (const { location, message } of result.diagnostics) {
          expect(location?.start.line).to.be.at.least(1);
          expect(message).to.not.match(/[^\P{Cc}]/u);
        }
        expect(errors(result).length > 0).to.equal(Object.keys(outputs(result)).length === 0);
      }),
      { numRuns: 400 },
    );
  });

  it('any JSON at all is a problem with a place, or compiles', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.object()), (value) => {
        const result = compileSpec(value);
        for (const { location } of result.diagnostics) expect(location).to.not.equal(null);
      }),
      { numRuns: 300 },
    );
  });

  const harmless = specs(fc.constantFrom('abc', 'a1', '/srv/a', '80'));

  it('compiling twice changes nothing', () => {
    fc.assert(
      fc.property(harmless, (spec) => {
        const { files } = compileFiles({ ...BESIDE, 'images/web/image.json': spec });
        const before = files.contents();
        const again = compile(ROOT, { files });
        expect([again.changes, again.removals]).to.deep.equal([[], []]);
        expect(files.contents()).to.deep.equal(before);
      }),
      { numRuns: 60 },
    );
  });

  it('the order of keys has no effect', () => {
    fc.assert(
      fc.property(harmless, fc.infiniteStream(fc.nat()), (spec, random) => {
        const shuffled = shuffle(spec, random);
        expect(JSON.stringify(sorted(shuffled))).to.equal(JSON.stringify(sorted(spec)));
        expect(outputs(compileSpec(shuffled))).to.deep.equal(outputs(compileSpec(spec)));
      }),
      { numRuns: 200 },
    );
  });

  it('nor has it in a spec where everything has several keys', () => {
    const spec = {
      ...{ name: 'web', from: 'debian:12', rootfs: 'rootfs' },
      env: { B: '$A', A: '1', C: '${B}' },
      args: { Z: null, Y: '$X', X: '1' },
      labels: { b: '1', a: '2' },
      files: {
        '/b': { content: 'x' },
        '/a': { directory: true },
        '/etc/app.conf': { mode: '0600', owner: 5 },
      },
      secrets: { b: { credentialsId: 'x' }, a: { credentialsId: 'y' } },
      packages: { zypper: ['b', 'a'], apt: ['d', 'c'] },
      comments: { env: 'e', expose: 'p' },
      expose: [80],
      onbuild: [{ env: { B: '2', A: '1' } }],
      run: [{ exec: ['a'], mounts: [{ target: '/c', type: 'cache', id: 'x' }], network: 'none' }],
      healthcheck: { timeout: '1s', test: ['a'], interval: '2s' },
      publish: { tags: ['1'], kind: 'harbor', plainHttp: true },
      pipeline: { retries: 1, timeout: '1m', triggers: { pollScm: '@daily', cron: '@daily' } },
    };
    const expected = outputs(compileSpec(spec));
    expect(Object.keys(expected)).to.have.length(3);
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (random) => {
        expect(outputs(compileSpec(shuffle(spec, random)))).to.deep.equal(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('no phase changes what it is given', () => {
    fc.assert(
      fc.property(harmless, (spec) => {
        const checked = checkImage(deepFreeze(structuredClone(spec)));
        if ('problems' in checked) return;
        const image = deepFreeze(resolved(checked.spec as Partial<ImageSpec>));
        checkRules(image);
        // Modules are strict: whoever writes to what is frozen throws.
        emit(deepFreeze(plan(image).plan));
      }),
      { numRuns: 200 },
    );
  });

  it('neither the time zone, the locale nor the working directory has an effect', () => {
    const [spec] = fc.sample(harmless, { numRuns: 1, seed: 1 });
    const before = outputs(compileSpec(spec));
    const { TZ, LANG, LC_ALL } = process.env;
    const cwd = process.cwd();
    const elsewhere = mkdtempSync(join(tmpdir(), 'cooperage-test-'));
    try {
      Object.assign(process.env, { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' });
      process.chdir(elsewhere);
      expect(outputs(compileSpec(spec))).to.deep.equal(before);
    } finally {
      process.chdir(cwd);
      rmdirSync(elsewhere);
      for (const [name, value] of Object.entries({ TZ, LANG, LC_ALL }))
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
    }
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !(value instanceof Map)) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

function shuffle(value: unknown, random: Iterator<number>): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffle(item, random));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => ({ key, item: shuffle(item, random), rank: random.next().value as number }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ key, item }) => [key, item]),
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, sorted(item)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
