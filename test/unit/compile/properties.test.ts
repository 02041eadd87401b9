import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { compile } from '../../../compiler/compile.js';
import { emit } from '../../../compiler/emit/emit.js';
import { compileImage, type CompiledImage } from '../../../compiler/image.js';
import type { ImageSpec } from '../../../compiler/model/spec.js';
import { plan } from '../../../compiler/plan/plan.js';
import { checkRules } from '../../../compiler/validate/rules.js';
import { checkImage } from '../../../compiler/validate/schema.js';
import { compileFiles, memory, ROOT, SETTINGS, type Content } from '../../support/workspace.js';
import { resolved } from '../validate/rules/resolved.js';
import { hostile, HOSTILE } from './hostile.js';
import { HOLES, specs } from './schema-specs.js';
import { groovySkeleton, verbs } from './skeleton.js';

/** What the specs name: a rootfs and a script. */
const BESIDE: Record<string, Content> = {
  'images/web/rootfs/etc/app.conf': 'x',
  'images/web/scripts/setup.sh': 'true',
};

/** One image alone: without the runtime's files, which take longer to read than all the rest. */
function compileSpec(spec: unknown): CompiledImage {
  const files = memory({ ...BESIDE, 'images/web/image.json': JSON.stringify(spec) });
  return compileImage(files, ROOT, SETTINGS, { dir: 'images/web', specFiles: ['image.json'] });
}

function outputs({ artifacts }: CompiledImage): Record<string, string> {
  return Object.fromEntries(artifacts.map(({ path, content }) => [path, content]));
}

function errors({ diagnostics }: CompiledImage): CompiledImage['diagnostics'] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

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
    const plain = new Map<string, CompiledImage>();
    for (const { path, put } of HOLES) {
      for (const text of HOSTILE) check(path, put, text);
    }

    function check(path: string, put: (text: string) => unknown, text: string): void {
      const result = compileSpec(put(text));
      const label = `${path} ${JSON.stringify(text.slice(0, 80))}`;
      for (const { location, message, help, code } of result.diagnostics) {
        expect(location?.file, label).to.equal('images/web/image.json');
        expect(`${message}${help}`, `${label} ${code}`).to.not.match(/[^\P{Cc}]|\p{Cf}|\p{Cs}/u);
      }
      if (errors(result).length > 0) return;
      // The same field with a harmless text, as far as there is one: the structure must be the same.
      const harmless = plain.get(path) ?? compileSpec(put('abc'));
      plain.set(path, harmless);
      const [files, others] = [outputs(result), outputs(harmless)];
      const dockerfile = files['images/web/Dockerfile'] ?? '';
      const pipeline = files['images/web/Jenkinsfile'] ?? '';
      expect(pipeline, label).to.match(/^[\n -~]*$/);
      if (errors(harmless).length > 0) return;
      expect(verbs(dockerfile), label).to.deep.equal(verbs(others['images/web/Dockerfile'] ?? ''));
      if (!path.startsWith('/from'))
        expect(groovySkeleton(pipeline), label).to.equal(
          groovySkeleton(others['images/web/Jenkinsfile'] ?? ''),
        );
    }
  });

  it('random specs with hostile strings never make an exception, and every problem has a place', () => {
    fc.assert(
      fc.property(specs(hostile), (spec) => {
        const result = compileSpec(spec);
        for (const { location, message } of result.diagnostics) {
          expect(location?.start.line).to.be.at.least(1);
          expect(message).to.not.match(/[^\P{Cc}]/u);
        }
        expect(errors(result).length > 0).to.equal(result.artifacts.length === 0);
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
