import { expect } from 'chai';
import { link, problemsOf, spec, type Content } from '../../../support/workspace.js';

const ROOTFS: Record<string, Content> = {
  'images/web/rootfs/etc/app.conf': 'x',
  'images/web/rootfs/bin/tool': link('../usr/bin/tool'),
};

describe('validate/rules/files', () => {
  const check = (files: object): string[] => problemsOf(spec({ rootfs: 'rootfs', files }), ROOTFS);

  it('takes files, directories, and modes for what is in the rootfs', () => {
    const files = {
      '/etc/motd': { content: ['hello'], mode: '0640', owner: '0:5' },
      '/var/cache/app': { directory: true },
      '/etc/app.conf': { mode: '0600' },
      '/etc': { owner: 5 },
    };
    expect(check(files)).to.deep.equal([]);
  });

  it('a path in its shortest form', () => {
    for (const path of ['/etc//motd', '/etc/./motd', '/etc/../motd', '/..', '/.'])
      expect(check({ [path]: { content: '' } }), path).to.deep.equal(['path-unclean :6:5']);
  });

  it('content or a directory, not both', () => {
    expect(check({ '/a': { content: '', directory: true } })[0]).to.equal('file-kind :6:5');
  });

  it('no file where the rootfs has a directory, and the other way round', () => {
    expect(check({ '/etc': { content: '' } })).to.deep.equal(['file-conflict :6:5']);
    expect(check({ '/etc/app.conf': { directory: true } })).to.deep.equal(['file-kind :6:5']);
    expect(check({ '/etc/app.conf/x': { content: '' } })).to.deep.equal(['file-conflict :6:5']);
    expect(check({ '/bin/tool/x': { content: '' } })).to.deep.equal(['file-conflict :6:5']);
  });

  it('no file below another entry that is a file', () => {
    expect(check({ '/a': { content: '' }, '/a/b/c': { directory: true } })).to.deep.equal([
      'file-conflict :9:5',
    ]);
  });

  it('a mode without content belongs to something in the rootfs that can have one', () => {
    expect(check({ '/nowhere': { mode: '0600' } })).to.deep.equal(['attribute-target :6:5']);
    expect(check({ '/bin/tool': { mode: '0755' } })).to.deep.equal(['file-kind :6:5']);
    expect(problemsOf(spec({ files: { '/a': { owner: 1 } } }))).to.deep.equal(['attribute-target :5:5']);
  });

  it('still takes a file in the place of one of the rootfs', () => {
    expect(check({ '/etc/app.conf': { content: 'y' } })).to.deep.equal([]);
  });
});
