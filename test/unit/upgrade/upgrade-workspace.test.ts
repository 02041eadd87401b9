import { expect } from 'chai';
import { compile } from '../../../compiler/compile.js';
import { isSealed, sealed } from '../../../compiler/emit/seal.js';
import type { MemoryFiles } from '../../../compiler/host/memory-files.js';
import { unknownCalls } from '../../../compiler/upgrade/compatible.js';
import {
  brokenByRuntime,
  imagesToUpgrade,
  planUpgrade,
  writeUpgrade,
  type UpgradePlan,
} from '../../../compiler/upgrade-workspace.js';
import { memory, ROOT, spec, type Content } from '../../support/workspace.js';
import { examples } from '../blame/examples.js';

const NAMES = Array.from({ length: 36 }, (_, index) => `app-${String(index).padStart(2, '0')}`);

/** Images of three kinds: plain ones, with packages, with tests; the first two are built on by others. */
function workspace(): MemoryFiles {
  const images = NAMES.map((name, index): [string, Content] => [
    `images/${name}/image.json`,
    spec({
      name,
      ...(index >= 30 && { from: { spec: NAMES[index % 2] } }),
      ...(index % 3 === 1 && { packages: { apt: ['curl', name.replace('-', '')] } }),
      ...(index % 3 === 2 && { tests: [{ name: 'runs', command: [name] }] }),
    }),
  ]);
  const files = memory(Object.fromEntries(images));
  expect(compile(ROOT, { files }).diagnostics).to.deep.equal([]);
  return files;
}

function edit(files: MemoryFiles, path: string, change: (text: string) => string): void {
  files.apply(ROOT, [{ path, content: change(read(files, path)), mode: 0o644 }], []);
}

function read(files: MemoryFiles, path: string): string {
  return new TextDecoder().decode(files.read(`${ROOT}/${path}`) ?? undefined);
}

/** Makes the files of an image those of an earlier compiler: changed, and with the digest that belongs to them. */
function age(
  files: MemoryFiles,
  dir: string,
  changes: Readonly<Record<string, (text: string) => string>>,
): void {
  for (const [name, change] of Object.entries(changes)) edit(files, `${dir}/${name}`, change);
  const of = (name: string): string | null =>
    files.lstat(`${ROOT}/${dir}/${name}`) ? read(files, `${dir}/${name}`) : null;
  const texts = {
    Dockerfile: of('Dockerfile'),
    Jenkinsfile: (of('Jenkinsfile') ?? '').replace(/inputs: 'sha256:[0-9a-f]{64}'/, "inputs: ''"),
    'context.list': of('context.list'),
    'tests.list': of('tests.list'),
  };
  edit(files, `${dir}/Jenkinsfile`, () => sealed(texts));
}

/** As an earlier compiler had it: another option of apt-get, no spec for the report, tests without their seconds. */
function ageAll(files: MemoryFiles): void {
  for (const name of NAMES)
    age(files, `images/${name}`, {
      Dockerfile: (text) => text.replace(' --no-install-recommends', ''),
      Jenkinsfile: (text) => text.replace(/imageReport\(.*\)/, 'imageReport()'),
      ...(files.lstat(`${ROOT}/images/${name}/tests.list`) && {
        'tests.list': (text: string) => text.replace(/^seconds .*\n/m, ''),
      }),
    });
  edit(files, 'vars/imageReport.groovy', (text) => text.replace('args.spec', 'args.specs'));
}

const groupsOf = ({ groups }: UpgradePlan): string[] =>
  groups.map(
    ({ file, dirs, example: { removed, added } }) =>
      `${dirs.length} ${file} -${removed.map((line) => line.trim()).join('|')} +${added.map((line) => line.trim()).join('|')}`,
  );

