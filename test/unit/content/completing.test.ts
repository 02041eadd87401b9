import { expect } from 'chai';
import fc from 'fast-check';
import { compile } from '../../../compiler/compile.js';
import { completer, type CompleteOptions } from '../../../compiler/complete-edits.js';
import { Edits } from '../../../compiler/content/edits.js';
import { ProjectContent } from '../../../compiler/content/project-content.js';
import { saveEdits, type Saved } from '../../../compiler/content/save.js';
import { MemoryFiles } from '../../../compiler/host/memory-files.js';
import { fault, MemoryProject, type Stored } from '../../support/content/memory-project.js';
import { compileFiles, memory, ROOT, SETTINGS, spec, type Content } from '../../support/workspace.js';
import { valueOf } from './value-of.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: object): Uint8Array => bytes(`${JSON.stringify(value, null, 2)}\n`);

const LIBRARY = { ...SETTINGS, library: { name: 'cooperage', version: 'v1' } };
const FILES: Readonly<Record<string, Content>> = {
  'cooperage.json': LIBRARY,
  'fragments/base.json': { env: { A: 'b' } },
  'images/base/image.json': spec({ name: 'base' }),
  'images/web/image.json': spec({
    from: { spec: 'base' },
    extends: ['../../fragments/base.json'],
    rootfs: 'rootfs',
  }),
  'images/web/rootfs/etc/motd': 'hello\n',
  'images/other/image.json': spec({ name: 'other' }),
};

/** A project with a compiled workspace. */
function projectOf(files: Readonly<Record<string, Content>> = FILES, folder = ''): MemoryProject {
  const { files: workspace, diagnostics } = compileFiles(files);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
  const stored = Object.entries(workspace.contents()).map(([path, text]): [string, Stored] => [
    `${folder}${path.slice(ROOT.length + 1)}`,
    text,
  ]);
  return new MemoryProject(Object.fromEntries(stored));
}

/** What `cooper compile --check` says of a branch. */
function stale(project: MemoryProject, branch = 'main'): string[] {
  const files = new MemoryFiles();
  for (const path of project.paths(branch))
    files.apply(ROOT, [{ path, content: project.node(path, branch)?.bytes ?? '', mode: 0o644 }], []);
  const { changes, removals } = compile(ROOT, { files, output: 'check' });
  return [...changes.map(({ artifact }) => artifact.path), ...removals];
}

async function edit(project: MemoryProject, folder = ''): Promise<Edits> {
  return new Edits(valueOf(await ProjectContent.open(project.api, { folder })));
}

const save = (edits: Edits, options: CompleteOptions = {}, branch = 'main'): Promise<Saved> =>
  saveEdits(edits, {
    branch,
    message: 'Save',
    sleep: () => Promise.resolve(),
    complete: completer(options),
  });

const user = [{ op: 'set', pointer: '/user', value: 'app' }] as const;

