import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { compile, nodeFiles, type Files } from '../../../compiler/index.js';

/** Every change that a person or a tool can make to an image, and what a compile must then say or do. */
const CHANGES: Readonly<Record<string, (change: Changer) => void>> = {
  'the spec says something else': ({ edit }) => edit('images/a/image.json', '"expose":[80]', '"expose":[81]'),
  'the spec has the same size, and its time was set back': ({ edit, path }) => {
    const { atime, mtime } = statSync(path('images/a/image.json'));
    edit('images/a/image.json', '"expose":[80]', '"expose":[82]');
    utimesSync(path('images/a/image.json'), atime, mtime);
  },
  'the spec is broken': ({ write }) => write('images/a/image.json', '{'),
  'the spec is gone': ({ remove }) => remove('images/a/image.json'),
  'there is a second spec': ({ write }) => write('images/a/image.jsonc', '{}'),
  'a generated file was edited by hand': ({ edit }) => edit('images/a/Dockerfile', 'EXPOSE 80', 'EXPOSE 99'),
  'a generated file is gone': ({ remove }) => remove('images/a/Jenkinsfile'),
  'a stale generated file came back': ({ write, read }) =>
    write('images/a/tests.list', read('images/a/Dockerfile')),
  'the rootfs is gone': ({ remove }) => remove('images/a/rootfs'),
  'a link in the rootfs leads out': ({ path }) =>
    symlinkSync('../../../x', path('images/a/rootfs/etc/deep/link')),
  'the settings changed': ({ write }) =>
    write('cooperage.json', '{"defaults":{"publish":{"registry":"other.test"}}}'),
  'a fragment says something else': ({ edit }) => edit('fragments/base.json', '"LANG":"C"', '"LANG":"D"'),
  'a nested fragment says something else': ({ edit }) => edit('fragments/os.json', 'debian:12', 'debian:13'),
  'a fragment is broken': ({ write }) => write('fragments/os.json', '{'),
  'a fragment is gone': ({ remove }) => remove('fragments/os.json'),
  'a parent publishes another tag': ({ edit }) =>
    edit('images/a/image.json', '"name":"a"', '"name":"a","publish":{"tags":["2"]}'),
  'a parent publishes what its fragment says': ({ edit }) =>
    edit('fragments/os.json', '"from"', '"publish":{"tags":["3"]},"from"'),
  'a parent is gone': ({ remove }) => remove('images/a'),
  'a parent is broken': ({ write }) => write('images/f/image.json', '{'),
  'a parent is built on its child': ({ edit }) =>
    edit('images/a/image.json', '"from":"debian:12"', '"from":{"spec":"p"}'),
  'a variant goes': ({ edit }) => edit('images/m/image.json', '["1","2"]', '["1"]'),
  'a generated file of a variant was edited': ({ edit }) =>
    edit('images/m/2/Dockerfile', 'EXPOSE 80', 'EXPOSE 9'),
  'a variant that is gone came back': ({ write, read }) =>
    write('images/m/3/Jenkinsfile', read('images/m/2/Jenkinsfile')),
  'a base image is locked': ({ write }) =>
    write('cooperage.lock.json', `{"images":{"debian:12":{"digest":"sha256:${'a'.repeat(64)}"}}}`),
  'another image takes the name': ({ write, read }) =>
    write('images/c/image.json', read('images/a/image.json').replace('"rootfs":"rootfs",', '')),
  'the stamps are damaged': ({ write }) => write('.cooperage/stamps.json', '{"key":'),
  'nothing changed': () => {},
};

interface Changer {
  readonly path: (path: string) => string;
  readonly read: (path: string) => string;
  readonly write: (path: string, content: string) => void;
  readonly edit: (path: string, from: string, to: string) => void;
  readonly remove: (path: string) => void;
}

describe('incremental/unchanged', function () {
  this.timeout(20_000);
  let root: string;
  let changer: Changer;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cooperage-unchanged-'));
    const path = (name: string): string => join(root, name);
    const read = (name: string): string => readFileSync(path(name), 'utf8');
    const write = (name: string, content: string): void => {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), content);
    };
    const edit = (name: string, from: string, to: string): void => {
      expect(read(name)).to.include(from);
      write(name, read(name).replace(from, to));
    };
    changer = { path, read, write, edit, remove: (name) => rmSync(path(name), { recursive: true }) };
    write('cooperage.json', '{"defaults":{"publish":{"registry":"r.test"}}}');
    const spec = '"from":"debian:12","expose":[80],"cmd":["x"]';
    write('images/a/image.json', `{"name":"a","rootfs":"rootfs",${spec}}`);
    write('images/a/rootfs/etc/deep/file', 'x');
    write('images/b/image.json', `{"name":"b",${spec}}`);
    write('fragments/base.json', '{"extends":"os.json","env":{"LANG":"C"}}');
    write('fragments/os.json', '{"from":"debian:12","expose":[80],"cmd":["x"]}');
    write('images/f/image.json', '{"name":"f","extends":"../../fragments/base.json"}');
    write('images/p/image.json', '{"name":"p","from":{"spec":"a"},"cmd":["x"]}');
    write('images/q/image.json', '{"name":"q","from":{"spec":"f"},"cmd":["x"]}');
    write(
      'images/m/image.json',
      `{"name":"m","matrix":{"axes":{"v":["1","2"]}},"publish":{"tags":["\${{ matrix.v }}"]},${spec}}`,
    );
    // Long enough ago that the stamps of the specs can be trusted.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    expect(compile(root).diagnostics).to.deep.equal([]);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  for (const [name, change] of Object.entries(CHANGES))
    it(`tells the same as a full compile when ${name}`, () => {
      change(changer);
      const full = compile(root, { output: 'check', incremental: false });
      expect(compile(root, { output: 'check' })).to.deep.equal(full);
      compile(root);
      const after = compile(root, { output: 'check', incremental: false });
      expect(after.diagnostics.length > 0 || after.changes.length === 0).to.equal(true);
    });

  it('reads no spec that has not changed, and those that have', () => {
    expect(specsRead(() => compile(root, { files: counting, incremental: true }))).to.deep.equal([]);
    changer.edit('images/b/image.json', '80', '81');
    expect(specsRead(() => compile(root, { files: counting, incremental: true }))).to.deep.equal([
      'images/b/image.json',
    ]);
  });

  it('trusts no stamp that was taken within the tick of the change', () => {
    const now = Date.now();
    const racy: Files = {
      ...nodeFiles,
      lstat: (path) => {
        const stat = nodeFiles.lstat(path);
        return stat && { ...stat, ctimeMs: path.endsWith('a/image.json') ? now + 60_000 : stat.ctimeMs };
      },
    };
    compile(root, { files: racy, incremental: true });
    expect(specsRead(() => compile(root, { files: counting, incremental: true }))).to.deep.equal([
      'images/a/image.json',
    ]);
  });

  let seen: string[] = [];
  const counting: Files = {
    ...nodeFiles,
    read: (path, limit) => {
      seen.push(path.slice(root.length + 1));
      return nodeFiles.read(path, limit);
    },
  };

  function specsRead(action: () => void): string[] {
    seen = [];
    action();
    return seen.filter((path) => path.endsWith('image.json'));
  }
});
