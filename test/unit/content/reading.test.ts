import { expect } from 'chai';
import fc from 'fast-check';
import { historyOf } from '../../../compiler/content/history.js';
import { inProject, inWorkspace, newPathProblem, pathProblem } from '../../../compiler/content/paths.js';
import { isBinary, ProjectContent } from '../../../compiler/content/project-content.js';
import { MemoryProject } from '../../support/content/memory-project.js';
import { valueOf } from './value-of.js';

const FILES = {
  'work/cooperage.json': '{}',
  'work/images/web/image.json': '{"name": "web"}',
  'work/images/web/rootfs/bin/run': { run: '#!/bin/sh\n' },
  'work/images/web/rootfs/link': { link: '../../../../etc/passwd' },
  'work/images/web/rootfs/a b#c%20 😀': 'odd',
  'work/images/web/vendor': { submodule: '1'.repeat(40) },
  'other/secret': 'not of this workspace',
};

const open = async (project: MemoryProject, folder = 'work'): Promise<ProjectContent> =>
  valueOf(await ProjectContent.open(project.api, { folder }));

describe('content: reading', () => {
  it('a folder by pages, with what links and submodules are', async () => {
    const content = await open(new MemoryProject(FILES));
    const first = valueOf(await content.page('images/web', { recursive: true }));
    expect(first.entries.map(({ path }) => path)).to.deep.equal([
      'images/web/image.json',
      'images/web/rootfs',
      'images/web/rootfs/a b#c%20 😀',
    ]);
    expect(first.next).to.be.a('string');
    const second = valueOf(await content.page('images/web', { recursive: true, page: first.next }));
    expect(second.entries.map(({ path, type, executable }) => [path, type, executable])).to.deep.equal([
      ['images/web/rootfs/bin', 'folder', false],
      ['images/web/rootfs/bin/run', 'file', true],
      ['images/web/rootfs/link', 'symlink', false],
    ]);
    const all = valueOf(await content.list('', true));
    expect(all.at(-1)).to.include({ path: 'images/web/vendor', type: 'submodule' });
    expect(valueOf(await content.list('nothing'))).to.deep.equal([]);
  });

  it('never holds more than a page', async () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, 'x']));
    const project = new MemoryProject(many);
    project.pageSize = 10;
    const content = await open(project, '');
    let pages = 0;
    for await (const page of content.pages('')) {
      expect(valueOf(page)).to.have.length(10);
      if (++pages === 2) break;
    }
    expect(project.asked.filter((one) => one.startsWith('tree'))).to.have.length(2);
  });

  it('heads and contents, with a limit', async () => {
    const content = await open(new MemoryProject(FILES));
    expect(valueOf(await content.head('images/web/image.json'))).to.include({ size: 15, executable: false });
    expect(valueOf(await content.head('images/none'))).to.equal(null);
    const text = valueOf(await content.read('images/web/rootfs/a b#c%20 😀'));
    expect(new TextDecoder().decode(text ?? undefined)).to.equal('odd');
    expect(valueOf(await content.read('images'))).to.equal(null);
    expect(await content.read('images/web/image.json', 3)).to.have.nested.property('fault.kind', 'too-large');
    expect(valueOf(await content.entry('images/web/rootfs/link'))).to.include({ type: 'symlink' });
    expect(valueOf(await content.entry('images/web/rootfs/link/hosts'))).to.equal(null);
  });

  it('of the commit that was opened, also when the branch moves on', async () => {
    const project = new MemoryProject(FILES);
    const content = await open(project);
    project.push({ 'work/cooperage.json': '{"new": true}' });
    expect(new TextDecoder().decode(valueOf(await content.read('cooperage.json')) ?? undefined)).to.equal(
      '{}',
    );
  });

  it('says what is not there', async () => {
    const { api } = new MemoryProject(FILES);
    expect(await ProjectContent.open(api, { ref: 'gone' })).to.have.nested.property(
      'fault.reason',
      'team/images has no branch, tag or commit "gone"',
    );
    expect(await ProjectContent.open(api, { folder: '../x' })).to.have.nested.property(
      'fault.kind',
      'refused',
    );
  });

  describe('paths', () => {
    const REFUSED = [
      '/etc/passwd',
      '../other/secret',
      'a/../../other/secret',
      'a//b',
      'a/',
      './a',
      'a\\..\\b',
      'a\0b',
      '.git/config',
      'a/.GIT/hooks/x',
      'a/.git./x',
      'a/.g\u200cit/x',
      'git~1/x',
      '.git::$INDEX_ALLOCATION/x',
      '\ud800',
    ];

    for (const path of REFUSED)
      it(`${JSON.stringify(path)} is none, and GitLab is not asked for it`, async () => {
        const project = new MemoryProject(FILES);
        const content = await open(project);
        const asked = project.asked.length;
        expect(await content.read(path)).to.have.nested.property('fault.kind', 'refused');
        expect(await content.head(path)).to.have.nested.property('fault.kind', 'refused');
        expect(await content.page(path)).to.have.nested.property('fault.kind', 'refused');
        expect(await historyOf(content, path)).to.have.nested.property('fault.kind', 'refused');
        expect(project.asked).to.have.length(asked);
      });

    it('odd names are fine', () => {
      for (const path of ['a b', '#', '%2e%2e', '😀', '.gitignore', '.github/x', 'a..b', '...', 'git~10'])
        expect(pathProblem(path), path).to.equal(null);
      expect(newPathProblem('a\nb')).to.equal('it holds a control character');
      expect(newPathProblem('é'.repeat(128))).to.equal('a part of it is longer than 255 bytes');
      expect(newPathProblem('a/'.repeat(2100) + 'b')).to.equal('it is longer than 4095 bytes');
      expect(newPathProblem('')).to.equal('it is empty');
    });

    it('never lead out of the workspace', () => {
      const part = fc.oneof(
        fc.constantFrom('..', '.', '', 'a', '\\', '/', '.git', '%2e'),
        fc.string({ maxLength: 4 }),
      );
      fc.assert(
        fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
          const path = parts.join('/');
          if (pathProblem(path) !== null) return;
          const whole = new URL(`file:///work/${path.split('/').map(encodeURIComponent).join('/')}`).pathname;
          expect(whole.startsWith('/work/')).to.equal(true);
          expect(inWorkspace('work', inProject('work', path))).to.equal(path);
        }),
      );
    });
  });

  it('what is binary', () => {
    expect(isBinary(new Uint8Array([97, 0, 98]))).to.equal(true);
    expect(isBinary(new Uint8Array([0xff, 0xfe]))).to.equal(true);
    expect(isBinary(new TextEncoder().encode('naïve 😀\n'))).to.equal(false);
    expect(isBinary(new Uint8Array())).to.equal(false);
  });

  describe('history', () => {
    async function titles(project: MemoryProject, path: string, limit: number): Promise<string[]> {
      const content = await open(project);
      const found: string[] = [];
      let next: string | null = null;
      do {
        const page: {
          entries: readonly { commit: { title: string; authorName: string }; path: string }[];
          next: string | null;
        } = valueOf(await historyOf(content, path, { limit, next }));
        found.push(
          ...page.entries.map(({ commit, path: then }) => `${commit.title} by ${commit.authorName}: ${then}`),
        );
        next = page.next;
      } while (next !== null);
      return found;
    }

    function renamed(): MemoryProject {
      const project = new MemoryProject(FILES);
      project.push({ 'work/images/web/rootfs/motd': 'one' }, { message: 'Add', author: 'Ben' });
      project.push({ 'work/images/web/rootfs/motd': 'two' }, { message: 'Edit', author: 'Cleo' });
      project.push(
        { 'work/images/web/rootfs/motd': null, 'work/images/web/rootfs/etc/motd': 'two' },
        { message: 'Move' },
      );
      project.push({ 'other/x': '1' }, { message: 'Else' });
      project.push({ 'work/images/web/rootfs/etc/motd': 'three' }, { message: 'Edit again' });
      return project;
    }

    const WHOLE = [
      'Edit again by Ann: images/web/rootfs/etc/motd',
      'Move by Ann: images/web/rootfs/etc/motd',
      'Edit by Cleo: images/web/rootfs/motd',
      'Add by Ben: images/web/rootfs/motd',
    ];

    for (const limit of [1, 2, 3, 20])
      it(`follows a rename, with pages of ${limit}`, async () => {
        expect(await titles(renamed(), 'images/web/rootfs/etc/motd', limit)).to.deep.equal(WHOLE);
      });

    it('follows a folder, and nothing out of the workspace', async () => {
      const project = new MemoryProject({ 'other/a': 'A', 'other/b': 'B' });
      project.push(
        { 'other/a': null, 'other/b': null, 'work/old/a': 'A', 'work/old/b': 'B' },
        { message: 'In' },
      );
      project.push(
        { 'work/old/a': null, 'work/old/b': null, 'work/new/a': 'A', 'work/new/b': 'B' },
        { message: 'Move' },
      );
      expect(await titles(project, 'new', 20)).to.deep.equal(['Move by Ann: new', 'In by Ann: old']);
    });

    it('of nothing is empty, and a forged place is refused', async () => {
      expect(await titles(renamed(), 'images/none', 20)).to.deep.equal([]);
      const content = await open(renamed());
      for (const next of ['x', '{}', '{"ref":"a","path":"../x","page":1,"last":""}'])
        expect(await historyOf(content, '', { next })).to.have.nested.property('fault.kind', 'refused');
    });
  });
});