describe('content: generated files', () => {
  it('of the image are in the same commit', async () => {
    const project = projectOf();
    const edits = await edit(project);
    valueOf(await edits.editJson('images/web/image.json', user));
    const saved = await save(edits);
    expect(saved).to.have.property('kind', 'saved');
    expect(saved.kind === 'saved' && saved.generated).to.deep.equal([
      'images/web/Dockerfile',
      'images/web/Jenkinsfile',
    ]);
    expect(project.text('images/web/Dockerfile')).to.include('USER app');
    expect(stale(project)).to.deep.equal([]);
    expect(project.asked.filter((one) => one.startsWith('create'))).to.have.length(1);
  });

  it('of a workspace in a subfolder, with its own library', async () => {
    const files = { ...FILES, 'cooperage.json': SETTINGS };
    const project = projectOf(files, 'sub/work/');
    const edits = await edit(project, 'sub/work');
    valueOf(await edits.editJson('images/web/image.json', user));
    expect(await save(edits)).to.have.property('kind', 'saved');
    expect(project.text('sub/work/images/web/Dockerfile')).to.include('USER app');
  });

  it('of other images are neither read nor looked at where they cannot change', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`images/n${index}/image.json`, spec({ name: `n${index}` })]),
    );
    const project = projectOf({ ...FILES, ...many });
    project.pageSize = 100;
    const edits = await edit(project);
    valueOf(await edits.put('images/web/rootfs/etc/motd', bytes('bye\n')));
    const before = project.asked.length;
    expect(await save(edits)).to.have.property('kind', 'saved');
    expect(project.asked.length - before).to.be.below(20);
    expect(stale(project)).to.deep.equal([]);
  });

  it('of those that are built on an image that is renamed', async () => {
    const project = projectOf();
    const edits = await edit(project);
    valueOf(await edits.editJson('images/base/image.json', [{ op: 'set', pointer: '/name', value: 'root' }]));
    const saved = await save(edits);
    expect(saved.kind === 'saved' && saved.generated).to.include('images/web/Dockerfile');
    expect(project.text('images/web/Dockerfile')).to.include('team/root');
    expect(stale(project)).to.deep.equal([]);
  });

  it('of those that extend a fragment, or that settings speak of', async () => {
    for (const [path, edits] of [
      ['fragments/base.json', [{ op: 'set', pointer: '/env/A', value: 'c' }]],
      ['cooperage.json', [{ op: 'set', pointer: '/defaults/publish/namespace', value: 'others' }]],
    ] as const) {
      const project = projectOf();
      const over = await edit(project);
      valueOf(await over.editJson(path, edits));
      const saved = await save(over);
      expect(saved.kind === 'saved' && saved.generated).to.include('images/web/Jenkinsfile');
      expect(stale(project), path).to.deep.equal([]);
    }
  });

  it('come and go with an image', async () => {
    const project = projectOf();
    const edits = await edit(project);
    valueOf(await edits.put('images/new/image.json', json(spec({ name: 'new' }))));
    valueOf(await edits.remove('images/other/image.json'));
    valueOf(await edits.rename('images/web', 'images/site'));
    expect(await save(edits)).to.have.property('kind', 'saved');
    expect(project.paths().filter((path) => path.endsWith('Dockerfile'))).to.deep.equal([
      'images/base/Dockerfile',
      'images/new/Dockerfile',
      'images/site/Dockerfile',
    ]);
    expect(stale(project)).to.deep.equal([]);
  });

  it('with a matrix that comes: also .gitattributes', async () => {
    const project = projectOf();
    const edits = await edit(project);
    valueOf(
      await edits.editJson('images/other/image.json', [
        { op: 'set', pointer: '/matrix', value: { axes: { v: ['1', '2'] } } },
        { op: 'set', pointer: '/from', value: 'debian:${{ matrix.v }}' },
        { op: 'set', pointer: '/name', value: 'other-${{ matrix.v }}' },
      ]),
    );
    const saved = await save(edits);
    if (saved.kind === 'errors') throw new Error(saved.diagnostics.map(({ message }) => message).join('\n'));
    expect(saved.kind === 'saved' && saved.generated).to.include('.gitattributes');
    expect(stale(project)).to.deep.equal([]);
  });

  it('are made over what others have pushed meanwhile', async () => {
    const project = projectOf();
    const edits = await edit(project);
    valueOf(await edits.editJson('images/web/image.json', user));
    const theirs = { ...FILES, 'fragments/base.json': { env: { A: 'theirs' } } };
    const { files } = compileFiles(theirs);
    project.push(
      Object.fromEntries(
        Object.entries(files.contents()).map(([path, text]) => [path.slice(ROOT.length + 1), text]),
      ),
    );
    expect(await save(edits)).to.include({ kind: 'saved', isBehind: false });
    expect(project.text('images/web/Dockerfile')).to.include('USER app').and.include('theirs');
    expect(stale(project)).to.deep.equal([]);
  });

  it('are made again where somebody was faster', async () => {
    const project = projectOf();
    const { files } = compileFiles({ ...FILES, 'fragments/base.json': { env: { A: 'theirs' } } });
    const theirs = Object.entries(files.contents()).map(([path, text]) => [
      path.slice(ROOT.length + 1),
      text,
    ]);
    project.before = (name, count) => {
      if (name === 'createCommit' && count === 1)
        project.push(Object.fromEntries(theirs) as Record<string, string>);
    };
    const edits = await edit(project);
    valueOf(await edits.editJson('images/web/image.json', user));
    expect(await save(edits)).to.include({ kind: 'saved', isBehind: false });
    expect(stale(project)).to.deep.equal([]);
  });

  it('stay as they are where somebody wants it', async () => {
    const project = projectOf();
    const edits = await edit(project);
    valueOf(await edits.editJson('images/web/image.json', user));
    expect(await save(edits, { generate: false })).to.deep.include({ kind: 'saved', generated: [] });
    expect(stale(project)).to.deep.equal(['images/web/Dockerfile', 'images/web/Jenkinsfile']);
  });

  it('are not touched by files of no image', async () => {
    const project = projectOf();
    const edits = await edit(project);
    valueOf(await edits.put('README.md', bytes('read me')));
    expect(await save(edits)).to.deep.include({ kind: 'saved', generated: [] });
  });

  it('cannot be put by hand, and written over is nothing of somebody', async () => {
    const project = projectOf();
    const edits = await edit(project);
    valueOf(await edits.put('images/web/Dockerfile', bytes('FROM scratch\n')));
    expect(await save(edits)).to.have.nested.property(
      'fault.reason',
      '"images/web/Dockerfile" is generated: what is put there would be written over',
    );
    project.push({ 'images/web/Dockerfile': 'FROM debian\n' });
    const others = await edit(project);
    valueOf(await others.editJson('images/web/image.json', user));
    const saved = await save(others);
    expect(saved.kind === 'errors' && saved.diagnostics.map(({ code }) => code)).to.deep.equal([
      'would-overwrite',
    ]);
  });

  it('of another version are not mixed with ours', async () => {
    const project = projectOf({ ...FILES, 'cooperage.json': SETTINGS });
    project.push({ 'resources/cooperage/VERSION': '9.9.9\n' });
    const edits = await edit(project);
    valueOf(await edits.editJson('images/web/image.json', user));
    const saved = await save(edits);
    expect(saved).to.have.nested.property('fault.kind', 'refused');
    expect(saved.kind === 'fault' && saved.fault.reason).to.match(
      /are of cooper 9\.9\.9, and this is cooper /u,
    );
    expect(await save(edits, { generate: false })).to.have.property('kind', 'saved');
  });

  describe('errors', () => {
    it('are told with their place, and nothing is saved', async () => {
      const project = projectOf();
      const edits = await edit(project);
      valueOf(
        await edits.editJson('images/web/image.json', [{ op: 'set', pointer: '/expsoe', value: [80] }]),
      );
      const saved = await save(edits);
      if (saved.kind !== 'errors') throw new Error(saved.kind);
      expect(saved.diagnostics.map(({ code }) => code)).to.deep.equal(['unknown-key']);
      expect(saved.diagnostics[0]?.location).to.deep.include({ file: 'images/web/image.json' });
      expect(saved.diagnostics[0]?.location?.start.line).to.be.above(1);
      expect(project.newest().title).to.equal('Start');
    });

    it('are saved where somebody wants it, and generated files stay', async () => {
      const project = projectOf();
      const edits = await edit(project);
      const old = project.text('images/web/Dockerfile');
      valueOf(await edits.put('images/web/image.json', bytes('{')));
      expect(await save(edits)).to.have.property('kind', 'errors');
      expect(await save(edits, { force: true })).to.deep.include({ kind: 'saved', generated: [] });
      expect(project.text('images/web/Dockerfile')).to.equal(old);
    });

    it('of the settings, and of a workspace that is none', async () => {
      const project = projectOf();
      const edits = await edit(project);
      valueOf(await edits.editJson('cooperage.json', [{ op: 'set', pointer: '/imagse', value: 'x' }]));
      expect(await save(edits)).to.have.property('kind', 'errors');
      const bare = new MemoryProject({ 'images/web/image.json': '{}' });
      const others = await edit(bare);
      valueOf(await others.put('images/web/x', bytes('x')));
      expect(await save(others)).to.have.property('kind', 'errors');
      expect(await save(others, { force: true, generate: false })).to.have.property('kind', 'saved');
    });

    it('a name that another image has', async () => {
      const project = projectOf();
      const edits = await edit(project);
      valueOf(
        await edits.editJson('images/other/image.json', [{ op: 'set', pointer: '/name', value: 'web' }]),
      );
      const saved = await save(edits);
      expect(saved.kind === 'errors' && saved.diagnostics.map(({ code }) => code)).to.include(
        'duplicate-name',
      );
    });

    it('that were elsewhere before keep nobody from saving', async () => {
      const project = projectOf();
      project.push({ 'images/other/image.json': '{"nonsense": 1}' });
      const edits = await edit(project);
      valueOf(await edits.editJson('fragments/base.json', [{ op: 'set', pointer: '/env/A', value: 'c' }]));
      expect(await save(edits)).to.have.property('kind', 'saved');
      expect(project.text('images/web/Dockerfile')).to.include('c');
    });

    it('a file of the rootfs that leads out, and one too large for a spec', async () => {
      const project = projectOf();
      project.push({ 'images/web/rootfs/out': { link: '../../../secret' } });
      const edits = await edit(project);
      valueOf(await edits.editJson('images/web/image.json', user));
      const saved = await save(edits);
      expect(saved.kind === 'errors' && saved.diagnostics.map(({ code }) => code)).to.deep.equal([
        'rootfs-symlink',
      ]);
      const others = await edit(project);
      valueOf(await others.put('images/other/image.json', new Uint8Array(2 * 1024 * 1024).fill(32)));
      const large = await save(others);
      expect(large.kind === 'errors' && large.diagnostics.map(({ code }) => code)).to.include(
        'file-too-large',
      );
    });
  });

  it('a fault on the way: nothing is saved', async () => {
    for (const question of ['tree', 'blob', 'head']) {
      const project = projectOf();
      const edits = await edit(project);
      valueOf(await edits.editJson('images/web/image.json', user));
      project.before = (name) => (name === question ? fault('unreachable', 0) : undefined);
      expect(await save(edits), question).to.have.nested.property('fault.kind', 'unreachable');
      expect(project.newest().title).to.equal('Start');
    }
  });

  it('are true after any edits', async () => {
    const change = fc.constantFrom<(edits: Edits) => Promise<unknown>>(
      (edits) => edits.editJson('images/web/image.json', user),
      (edits) => edits.editJson('images/base/image.json', [{ op: 'set', pointer: '/name', value: 'b2' }]),
      (edits) => edits.editJson('images/base/image.json', [{ op: 'set', pointer: '/run', value: ['true'] }]),
      (edits) => edits.editJson('images/web/image.json', [{ op: 'remove', pointer: '/extends' }]),
      (edits) => edits.editJson('fragments/base.json', [{ op: 'set', pointer: '/env/B', value: 'x' }]),
      (edits) => edits.put('images/web/rootfs/new', bytes('n')),
      (edits) => edits.remove('images/web/rootfs'),
      (edits) => edits.remove('images/other'),
      (edits) => edits.rename('images/other', 'images/another'),
      (edits) => edits.rename('images/base', 'images/ground'),
      (edits) => edits.put('images/more/image.json', json(spec({ name: 'more', from: { spec: 'web' } }))),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const project = projectOf();
        const edits = await edit(project);
        for (const make of changes) await make(edits);
        const saved = await save(edits);
        if (saved.kind !== 'errors') expect(saved.kind).to.be.oneOf(['saved', 'nothing']);
        expect(stale(project)).to.deep.equal([]);
      }),
      { numRuns: 10 },
    );
  });

  it('the check says the same as the compiler on a disk', async () => {
    const project = projectOf();
    const edits = await edit(project);
    valueOf(
      await edits.editJson('images/web/image.json', [{ op: 'set', pointer: '/expose', value: 'none' }]),
    );
    const saved = await save(edits);
    const target = edits.targets.get('images/web/image.json');
    const onDisk = compile(ROOT, {
      files: memory({ ...FILES, 'images/web/image.json': target?.content ?? '' }),
      output: 'none',
    });
    expect(saved.kind === 'errors' && saved.diagnostics).to.deep.equal(onDisk.diagnostics);
  });
});
