import { expect } from 'chai';
import { problemsOf, spec } from '../../../support/workspace.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('validate/rules/copy', () => {
  const codes = (more: object): string[] => problemsOf(spec(more)).map((line) => line.split(' ')[0] ?? '');

  it('takes the options of each verb', () => {
    const both = { to: '/a/', chown: 'a', chmod: '0644', link: true, exclude: ['b'] };
    expect(codes({ copy: [{ copy: ['a', 'b'], parents: true, ...both }] })).to.deep.equal([]);
    const more = { checksum: DIGEST, keepGitDir: true, unpack: false };
    expect(codes({ copy: [{ add: 'https://x/a', ...more, ...both }] })).to.deep.equal([]);
  });

  it('refuses those of the other verb', () => {
    expect(problemsOf(spec({ copy: [{ copy: 'a', to: '/a', checksum: DIGEST }] }))).to.deep.equal([
      'option-needs :8:7',
    ]);
    expect(codes({ copy: [{ copy: 'a', to: '/a', unpack: true, keepGitDir: false }] })).to.have.length(2);
    expect(codes({ copy: [{ add: 'a', to: '/a', parents: true, from: 'x' }] })).to.include('option-needs');
  });

  it('refuses options on a step or a trigger that copies nothing, and wants a destination', () => {
    expect(problemsOf(spec({ steps: [{ run: 'a', link: true, to: '/a' }] }))).to.deep.equal([
      'option-needs :7:7',
      'option-needs :8:7',
    ]);
    expect(codes({ steps: [{ copy: 'a' }] })).to.deep.equal(['missing-key']);
    expect(codes({ onbuild: [{ copy: ['a'] }] })).to.deep.equal(['missing-key']);
    expect(codes({ onbuild: [{ run: 'a', chown: 'b' }] })).to.deep.equal(['option-needs']);
    expect(codes({ steps: [{ onbuild: { add: 'a', to: '/a', from: 'b' } }] })).to.deep.equal([
      'option-needs',
    ]);
  });

  it('keeps sources in the context, but not those of another image', () => {
    expect(problemsOf(spec({ copy: [{ copy: ['a', '../b'], to: '/a/' }] }))).to.deep.equal([
      'path-outside :8:9',
    ]);
    expect(codes({ copy: [{ copy: 'a/../../b', to: '/a' }] })).to.deep.equal(['path-outside']);
    expect(codes({ copy: [{ copy: '../b', to: '/a', from: { image: 'x' } }] })).to.deep.equal([]);
  });

  it('several sources go to a folder', () => {
    for (const to of ['/a/', '.', './', '..', '/', '$A', '/x/${A}'])
      expect(codes({ env: { A: '1' }, copy: [{ copy: ['a', 'b'], to }] }), to).to.deep.equal([]);
    expect(codes({ copy: [{ copy: ['a', 'b'], to: '/a' }] })).to.deep.equal(['copy-to-folder']);
    expect(codes({ copy: [{ copy: ['a*'], to: '/a' }] })).to.deep.equal([]);
  });

  it('heredocs of one copy have names of their own', () => {
    const source = { name: 'a', content: 'x' };
    expect(problemsOf(spec({ copy: [{ copy: [source, source], to: '/a/' }] }))).to.deep.equal([
      'duplicate-item :12:19',
    ]);
  });
});
