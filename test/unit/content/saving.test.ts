import { expect } from 'chai';
import { Edits } from '../../../compiler/content/edits.js';
import { ProjectContent } from '../../../compiler/content/project-content.js';
import { saveEdits, type Saved, type SaveOptions } from '../../../compiler/content/save.js';
import { fault, MemoryProject } from '../../support/content/memory-project.js';
import { valueOf } from './value-of.js';

const SPEC = '{\n  "name": "web",\n  "from": "debian:12"\n}\n';
const FILES = {
  'images/web/image.json': SPEC,
  'images/web/rootfs/motd': 'hello\n',
  'images/web/rootfs/bin/run': { run: '#!/bin/sh\n' },
  'images/web/rootfs/link': { link: 'motd' },
  'images/vendor': { submodule: '1'.repeat(40) },
  'README.md': 'read me\n',
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (content: Uint8Array | null | undefined): string | null =>
  content ? new TextDecoder().decode(content) : null;

async function edit(project: MemoryProject, ref = 'main'): Promise<Edits> {
  return new Edits(valueOf(await ProjectContent.open(project.api, { ref })));
}

const save = (edits: Edits, options: Partial<SaveOptions> = {}): Promise<Saved> =>
  saveEdits(edits, { branch: 'main', message: 'Save', sleep: () => Promise.resolve(), ...options });

describe('content: saving', () => {
  it('several edits are one commit, which states what each file was', async () => {
    const project = new MemoryProject(FILES);
    const start = project.newest().id;
    const edits = await edit(project);
    valueOf(await edits.put('images/web/rootfs/motd', bytes('bye\n')));
    valueOf(await edits.put('images/web/rootfs/new # %20 😀', bytes('new'), { executable: true }));
    valueOf(await edits.editJson('images/web/image.json', [{ op: 'set', pointer: '/user', value: 'app' }]));
    valueOf(await edits.remove('README.md'));
    valueOf(await edits.chmod('images/web/rootfs/bin/run', false));
    const saved = await save(edits);
    expect(saved).to.deep.include({ kind: 'saved', isBehind: false });
    expect(project.newest()).to.deep.include({ parents: [start], title: 'Save' });
    expect(project.paths()).to.deep.equal([
      'images/vendor',
      'images/web/image.json',
      'images/web/rootfs/bin/run',
      'images/web/rootfs/link',
      'images/web/rootfs/motd',
      'images/web/rootfs/new # %20 😀',
    ]);
    expect(project.text('images/web/image.json')).to.equal(SPEC.replace('12"', '12",\n  "user": "app"'));
    expect(project.node('images/web/rootfs/bin/run')?.executable).to.equal(false);
    expect(project.node('images/web/rootfs/new # %20 😀')?.executable).to.equal(true);
  });

  it('a new branch comes with its commit, in one request', async () => {
    const project = new MemoryProject(FILES);
    const edits = await edit(project);
    valueOf(await edits.put('README.md', bytes('other')));
    const { branch } = await save(edits, { branch: 'change' }).then(() => ({ branch: 'change' }));
    expect(project.newest(branch).parents).to.deep.equal([project.newest().id]);
    expect(project.text('README.md')).to.equal('read me\n');
    expect(project.text('README.md', branch)).to.equal('other');
    expect(project.asked.filter((one) => one.startsWith('create'))).to.have.length(1);
  });

  it('what is there already is no commit', async () => {
    const project = new MemoryProject(FILES);
    const edits = await edit(project);
    valueOf(await edits.put('README.md', bytes('read me\n')));
    valueOf(await edits.put('images/web/rootfs/bin/run', bytes('#!/bin/sh\n')));
    valueOf(await edits.editJson('images/web/image.json', [{ op: 'set', pointer: '/name', value: 'web' }]));
    expect(await save(edits)).to.deep.equal({ kind: 'nothing', diagnostics: [] });
  });

  describe('moving', () => {
    it('a folder with its modes and links', async () => {
      const project = new MemoryProject(FILES);
      const edits = await edit(project);
      valueOf(await edits.rename('images/web', 'images/site'));
      valueOf(await edits.put('images/site/rootfs/motd', bytes('moved and changed')));
      expect(await save(edits)).to.have.property('kind', 'saved');
      expect(project.paths()).to.include('images/site/rootfs/link').and.not.include('images/web/image.json');
      expect(project.node('images/site/rootfs/link')?.type).to.equal('symlink');
      expect(project.node('images/site/rootfs/bin/run')?.executable).to.equal(true);
      expect(project.text('images/site/rootfs/motd')).to.equal('moved and changed');
    });

    it('there and back is nothing', async () => {
      const project = new MemoryProject(FILES);
      const edits = await edit(project);
      valueOf(await edits.rename('README.md', 'READ.md'));
      valueOf(await edits.rename('READ.md', 'README.md'));
      expect(await save(edits)).to.have.property('kind', 'nothing');
    });

    it('two files change places', async () => {
      const project = new MemoryProject({ a: 'A', b: { run: 'B' } });
      const edits = await edit(project);
      for (const [from, to] of [
        ['a', 'c'],
        ['b', 'a'],
        ['c', 'b'],
      ] as const)
        valueOf(await edits.rename(from, to));
      expect(await save(edits)).to.have.property('kind', 'saved');
      expect([project.text('a'), project.text('b'), project.paths()]).to.deep.equal(['B', 'A', ['a', 'b']]);
      expect([project.node('a')?.executable, project.node('b')?.executable]).to.deep.equal([true, false]);
    });

    it('a file gives its place to a folder, and the other way', async () => {
      const project = new MemoryProject({ a: 'A', 'b/c': 'C' });
      const edits = await edit(project);
      valueOf(await edits.remove('a'));
      valueOf(await edits.put('a/x', bytes('X')));
      valueOf(await edits.remove('b'));
      valueOf(await edits.put('b', bytes('B')));
      expect(await save(edits)).to.have.property('kind', 'saved');
      expect([project.paths(), project.text('b')]).to.deep.equal([['a/x', 'b'], 'B']);
    });
  });

  it('says what cannot be edited', async () => {
    const edits = await edit(new MemoryProject(FILES));
    const reasons = [
      await edits.put('images/web/rootfs/link', bytes('x')),
      await edits.put('images/web/rootfs/link/x', bytes('x')),
      await edits.put('images/vendor/x', bytes('x')),
      await edits.put('README.md/x', bytes('x')),
      await edits.put('images', bytes('x')),
      await edits.put('images/.git/config', bytes('x')),
      await edits.remove('nothing'),
      await edits.remove('images'),
      await edits.remove('images/vendor'),
      await edits.rename('images/web', 'README.md'),
      await edits.rename('images/web', 'images/web/deeper'),
      await edits.rename('README.md', '../README.md'),
      await edits.chmod('images/web/rootfs/link', true),
      await edits.editJson('README.md', [{ op: 'remove', pointer: '/a' }]),
      await edits.put('large', new Uint8Array(101 * 1024 * 1024)),
    ].map((answer) => ('fault' in answer ? answer.fault.reason : 'done'));
    expect(reasons).to.deep.equal([
      '"images/web/rootfs/link" is a symlink',
      '"images/web/rootfs/link" is a symlink, so nothing can lie below it',
      '"images/vendor" is a submodule, so nothing can lie below it',
      '"README.md" is a file, so nothing can lie below it',
      '"images" is a folder',
      `"images/.git/config" is no path: a part of it is git's own folder, or taken for it by some file systems`,
      'there is nothing at "nothing"',
      '"images/vendor" is a submodule',
      '"images/vendor" is a submodule',
      'there is something at "README.md" already',
      '"images/web" can\'t be moved to "images/web/deeper": one lies in the other',
      '"../README.md" is no path: a part of it is "." or ".."',
      '"images/web/rootfs/link" is a symlink',
      '"README.md" is not edited: it is no valid JSON (line 1, column 1: invalid symbol)',
      'more than 100 MiB in one commit are too much for this way',
    ]);
    expect(edits.targets.size).to.equal(0);
  });

  describe('somebody else was faster', () => {
    it('on the same file: both sides, and nothing is lost', async () => {
      const project = new MemoryProject(FILES);
      const edits = await edit(project);
      valueOf(await edits.put('README.md', bytes('ours')));
      valueOf(await edits.put('images/web/rootfs/motd', bytes('ours too')));
      const theirs = project.push({ 'README.md': 'theirs' }, { author: 'Cleo', message: 'Rewrite' });
      const saved = await save(edits);
      if (saved.kind !== 'conflict') throw new Error(saved.kind);
      const [conflict, ...more] = saved.conflicts;
      expect(more).to.deep.equal([]);
      expect(conflict?.path).to.equal('README.md');
      expect(
        [conflict?.base, conflict?.ours, conflict?.theirs].map((one) => text(one?.content)),
      ).to.deep.equal(['read me\n', 'ours', 'theirs']);
      expect(conflict?.commit).to.include({ id: theirs, authorName: 'Cleo', title: 'Rewrite' });
      expect(project.newest().id).to.equal(theirs);
    });

    it('on other files: both go in', async () => {
      const project = new MemoryProject(FILES);
      const edits = await edit(project);
      valueOf(await edits.put('README.md', bytes('ours')));
      const theirs = project.push({ 'images/web/rootfs/motd': 'theirs', 'images/web/new': 'n' });
      expect(await save(edits)).to.include({ kind: 'saved', isBehind: false });
      expect(project.newest().parents).to.deep.equal([theirs]);
      expect([project.text('README.md'), project.text('images/web/rootfs/motd')]).to.deep.equal([
        'ours',
        'theirs',
      ]);
    });

    it('with the same: nothing to do', async () => {
      const project = new MemoryProject(FILES);
      const edits = await edit(project);
      valueOf(await edits.put('README.md', bytes('same')));
      valueOf(await edits.remove('images/web/rootfs/motd'));
      project.push({ 'README.md': 'same', 'images/web/rootfs/motd': null });
      expect(await save(edits)).to.have.property('kind', 'nothing');
    });

    for (const [name, change, sides] of [
      ['removed it', { 'README.md': null }, ['read me\n', 'ours', null]],
      ['made it executable', { 'README.md': { run: 'read me\n' } }, ['read me\n', 'ours', 'read me\n']],
      ['made it a folder', { 'README.md': null, 'README.md/x': 'x' }, ['read me\n', 'ours', null]],
    ] as const)
      it(`${name}: a conflict`, async () => {
        const project = new MemoryProject(FILES);
        const edits = await edit(project);
        valueOf(await edits.put('README.md', bytes('ours')));
        project.push(change);
        const saved = await save(edits);
        expect(saved.kind).to.equal('conflict');
        const [one] = saved.kind === 'conflict' ? saved.conflicts : [];
        expect([one?.base, one?.ours, one?.theirs].map((side) => text(side?.content))).to.deep.equal(sides);
      });

    it('ours removed, moved or added what they changed: a conflict each', async () => {
      for (const make of [
        (edits: Edits) => edits.remove('README.md'),
        (edits: Edits) => edits.rename('README.md', 'READ.md'),
        (edits: Edits) => edits.put('added', bytes('ours')),
        (edits: Edits) => edits.chmod('README.md', true),
      ]) {
        const project = new MemoryProject(FILES);
        const edits = await edit(project);
        valueOf(await make(edits));
        project.push({ 'README.md': 'theirs', added: 'theirs' });
        const saved = await save(edits);
        expect(saved.kind).to.equal('conflict');
        expect(project.newest().title).to.equal('Change');
      }
    });

    it('between our look and our commit: GitLab refuses, and it is the same conflict', async () => {
      const project = new MemoryProject(FILES);
      project.before = (name, count) => {
        if (name === 'createCommit' && count === 1) project.push({ 'README.md': 'theirs' });
      };
      const edits = await edit(project);
      valueOf(await edits.put('README.md', bytes('ours')));
      expect(await save(edits)).to.have.property('kind', 'conflict');
      expect(project.text('README.md')).to.equal('theirs');
    });

    it('between our look and our commit, elsewhere: it goes in, and says that it has not seen that', async () => {
      const project = new MemoryProject(FILES);
      project.before = (name) => {
        if (name === 'createCommit') project.push({ 'images/web/rootfs/motd': 'theirs' });
      };
      const edits = await edit(project);
      valueOf(await edits.put('README.md', bytes('ours')));
      expect(await save(edits)).to.include({ kind: 'saved', isBehind: true });
      expect([project.text('README.md'), project.text('images/web/rootfs/motd')]).to.deep.equal([
        'ours',
        'theirs',
      ]);
    });

    it('the new branch is there meanwhile, with another change: a conflict', async () => {
      const project = new MemoryProject(FILES);
      project.before = (name, count) => {
        if (name !== 'createCommit' || count !== 1) return;
        project.branches.set('change', project.newest().id);
        project.push({ 'README.md': 'theirs' }, { branch: 'change' });
      };
      const edits = await edit(project);
      valueOf(await edits.put('README.md', bytes('ours')));
      expect(await save(edits, { branch: 'change' })).to.have.property('kind', 'conflict');
    });
  });

  describe('the branch', () => {
    it('deleted meanwhile is not made anew', async () => {
      const project = new MemoryProject(FILES);
      project.branches.set('change', project.newest().id);
      const edits = await edit(project, 'change');
      valueOf(await edits.put('README.md', bytes('ours')));
      project.branches.delete('change');
      const saved = await save(edits, { branch: 'change' });
      expect(saved).to.have.nested.property('fault.reason', 'the branch "change" has been deleted meanwhile');
      expect(project.branches.has('change')).to.equal(false);
    });

    it('deleted between our look and our commit is not made anew', async () => {
      const project = new MemoryProject(FILES);
      project.branches.set('change', project.newest().id);
      project.before = (name) => void (name === 'createCommit' && project.branches.delete('change'));
      const edits = await edit(project);
      valueOf(await edits.put('README.md', bytes('ours')));
      const saved = await save(edits, { branch: 'change' });
      expect(saved).to.have.nested.property('fault.reason', 'the branch "change" has been deleted meanwhile');
      expect(project.branches.has('change')).to.equal(false);
    });

    it('protected is told before anything is sent', async () => {
      const project = new MemoryProject(FILES);
      project.locked.add('main');
      const edits = await edit(project);
      valueOf(await edits.put('README.md', bytes('ours')));
      expect(await save(edits)).to.have.nested.property('fault.kind', 'forbidden');
      expect(project.asked.some((one) => one.startsWith('create'))).to.equal(false);
    });
  });

  describe('no answer', () => {
    it('and the commit is there: it is ours', async () => {
      const project = new MemoryProject(FILES);
      project.before = (name) =>
        name === 'createCommit' ? { ...fault('unknown', 0), after: true } : undefined;
      const edits = await edit(project);
      valueOf(await edits.put('README.md', bytes('ours')));
      expect(await save(edits)).to.deep.include({ kind: 'saved', commit: project.newest() });
      expect(project.asked.filter((one) => one.startsWith('create'))).to.have.length(1);
    });

    it("and somebody's commit with the same message is there: not ours", async () => {
      const project = new MemoryProject(FILES);
      project.before = (name) => {
        if (name !== 'createCommit') return undefined;
        project.push({ 'README.md': 'theirs' }, { message: 'Save' });
        return fault('unknown', 0);
      };
      const edits = await edit(project);
      valueOf(await edits.put('README.md', bytes('ours')));
      expect(await save(edits)).to.have.nested.property('fault.kind', 'unknown');
      expect(project.asked.filter((one) => one.startsWith('create'))).to.have.length(1);
    });

    it('to a question: the fault, and nothing is sent', async () => {
      for (const question of ['branch', 'head', 'commits', 'read', 'commit']) {
        const project = new MemoryProject(FILES);
        const edits = await edit(project);
        valueOf(await edits.put('README.md', bytes('ours')));
        project.push({ 'README.md': 'theirs' });
        project.before = (name) => (name === question ? fault('unreachable', 0) : undefined);
        expect(await save(edits), question).to.have.nested.property('fault.kind', 'unreachable');
        expect(project.text('README.md')).to.equal('theirs');
      }
    });
  });
});
