import { expect } from 'chai';
import fc from 'fast-check';
import { merge } from '../../../compiler/compose/merge.js';
import { MERGE_RULES } from '../../../compiler/compose/merge-rules.js';
import { find, leaf, valueOf } from '../../../compiler/compose/tree.js';
import type { Problem } from '../../../compiler/model/problem.js';

/** The merged value as JSON has it, and the problems as `code file#pointer`. */
function merged(
  base: unknown,
  over: unknown,
): { value: unknown; problems: string[]; at: (pointer: string) => string } {
  const problems: Problem[] = [];
  const tree = merge(leaf(base, 'base'), leaf(over, 'over'), MERGE_RULES, (one) => void problems.push(one));
  return {
    value: JSON.parse(JSON.stringify(valueOf(tree))),
    problems: problems.map(({ code, file, pointer }) => `${code} ${file}#${pointer}`),
    at: (pointer) => {
      const { origin } = find(tree, pointer);
      return `${origin.file}#${origin.pointer}`;
    },
  };
}

const fine = (base: unknown, over: unknown): unknown => {
  const { value, problems } = merged(base, over);
  expect(problems).to.deep.equal([]);
  return value;
};

describe('compose/merge', () => {
  it('scalars, commands, shells and steps replace', () => {
    expect(
      fine({ user: 'a', cmd: ['x', 'y'], steps: [1] }, { user: 'b', cmd: ['z'], steps: [] }),
    ).to.deep.equal({
      user: 'b',
      cmd: ['z'],
      steps: [],
    });
    expect(
      fine({ healthcheck: { test: ['a'], retries: 3 } }, { healthcheck: { test: ['b', 'c'] } }),
    ).to.deep.equal({
      healthcheck: { test: ['b', 'c'], retries: 3 },
    });
    expect(fine({ healthcheck: { test: ['a'] } }, { healthcheck: 'none' })).to.deep.equal({
      healthcheck: 'none',
    });
  });

  it('maps merge key by key; files by path, each as a whole', () => {
    expect(fine({ env: { A: '1', B: '2' } }, { env: { B: '3', C: '4' } })).to.deep.equal({
      env: { A: '1', B: '3', C: '4' },
    });
    expect(
      fine({ files: { '/a': { directory: true } } }, { files: { '/a': { content: 'x' } } }),
    ).to.deep.equal({ files: { '/a': { content: 'x' } } });
  });

  it('packages unite by name, the later version wins in its place', () => {
    expect(
      fine(
        { packages: { apt: ['nginx=1.1', 'curl'], yum: ['nginx-1.9.15-5.el6', 'java-11-openjdk'] } },
        {
          packages: {
            apt: ['tini', 'nginx=1.2'],
            yum: ['nginx-1.10.0-1.el6', 'java-8-openjdk'],
            apk: ['jq'],
          },
        },
      ),
    ).to.deep.equal({
      packages: {
        apt: ['nginx=1.2', 'curl', 'tini'],
        yum: ['nginx-1.10.0-1.el6', 'java-11-openjdk', 'java-8-openjdk'],
        apk: ['jq'],
      },
    });
  });

  it('ports and volumes unite, each once; what one file says twice is left to the schema', () => {
    expect(fine({ expose: [80, '53/udp'] }, { expose: ['80/tcp', 443, 443] })).to.deep.equal({
      expose: ['80/tcp', '53/udp', 443, 443],
    });
  });

  it('commands append, inherited ones first; the same id replaces in place', () => {
    const base = { run: ['a', { id: 'x', commands: ['b'] }, 'c'] };
    expect(fine(base, { run: ['d', { id: 'x', commands: ['e'] }] })).to.deep.equal({
      run: ['a', { id: 'x', commands: ['e'] }, 'c', 'd'],
    });
    expect(fine(base, { run: [{ id: 'x', remove: true }] })).to.deep.equal({ run: ['a', 'c'] });
  });

  it('stages and tests merge by name, field by field', () => {
    expect(
      fine(
        { stages: [{ name: 'b', from: 'x', env: { A: '1' }, run: ['a'] }] },
        {
          stages: [
            { name: 'c', from: 'y' },
            { name: 'b', from: 'z', env: { B: '2' }, run: ['b'] },
          ],
        },
      ),
    ).to.deep.equal({
      stages: [
        { name: 'b', from: 'z', env: { A: '1', B: '2' }, run: ['a', 'b'] },
        { name: 'c', from: 'y' },
      ],
    });
  });

  it('null removes an inherited key, but is a value of an argument', () => {
    expect(
      fine(
        { env: { A: '1', B: '2' }, user: 'a', args: { X: '1' } },
        { env: { A: null }, user: null, args: { X: null } },
      ),
    ).to.deep.equal({
      env: { B: '2' },
      args: { X: null },
    });
  });

  it('$replace, $remove and $add', () => {
    expect(
      fine(
        {
          run: ['a'],
          expose: [80, 81],
          env: { A: '1' },
          args: { X: '1', Y: '2' },
          packages: { apt: ['a=1', 'b'] },
        },
        {
          run: { $replace: ['b'] },
          expose: { $remove: [80], $add: [82] },
          env: { $replace: { B: '2' } },
          args: { $remove: ['X'] },
          packages: { apt: { $remove: ['a'] } },
        },
      ),
    ).to.deep.equal({
      run: ['b'],
      expose: [81, 82],
      env: { B: '2' },
      args: { Y: '2' },
      packages: { apt: ['b'] },
    });
    expect(fine({ expose: [80] }, { expose: { $remove: [80] } })).to.deep.equal({});
  });

  it('says where something is removed that is not there', () => {
    expect(
      merged(
        { env: { A: '1' }, run: ['a'], expose: [80] },
        {
          env: { B: null },
          run: [{ id: 'x', remove: true }],
          expose: { $remove: [81] },
          labels: { $remove: ['y'] },
        },
      ).problems,
    ).to.deep.equal([
      'nothing-to-remove over#/env/B',
      'nothing-to-remove over#/run/0',
      'nothing-to-remove over#/expose/$remove/0',
      'nothing-to-remove over#/labels/$remove/0',
    ]);
  });

  it('knows where each value was written', () => {
    const { at } = merged(
      { env: { A: '1' }, run: ['a', 'b'], labels: { x: 'y' } },
      { env: { B: '2' }, run: ['c'] },
    );
    expect(
      ['/env/A', '/env/B', '/run/1', '/run/2', '/labels/x', '/env/C', '/nowhere/at/all'].map(at),
    ).to.deep.equal([
      'base#/env/A',
      'over#/env/B',
      'base#/run/1',
      'over#/run/0',
      'base#/labels/x',
      'over#/env',
      'over#',
    ]);
  });

  it('values of unexpected types replace, and nothing throws', () => {
    const anything = fc.record(
      Object.fromEntries(
        [
          'env',
          'run',
          'packages',
          'expose',
          'stages',
          'user',
          'args',
          'healthcheck',
          'publish',
          '__proto__',
        ].map((key) => [key, fc.jsonValue({ maxDepth: 3 })]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anything, anything, (base, over) => {
        const before = JSON.stringify([base, over]);
        merged(base, over);
        expect(JSON.stringify([base, over])).to.equal(before);
      }),
      { numRuns: 500 },
    );
  });

  it('merging is associative where nothing is removed', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 });
    const layer = fc.record(
      {
        env: fc.dictionary(fc.constantFrom('A', 'B'), fc.constantFrom('1', '2')),
        run: fc.array(fc.constantFrom('x', 'y')),
        expose: names,
        packages: fc.record({ apt: names }),
        tests: names.map((list) => list.map((name) => ({ name, ports: [1] }))),
      },
      { requiredKeys: [] },
    );
    const over = (a: unknown, b: unknown) => merge(leaf(a, 'a'), leaf(b, 'b'), MERGE_RULES, () => {});
    fc.assert(
      fc.property(layer, layer, layer, (a, b, c) => {
        const left = merge(over(a, b), leaf(c, 'c'), MERGE_RULES, () => {});
        const right = merge(leaf(a, 'a'), over(b, c), MERGE_RULES, () => {});
        expect(valueOf(left)).to.deep.equal(valueOf(right));
      }),
    );
  });
});
