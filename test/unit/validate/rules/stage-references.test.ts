import { expect } from 'chai';
import { compileFiles, problemsOf, spec } from '../../../support/workspace.js';

const STAGES = [
  { name: 'build', from: 'debian:12' },
  { name: 'tools', from: 'debian:12', copy: [{ copy: '/a', to: '/a', from: 'build' }] },
];

describe('validate/rules/stage-references', () => {
  const check = (more: object): string[] =>
    problemsOf(spec({ stages: STAGES, ...more }))
      .map((line) => line.split(' ')[0] ?? '')
      .filter((code) => code !== 'stage-unused');

  it('takes earlier stages: as base, in copies and in mounts', () => {
    expect(check({ from: { stage: 'TOOLS' } })).to.deep.equal([]);
    expect(check({ copy: [{ copy: '/a', to: '/a', from: 'build' }] })).to.deep.equal([]);
    const mounts = [{ type: 'bind', from: 'tools', target: '/t' }];
    expect(check({ run: [{ exec: ['a'], mounts }] })).to.deep.equal([]);
    expect(check({ steps: [{ copy: '/a', to: '/a', from: 'tools' }] })).to.deep.equal([]);
  });

  it('says when there is none, and which are meant', () => {
    const { diagnostics } = compileFiles({
      'images/web/image.json': spec({ stages: STAGES, copy: [{ copy: '/a', to: '/a', from: 'biuld' }] }),
    });
    expect(diagnostics.map(({ message, help }) => `${message}; ${help}`)[0]).to.equal(
      'no stage is called "biuld", did you mean "build"?; Stages before this one: build, tools. An image is named by {"image": …}.',
    );
    expect(check({ from: { stage: 'x' } })).to.deep.equal(['stage-unknown']);
  });

  it('refuses a stage that comes later, and the stage itself', () => {
    const stages = (from: object): object => ({
      stages: [
        { name: 'a', ...from },
        { name: 'b', from: 'debian:12' },
      ],
      copy: ['a', 'b'].map((name) => ({ copy: '/a', to: '/a', from: name })),
    });
    expect(check(stages({ from: { stage: 'b' } }))).to.deep.equal(['stage-order']);
    expect(check(stages({ from: { stage: 'a' } }))).to.deep.equal(['stage-order']);
    const copy = [{ copy: '/a', to: '/a', from: 'b' }];
    expect(check(stages({ from: 'debian:12', copy }))).to.deep.equal(['stage-order']);
    const run = [{ exec: ['a'], mounts: [{ type: 'bind', from: 'b', target: '/b' }] }];
    expect(check(stages({ from: 'debian:12', run }))).to.deep.equal(['stage-order']);
  });

  it('refuses an image that builders would take for a stage', () => {
    expect(check({ from: 'build' })).to.deep.equal(['stage-as-image']);
    expect(check({ from: { image: 'Build' } })).to.include('stage-as-image');
    expect(check({ copy: [{ copy: '/a', to: '/a', from: { image: 'tools' } }] })).to.deep.equal([
      'stage-as-image',
    ]);
    expect(check({ copy: [{ copy: '/a', to: '/a', from: { image: '0' } }] })).to.deep.equal([
      'stage-as-image',
    ]);
    expect(
      problemsOf(spec({ stages: [{ name: 'debian', from: 'debian' }], from: { stage: 'debian' } })),
    ).to.deep.equal([]);
  });
});
