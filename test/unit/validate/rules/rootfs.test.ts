import { expect } from 'chai';
import { checkRules } from '../../../../compiler/validate/rules.js';
import { link, problemsOf, spec, type Content } from '../../../support/workspace.js';
import { resolved } from './resolved.js';

describe('validate/rules/rootfs', () => {
  const check = (rootfs: string, files: Record<string, Content>): string[] =>
    problemsOf(
      spec({ rootfs }),
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`images/web/${path}`, text])),
    );

  it('takes a directory of files and of links within the image', () => {
    const files = {
      'rootfs/etc/a': '',
      'rootfs/etc/b': link('a'),
      'rootfs/etc/c': link('../usr/c'),
      'rootfs/etc/d': link('/proc/self/fd/1'),
    };
    expect(check('rootfs', files)).to.deep.equal([]);
    expect(check('rootfs/', files)).to.deep.equal([]);
  });

  it('wants it to be there, and to be a directory', () => {
    expect(check('rootfs', {})).to.deep.equal(['path-missing :4:13']);
    expect(check('rootfs', { rootfs: 'a file' })).to.deep.equal(['path-wrong-kind :4:13']);
  });

  it('keeps it beside the spec: no `..`, no symlink on the way, not the folder itself', () => {
    const outside = { x: '' };
    for (const path of ['..', '../other', 'a/../../x'])
      expect(check(path, outside), path).to.deep.equal(['path-outside :4:13']);
    for (const path of ['.', './rootfs', 'a/../rootfs', 'rootfs//x', './'])
      expect(check(path, { 'rootfs/x/y': '' }), path).to.deep.equal(['path-unclean :4:13']);
    expect(check('rootfs', { rootfs: link('/etc') })).to.deep.equal(['path-outside :4:13']);
    expect(check('a/rootfs', { a: link('../../..') })).to.deep.equal(['path-outside :4:13']);
  });

  it('finds links that leave the image by too many `..`', () => {
    expect(check('rootfs', { 'rootfs/etc/a': link('../../passwd') })).to.deep.equal(['rootfs-symlink :4:13']);
    expect(check('rootfs', { 'rootfs/a': link('..') })).to.deep.equal(['rootfs-symlink :4:13']);
  });

  it('finds names that no list can hold, and what is no file', () => {
    expect(check('rootfs', { 'rootfs/a\nb': '' })).to.deep.equal(['rootfs-name :4:13']);
    const entries = [{ path: 'dev/sda', kind: 'other', target: null }] as const;
    const image = resolved({ rootfs: 'rootfs' }, { rootfs: { kind: 'directory', entries } });
    expect(checkRules(image).map(({ code }) => code)).to.deep.equal(['rootfs-special']);
  });
});
