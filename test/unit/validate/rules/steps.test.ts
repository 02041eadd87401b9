import { expect } from 'chai';
import { problemsOf, spec } from '../../../support/workspace.js';

describe('validate/rules/steps', () => {
  const check = (more: object): string[] => problemsOf(spec(more), { 'images/web/rootfs/x': '' });

  it('stands beside what is no body', () => {
    expect(check({ steps: [{ run: 'a' }], env: { A: '1' }, expose: [80], cmd: ['a'] })).to.deep.equal([]);
  });

  it('refuses every field of the body, at its key', () => {
    const body = {
      shell: ['a'],
      packages: { apt: ['a'] },
      run: ['a'],
      workdir: '/a',
      rootfs: 'rootfs',
      files: { '/a': { content: '' } },
      copy: [{ copy: 'a', to: '/a' }],
      runAfterFiles: ['a'],
      volumes: ['/a'],
      user: 'a',
    };
    for (const [field, value] of Object.entries(body))
      expect(check({ [field]: value, steps: [{ run: 'a' }] }), field).to.deep.equal([
        'steps-and-fields :4:3',
      ]);
  });

  it('refuses them in a stage too', () => {
    const stages = [{ name: 'a', from: 'debian:12', user: 'b', steps: [{ run: 'a' }] }];
    expect(check({ stages, from: { stage: 'a' } })).to.deep.equal(['steps-and-fields :10:7']);
  });

  it('adds the rootfs and the files once, together, and to the image itself', () => {
    const rootfs = { rootfs: 'rootfs' };
    const files = { files: { '/a': { content: '' } } };
    const codes = (...steps: object[]): string[] => check({ steps }).map((line) => line.split(' ')[0] ?? '');
    expect(codes(rootfs, files)).to.deep.equal([]);
    expect(codes(files)).to.deep.equal([]);
    expect(codes(files, rootfs)).to.deep.equal(['step-rootfs']);
    expect(codes(rootfs, { run: 'a' }, files)).to.deep.equal(['step-rootfs']);
    expect(codes(rootfs, files, rootfs)).to.deep.equal(['step-rootfs']);
    expect(codes(files, files)).to.deep.equal(['step-rootfs']);
    const stages = [{ name: 'a', from: 'debian:12', steps: [files] }];
    expect(check({ stages, from: { stage: 'a' } })).to.deep.equal(['step-rootfs :12:11']);
  });
});
