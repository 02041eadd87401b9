import { expect } from 'chai';
import { shipped } from '../../../compiler/plan/shipped.js';
import type { ImageSpec } from '../../../compiler/model/spec.js';

describe('plan/shipped', () => {
  const paths = (more: Partial<ImageSpec>): string[] =>
    shipped({ name: 'web', from: 'x', ...more }).map((entry) => ('path' in entry ? entry.path : ''));

  it('what copies name: of a wildcard or a variable its folder', () => {
    const copy = [
      { copy: ['b.txt', 'src/*.go', '/a/./x'], to: '/x/' },
      { add: ['data/$V.tar', 'b.txt'], to: '/x/' },
    ];
    expect(paths({ copy })).to.deep.equal(['a/x', 'b.txt', 'data', 'src']);
  });

  it('`.` is all, and a folder is all below it', () => {
    expect(paths({ copy: [{ copy: ['a', '.'], to: '/' }] })).to.deep.equal(['.']);
    expect(paths({ copy: [{ copy: ['a', 'a/b', 'ab'], to: '/' }] })).to.deep.equal(['a', 'ab']);
  });

  it('also of stages, steps and bind mounts', () => {
    const mounts = [
      { type: 'bind', source: 'go.mod', target: '/m' },
      { type: 'bind', from: 'x', source: 'no', target: '/n' },
      { type: 'cache', source: 'no', target: '/o' },
    ] as const;
    const stages = [
      { name: 's', from: 'x', steps: [{ copy: 'a', to: '/a' }, { run: { exec: ['b'], mounts } }] },
    ];
    expect(paths({ stages, run: ['c'] })).to.deep.equal(['a', 'go.mod']);
    expect(paths({ run: [{ exec: ['b'], mounts: [{ type: 'bind', target: '/m' }] }] })).to.deep.equal(['.']);
  });

  it('nothing of other images, texts, addresses and repositories, nor for another build', () => {
    const heredoc = { name: 'a', content: 'x' };
    expect(
      paths({
        copy: [
          { copy: 'a', to: '/', from: 'stage' },
          { copy: [heredoc], to: '/' },
          { add: ['https://x/y', 'git@host:a/b', 'ssh://a/b', 'https://x/y.git#v1'], to: '/' },
        ],
        onbuild: [{ copy: '.', to: '.' }],
      }),
    ).to.deep.equal([]);
    expect(
      paths({
        copy: [
          { copy: 'https:/x', to: '/' },
          { add: 'lib.git.tar', to: '/' },
        ],
      }),
    ).to.deep.equal(['https:/x', 'lib.git.tar']);
  });
});
