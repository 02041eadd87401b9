import { expect } from 'chai';
import { other } from '../../../compiler/compare/other.js';
import { told } from './states.js';
import type { ImageState } from '../../../compiler/compare/change.js';

const LOOK = (a: ImageState | null, b: ImageState): ReturnType<typeof other> => other(a, b, []);
const X = { name: 'x', from: 'a' };
const Y = { name: 'y', from: 'b' };
const COPIES = ['x', 'y'].map((from) => ({ copy: '/a', from, to: '/' }));

describe('compare/other', () => {
  it('another order of instructions that no subject sees', () => {
    expect(
      told(LOOK, { steps: [{ run: 'a' }, { workdir: '/x' }] }, { steps: [{ workdir: '/x' }, { run: 'a' }] }),
    ).to.deep.equal([
      '~ the order of the instructions: the order of the instructions → the order of the instructions (it is another)',
    ]);
  });

  it('a step in between that has no effect at the end', () => {
    expect(
      told(
        LOOK,
        { steps: [{ run: 'a' }, { user: 'app' }] },
        { steps: [{ user: 'root' }, { run: 'a' }, { user: 'app' }] },
      ),
    ).to.deep.equal(['~ the instructions: the instructions → the instructions (it is another)']);
  });

  it('another order of stages', () => {
    expect(told(LOOK, { stages: [X, Y], copy: COPIES }, { stages: [Y, X], copy: COPIES })).to.deep.equal([
      '~ the order of the stages: x, y, the image → y, x, the image',
    ]);
  });

  it('nothing where nothing differs, or only comments do', () => {
    expect(
      told(LOOK, { run: [{ lines: ['a'] }] }, { run: [{ lines: ['a'], comment: 'x' }], comment: 'x' }),
    ).to.deep.equal([]);
  });
});
