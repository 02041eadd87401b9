import { expect } from 'chai';
import { findings, from } from '../findings.js';

const policy = (...allow: string[]) => ({ 'base-registry': { severity: 'error', allow } }) as const;
const isAllowed = (image: string, ...allow: string[]): boolean =>
  findings(policy(...allow), { from: image }).length === 0;

describe('policy/rules/base-registry', () => {
  it('names the image and what is allowed', () => {
    expect(findings(policy('r.test/base', 'quay.io'), { from: 'debian:12' })).to.deep.equal([
      '/from: "debian:12" does not come from a registry that the policy allows',
    ]);
  });

  it('a prefix ends where a part of the name ends', () => {
    expect(isAllowed('r.test/base/debian:12', 'r.test/base')).to.equal(true);
    expect(isAllowed('r.test/base:1', 'r.test/base')).to.equal(true);
    expect(isAllowed('r.test/base-evil/debian:12', 'r.test/base')).to.equal(false);
    expect(isAllowed('r.test.evil.org/base/debian', 'r.test')).to.equal(false);
    expect(isAllowed('r.test:5000/a/debian', 'r.test')).to.equal(false);
    expect(isAllowed('r.test:5000/a/debian', 'r.test:5000')).to.equal(true);
    expect(isAllowed('localhost/a', 'localhost')).to.equal(true);
  });

  it('short names are those of Docker Hub', () => {
    expect(isAllowed('debian:12', 'docker.io/library')).to.equal(true);
    expect(isAllowed('index.docker.io/library/debian:12', 'docker.io/library')).to.equal(true);
    expect(isAllowed('docker.io/debian', 'docker.io/library')).to.equal(true);
    expect(isAllowed('someone/debian', 'docker.io/library')).to.equal(false);
    expect(isAllowed('someone/debian', 'docker.io')).to.equal(true);
  });

  it('scratch and earlier stages come from nowhere; stages, copies and mounts are looked at', () => {
    const found = findings(
      policy('r.test'),
      {},
      {
        instructions: [
          from('evil.test/go:1', 'Build'),
          from('scratch', 'empty'),
          from('build'),
          { verb: 'COPY', sources: [], to: '/', flags: [{ name: 'from', value: 'build' }] },
          { verb: 'COPY', sources: [], to: '/', flags: [{ name: 'from', value: '0' }] },
          { verb: 'COPY', sources: [], to: '/', flags: [{ name: 'from', value: 'evil.test/b' }] },
          {
            verb: 'RUN',
            flags: [{ name: 'mount', value: 'type=bind,from=evil.test/c,target=/x' }],
            body: { form: 'line', text: 'true' },
          },
        ],
      },
    );
    expect(found.map((each) => each.slice(0, 3))).to.deep.equal(['/0:', '/5:', '/6:']);
  });

  it('a named context is no image', () => {
    const copy = [{ copy: 'a', to: '/', from: { context: 'assets' } }];
    const body = { verb: 'COPY', sources: [], to: '/', flags: [{ name: 'from', value: 'assets' }] } as const;
    const plan = { instructions: [{ body, comment: [], origin: '/copy/0' }] };
    expect(findings(policy('r.test'), { copy }, { plan })).to.deep.equal([]);
    expect(findings(policy('r.test'), {}, { plan })).to.have.length(1);
  });

  it('variables are looked into; one that could name the registry is refused', () => {
    const withArg = (image: string, name: string, value: string | null): string[] =>
      findings(
        policy('r.test', 'docker.io'),
        {},
        { instructions: [{ verb: 'ARG', pairs: [{ name, value, origin: '/globalArgs' }] }, from(image)] },
      );
    expect(withArg('${R}/debian:12', 'R', 'r.test/base')).to.deep.equal([]);
    expect(withArg('${R}/debian:12', 'R', 'evil.test')).to.have.length(1);
    expect(withArg('r.test/go:${V}', 'V', null)).to.deep.equal([]);
    expect(withArg('r.test/go:${V:-1}', 'V', '')).to.deep.equal([]);
    for (const image of ['$R', '${R}/debian', 'x$R/debian', '${R:-evil.test}/x', '${R#x}/x'])
      expect(withArg(image, 'R', null), image).to.have.length(1);
  });

  it('images of this workspace are allowed', () => {
    const parents = new Map([
      [
        'base',
        {
          dir: 'images/base',
          variant: null,
          name: 'base',
          repository: 'other.test/team/base',
          tags: ['1'],
          job: 'base',
        },
      ],
    ]);
    const image = { from: 'other.test/team/base:1' };
    expect(findings(policy('r.test'), image, { image: { parents } })).to.deep.equal([]);
    expect(findings(policy('r.test'), image)).to.have.length(1);
  });
});
