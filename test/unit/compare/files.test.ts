import { expect } from 'chai';
import { files } from '../../../compiler/compare/files.js';
import { told } from './states.js';
import { link } from '../../support/workspace.js';

const ROOTFS = { rootfs: 'rootfs' };

describe('compare/files', () => {
  it('of the rootfs: content, size, links', () => {
    expect(
      told(files, ROOTFS, ROOTFS, [
        { 'images/web/rootfs/etc/a': '1', 'images/web/rootfs/etc/b': '1', 'images/web/rootfs/l': link('x') },
        { 'images/web/rootfs/etc/a': '2', 'images/web/rootfs/größe': '1', 'images/web/rootfs/l': link('y') },
      ]),
    ).to.deep.equal([
      '~ /etc/a: 0644, 1 byte → 0644, 1 byte (its content)',
      '- /etc/b: 0644, 1 byte',
      '+ /größe: 0644, 1 byte',
      '~ /l: symlink → symlink (its content)',
    ]);
  });

  it('inline: content, mode and owner', () => {
    expect(
      told(
        files,
        { files: { '/a': { content: 'x' }, '/d': { directory: true } } },
        { files: { '/a': { content: 'y', mode: '0600', owner: 5 } } },
      ),
    ).to.deep.equal([
      '~ /a: 0644, 1 byte → 0600, owner 5:5, 1 byte (its content, its mode, its owner)',
      '- /d: 0755, directory',
    ]);
  });

  it('from the rootfs to an inline one', () => {
    expect(
      told(files, ROOTFS, { files: { '/a': { content: 'x' } } }, [{ 'images/web/rootfs/a': 'x' }, {}]),
    ).to.deep.equal(['~ /a: 0644, 1 byte → 0644, 1 byte (its content, now inline)']);
  });

  it('mode and owner stated for a file of the rootfs; a set-id bit wants a look', () => {
    expect(
      told(files, ROOTFS, { ...ROOTFS, files: { '/a': { mode: '4755' } } }, [
        { 'images/web/rootfs/a': 'x' },
        { 'images/web/rootfs/a': 'x' },
      ]),
    ).to.deep.equal(['~ /a: 0644, 1 byte → 4755, 1 byte (its mode) !']);
  });
});
