import { expect } from 'chai';
import { jenkinsWorkspace, jobPath } from '../../compiler/jenkins-workspace.js';
import { memory, ROOT, spec, type Content } from '../support/workspace.js';

const open = (files: Readonly<Record<string, Content>>, names: readonly string[] = []) =>
  jenkinsWorkspace(ROOT, names, undefined, memory(files));

const FAMILY = {
  'images/app/image.json': spec({ name: 'app', from: { spec: 'zlib' } }),
  'images/zlib/image.json': spec({ name: 'zlib', description: 'a base' }),
};

describe('jenkins-workspace', () => {
  it('names the jobs in the order of builds', () => {
    const { images, diagnostics } = open(FAMILY);
    expect(diagnostics).to.deep.equal([]);
    expect(images.map(({ dir, job, parents }) => [dir, job, parents])).to.deep.equal([
      ['images/zlib', 'zlib', []],
      ['images/app', 'app', ['images/zlib']],
    ]);
    expect(images[0]).to.include({ spec: 'images/zlib/image.json', description: 'a base', variant: null });
    expect(images[1]?.pipeline.upstream).to.deep.equal(['zlib']);
  });

  it('gives each variant of a matrix a job of its own', () => {
    const { images } = open({
      'images/lua/image.json': spec({ name: 'lua-${{ matrix.v }}', matrix: { axes: { v: ['5.3', '5.4'] } } }),
    });
    expect(images.map(({ variant, job }) => [variant, job])).to.deep.equal([
      ['5.3', 'lua-5.3'],
      ['5.4', 'lua-5.4'],
    ]);
  });

  it('gives only the images that are asked for, and tells names that no image has', () => {
    expect(open(FAMILY, ['app']).images.map(({ name }) => name)).to.deep.equal(['app']);
    const { images, diagnostics } = open(FAMILY, ['ap']);
    expect(images).to.deep.equal([]);
    expect(diagnostics.map(({ code }) => code)).to.deep.equal(['image-unknown']);
  });

  it('leaves out images with errors, and tells them', () => {
    const files = { ...FAMILY, 'images/bad/image.json': spec({ name: 'bad', from: '' }) };
    const { images, broken, diagnostics } = open(files);
    expect(images.map(({ name }) => name)).to.deep.equal(['zlib', 'app']);
    expect(broken).to.deep.equal([{ dir: 'images/bad', name: 'bad', job: 'bad' }]);
    expect(open(files, ['bad']).broken).to.have.length(1);
    expect(open(files, ['app']).broken).to.deep.equal([]);
    expect(diagnostics.map(({ location }) => location?.file)).to.deep.equal(['images/bad/image.json']);
  });

  it('tells wrong settings, and a ring', () => {
    expect(
      open({ 'cooperage.json': { jenkins: { folder: 'a b' } } }).diagnostics.map(({ code }) => code),
    ).to.deep.equal(['wrong-value']);
    const ring = open({
      'images/a/image.json': spec({ name: 'a', from: { spec: 'b' } }),
      'images/b/image.json': spec({ name: 'b', from: { spec: 'a' } }),
    });
    expect(ring.images).to.deep.equal([]);
    expect(ring.diagnostics.map(({ code }) => code)).to.deep.equal(['parent-ring', 'parent-ring']);
  });

  it('puts a job below its folders', () => {
    expect(jobPath('platform/images', 'web')).to.deep.equal(['platform', 'images', 'web']);
    expect(jobPath('', 'web')).to.deep.equal(['web']);
  });
});
