import { expect } from 'chai';
import fc from 'fast-check';
import { SUBJECTS, type ImageState } from '../../../compiler/compare/change.js';
import { commentsDiffer, compareImages } from '../../../compiler/compare/compare.js';
import { keyOf } from '../../../compiler/layers/key.js';
import { line, state } from './states.js';

/** Fields that are legal together, of which a property takes any selection. */
const FIELDS: Readonly<Record<string, readonly unknown[]>> = {
  from: ['debian:11', 'debian:12', { image: 'debian:12', platform: 'linux/arm64' }],
  description: ['a', 'b'],
  owners: [['a'], ['b']],
  args: [{ A: '1' }, { A: null }, { A: { fromEnv: 'GIT_COMMIT' } }],
  env: [{ A: '1' }, { A: '2', B: '$A' }],
  packages: [{ apt: ['a'] }, { apt: ['a=1', 'b'] }],
  run: [['a'], ['b', 'a'], ['a', 'b'], [{ script: ['x'] }], [{ script: ['y'] }]],
  workdir: ['/a', '/b'],
  copy: [
    [{ add: 'https://a/x', to: '/x' }],
    [{ add: 'https://a/x', to: '/x', checksum: `sha256:${'a'.repeat(64)}` }],
  ],
  files: [{ '/a': { content: 'x' } }, { '/a': { content: 'y' } }, { '/a': { content: 'x', mode: '0600' } }],
  runAfterFiles: [['a'], ['c']],
  volumes: [['/a'], ['/a', '/b']],
  user: ['a', 0],
  expose: [[80], [81, '82/udp']],
  stopSignal: ['SIGTERM', 'SIGQUIT'],
  healthcheck: ['none', { test: 'a' }],
  labels: [{ a: '1' }, { a: '2' }],
  entrypoint: [['/a'], '/a'],
  cmd: [['a'], []],
  onbuild: [[{ run: 'a' }], [{ user: 'a' }]],
  secrets: [{ a: { credentialsId: 'a' } }, { a: { credentialsId: 'b' } }],
  platforms: [['linux/amd64'], ['linux/arm64']],
  tests: [[{ name: 'a', command: 'a' }], [{ name: 'a', command: 'a', timeout: '5s' }]],
  publish: [{ tags: ['1'] }, { tags: ['1', '2'], overwrite: true }, { plainHttp: true, kind: 'gitlab' }],
  pipeline: [
    { builder: 'buildah' },
    { timeout: '1h' },
    { agent: { label: 'a' }, keepBuilds: 3 },
    { buildNetwork: 'none' },
  ],
  waivers: [[{ rule: 'no-root-user', reason: 'it must be root' }]],
};

const specs = fc.record(
  Object.fromEntries(Object.entries(FIELDS).map(([name, values]) => [name, fc.constantFrom(...values)])),
  { requiredKeys: [] },
);

/** All that the image, its job and its pipeline are made of. */
function essence({ plan, resolved, files }: ImageState): string {
  const { owners, waivers } = resolved.spec;
  return keyOf([{ ...plan, comment: [], specFile: '' }, owners ?? null, waivers ?? null, files]);
}

describe('compare/compare', function () {
  this.timeout(30_000);

  it('says nothing exactly where nothing differs', () => {
    fc.assert(
      fc.property(specs, specs, (one, other) => {
        const [before, after] = [state(one), state(other)];
        const found = compareImages(before, after);
        expect(found.length === 0).to.equal(essence(before) === essence(after));
      }),
      { numRuns: 60 },
    );
  });

  it('each field by itself is told, whatever else stays', () => {
    for (const [name, values] of Object.entries(FIELDS)) {
      const base = { ...(name === 'pipeline' ? {} : { pipeline: { builder: 'buildah' } }), cmd: ['x'] };
      const states = values.map((value) => state({ ...base, [name]: value }));
      for (const [index, one] of states.entries())
        for (const other of states.slice(index + 1))
          expect(compareImages(one, other), `${name} ${index}`).to.not.be.empty;
    }
  });

  it('both ways: what comes the one way goes the other', () => {
    fc.assert(
      fc.property(specs, specs, (one, other) => {
        const [before, after] = [state(one), state(other)];
        const there = compareImages(before, after).map(({ subject, before: a, after: b }) =>
          [subject, a, b].join(),
        );
        const back = compareImages(after, before).map(({ subject, before: a, after: b }) =>
          [subject, b, a].join(),
        );
        const plain = (lines: string[]): string[] =>
          lines.filter((text) => !/^(run|onbuild|copy)/u.test(text)).sort();
        expect(plain(there)).to.deep.equal(plain(back));
      }),
      { numRuns: 20 },
    );
  });

  it('in order of subject', () => {
    const found = compareImages(
      state({}),
      state({ user: 'a', from: 'b', pipeline: { timeout: '1h' }, run: ['a'] }),
    );
    const order = found.map(({ subject }) => SUBJECTS.indexOf(subject));
    expect(order).to.deep.equal([...order].sort((a, b) => a - b));
  });

  it('a new image is told whole, one that goes by its job', () => {
    expect(compareImages(null, state({ expose: [80] })).map(line)).to.deep.equal([
      '+ web (images/web/Jenkinsfile)',
      '+ debian:12',
      '+ 80/tcp: 80/tcp',
      '+ the registry: credentials registry',
      '+ docker',
      '+ repository: r.example.com/team/web',
      '+ tag latest: latest',
    ]);
    expect(compareImages(state({ expose: [80] }), null).map(({ subject }) => subject)).to.deep.equal(['job']);
  });

  it('comments are no change, and are told apart from nothing', () => {
    const [plain, commented] = [
      state({ run: [{ lines: ['a'] }] }),
      state({ run: [{ lines: ['a'], comment: 'x' }] }),
    ];
    expect(compareImages(plain, commented)).to.deep.equal([]);
    expect([commentsDiffer(plain, commented), commentsDiffer(plain, plain)]).to.deep.equal([true, false]);
  });
});
