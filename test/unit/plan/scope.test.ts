import { expect } from 'chai';
import { problemsOf, spec } from '../../support/workspace.js';

describe('plan/scope', () => {
  const check = (more: object): string[] => problemsOf(spec(more));

  it('`from` sees global arguments and what builders know by themselves', () => {
    const globalArgs = { V: '12', IMAGE: 'debian:$V' };
    for (const from of [
      'debian:$V',
      '$IMAGE',
      'debian:${TAG:-12}',
      { image: 'x', platform: '$BUILDPLATFORM' },
    ])
      expect(check({ globalArgs, from }), JSON.stringify(from)).to.deep.equal([]);
    expect(check({ globalArgs, from: 'debian:$TAG' })).to.deep.equal(['global-argument-unknown :3:11']);
    expect(check({ args: { V: '1' }, from: 'debian:$V' })).to.deep.equal(['global-argument-unknown :3:11']);
  });

  it('a stage takes a global argument by name', () => {
    const more = { globalArgs: { V: '1' }, workdir: '/srv/$V' };
    expect(check(more)).to.deep.equal(['variable-scope :7:14']);
    expect(check({ ...more, args: { V: null } })).to.deep.equal([]);
    expect(check({ user: '$TARGETARCH' })).to.deep.equal(['variable-scope :4:11']);
  });

  it('what a base image may set is no mistake, but from scratch nothing comes', () => {
    const more = { workdir: '/srv/$APP', copy: [{ copy: 'a', to: '$HOME', chown: '$U' }] };
    expect(check(more)).to.deep.equal([]);
    expect(check({ from: 'scratch', ...more })).to.deep.equal([
      'variable-unknown :4:14',
      'variable-unknown :8:13',
      'variable-unknown :9:16',
    ]);
    expect(check({ from: 'scratch', env: { PATH: '/a:$PATH', B: '${A:-x}' } })).to.deep.equal([]);
    const stages = [{ name: 'a', from: 'scratch', env: { A: '1' } }];
    expect(check({ stages, from: { stage: 'a' }, workdir: '$A' })).to.deep.equal([]);
    expect(check({ stages, from: { stage: 'a' }, workdir: '$B' })).to.deep.equal(['variable-unknown :15:14']);
  });

  it('a step that comes too late', () => {
    expect(check({ steps: [{ workdir: '$A' }, { arg: { A: '1' } }] })).to.deep.equal([
      'variable-early :6:18',
    ]);
    expect(check({ steps: [{ env: { A: '1' } }, { workdir: '$A' }, { env: { A: '$A:2' } }] })).to.deep.equal(
      [],
    );
    expect(check({ steps: [{ env: { A: '$A:2' } }] })).to.deep.equal([]);
  });

  it('only where a builder expands: not in commands, nor in a text that stays as it is', () => {
    const heredoc = (expand: boolean): object => ({
      copy: [{ copy: [{ name: 'a', content: ['x $V'], expand }], to: '/a' }],
    });
    const globalArgs = { V: '1' };
    expect(
      check({ globalArgs, run: ['echo $V'], cmd: 'echo $V', onbuild: [{ workdir: '$V' }] }),
    ).to.deep.equal([]);
    expect(check({ globalArgs, ...heredoc(false) })).to.deep.equal([]);
    expect(check({ globalArgs, ...heredoc(true) })).to.deep.equal(['variable-scope :10:9']);
  });
});