describe('upgrade-workspace', () => {
  let files: MemoryFiles;
  beforeEach(() => (files = workspace()));

  const plan = (): UpgradePlan => planUpgrade(ROOT, { files });
  const causes = ({ images }: UpgradePlan): string[] => images.map(({ dir, cause }) => `${dir} ${cause}`);

  it('nothing is to do where the files are those of this compiler', () => {
    const { images, groups, shared, total } = plan();
    expect([images, groups, shared, total]).to.deep.equal([[], [], [], 36]);
  });

  it('groups what an earlier compiler made by identical change', () => {
    ageAll(files);
    const found = plan();
    expect(found.images).to.have.length(36);
    expect(groupsOf(found)).to.deep.equal([
      "36 Jenkinsfile -imageReport() +imageReport(spec: 'images/app-00/image.json')",
      '12 Dockerfile -&& DEBIAN_FRONTEND=noninteractive apt-get install -y \\ +&& DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \\',
      '12 tests.list - +seconds 30',
    ]);
    expect(found.shared.map(({ artifact }) => artifact.path)).to.deep.equal(['vars/imageReport.groovy']);
  });

  it('tells edits by hand apart, whatever else is changed', () => {
    ageAll(files);
    edit(files, 'images/app-03/Dockerfile', (text) => `${text}USER root\n`);
    edit(files, 'images/app-04/Jenkinsfile', (text) => text.replace('docker', 'podman'));
    files.apply(
      ROOT,
      [{ path: 'images/app-05/Dockerfile', content: read(files, 'images/app-05/Dockerfile'), mode: 0o755 }],
      [],
    );
    files.apply(
      ROOT,
      [],
      ['images/app-06/Jenkinsfile', 'images/app-07/Jenkinsfile', 'images/app-07/Dockerfile'],
    );
    const found = plan();
    expect(causes(found).filter((line) => !line.endsWith(' compiler'))).to.deep.equal([
      'images/app-03 edited',
      'images/app-04 edited',
      'images/app-05 edited',
      'images/app-06 edited',
      'images/app-07 new',
    ]);
    expect(groupsOf(found)[0]).to.match(/^31 Jenkinsfile/);
    expect(imagesToUpgrade(found, null)).to.have.length(31);
    const before = files.contents();
    expect(writeUpgrade(ROOT, found, new Set(imagesToUpgrade(found, null)), files)).to.equal(null);
    const after = files.contents();
    for (const name of ['app-03/Dockerfile', 'app-04/Jenkinsfile', 'app-05/Dockerfile'])
      expect(after[`${ROOT}/images/${name}`]).to.equal(before[`${ROOT}/images/${name}`]);
  });

  it('a canary writes only its images and what all share; a later run does the rest', () => {
    ageAll(files);
    const first = plan();
    const chosen = imagesToUpgrade(first, 3);
    // One that shows packages, one that shows tests; none of those on which others are built.
    expect(chosen).to.deep.equal(['images/app-02', 'images/app-03', 'images/app-04']);
    const before = files.contents();
    expect(writeUpgrade(ROOT, first, new Set(chosen), files)).to.equal(null);
    const after = files.contents();
    const written = Object.keys(after).filter((path) => after[path] !== before[path]);
    expect(written.map((path) => path.slice(ROOT.length + 1)).sort()).to.deep.equal([
      'images/app-02/Jenkinsfile',
      'images/app-02/tests.list',
      'images/app-03/Jenkinsfile',
      'images/app-04/Dockerfile',
      'images/app-04/Jenkinsfile',
      'vars/imageReport.groovy',
    ]);
    const second = plan();
    expect(second.images).to.have.length(33);
    expect(second.shared).to.deep.equal([]);
    expect(writeUpgrade(ROOT, second, new Set(imagesToUpgrade(second, null)), files)).to.equal(null);
    expect(plan().images).to.deep.equal([]);
    expect(compile(ROOT, { files, output: 'check' }).changes).to.deep.equal([]);
  });

  it('a file that is generated no more goes with its image; one without a spec is not the upgrade’s', () => {
    age(files, 'images/app-00', { 'tests.list': () => read(files, 'images/app-02/tests.list') });
    files.apply(
      ROOT,
      [{ path: 'images/gone/Dockerfile', content: read(files, 'images/app-01/Dockerfile'), mode: 0o644 }],
      [],
    );
    const found = plan();
    expect(
      found.images.map(({ dir, files: changed }) => [dir, changed.map(({ name }) => name)]),
    ).to.deep.equal([['images/app-00', ['Jenkinsfile', 'tests.list']]]);
    writeUpgrade(ROOT, found, new Set(['images/app-00']), files);
    expect(files.lstat(`${ROOT}/images/app-00/tests.list`)).to.equal(null);
    expect(files.lstat(`${ROOT}/images/gone/Dockerfile`)).to.not.equal(null);
  });

  it('a runtime that does not know a call of a Jenkinsfile that stays would break it', () => {
    ageAll(files);
    age(files, 'images/app-09', {
      Jenkinsfile: (text) => text.replace('imageBuild(', "imageBuild(squash: 'yes', "),
    });
    const found = plan();
    expect(
      brokenByRuntime(found, new Set(['images/app-00'])).map(({ dir, unknownCalls: calls }) => [dir, calls]),
    ).to.deep.equal([['images/app-09', ['imageBuild(squash: …)']]]);
    expect(brokenByRuntime(found, new Set(['images/app-09']))).to.deep.equal([]);
  });

  it('images with errors are left out and told', () => {
    ageAll(files);
    edit(files, 'images/app-01/image.json', () => '{');
    const found = plan();
    expect(found.diagnostics.length).to.be.above(0);
    expect(found.images.map(({ dir }) => dir)).to.not.include('images/app-01');
  });

  it('the runtime knows every call of the Jenkinsfiles that go with it', () => {
    const steps = new Map(
      Object.entries(files.contents()).flatMap(([path, text]) => {
        const name = /\/vars\/(\w+)\.groovy$/.exec(path)?.[1];
        return name === undefined ? [] : [[name, text] as const];
      }),
    );
    const jenkinsfiles = examples.artifacts.filter(({ path }) => path.endsWith('/Jenkinsfile'));
    for (const { path, content } of jenkinsfiles)
      expect(unknownCalls(content, steps), path).to.deep.equal([]);
    expect(jenkinsfiles.length).to.be.above(15);
  });
});

describe('emit/seal', () => {
  it('is broken by any change of any of the files', () => {
    const texts = {
      Dockerfile: 'a\n',
      Jenkinsfile: "x(inputs: '')\n",
      'context.list': null,
      'tests.list': 'c\n',
    };
    const Jenkinsfile = sealed(texts);
    const good = { ...texts, Jenkinsfile };
    expect(isSealed(good)).to.equal(true);
    for (const changed of [
      { Dockerfile: 'a\r\n' },
      { Dockerfile: null },
      { 'context.list': 'x' },
      { 'tests.list': null },
      { Jenkinsfile: `${Jenkinsfile}\n` },
      { Jenkinsfile: texts.Jenkinsfile },
      { Jenkinsfile: null },
    ])
      expect(isSealed({ ...good, ...changed }), JSON.stringify(changed)).to.equal(false);
  });
});
