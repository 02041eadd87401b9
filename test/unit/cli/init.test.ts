import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { cooper, DiskWorkspace } from '../../support/workspace.js';

describe('cli/init and cli/new', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cooperage-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (...argv: string[]) => cooper('-C', folder, ...argv);
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

  it('starts a workspace that compiles', async () => {
    const options = [
      '--registry',
      'r.example.com:5000',
      '--namespace',
      'team',
      '--credentials-id',
      'c',
      '--builder',
      'buildah',
    ];
    const { code, out, err } = await run('init', ...options);
    expect([code, err]).to.deep.equal([0, '']);
    expect(out).to.include('cooper new NAME');
    expect(JSON.parse(read('cooperage.json'))).to.deep.include({
      defaults: {
        publish: { registry: 'r.example.com:5000', namespace: 'team', credentialsId: 'c' },
        pipeline: { builder: 'buildah' },
      },
    });
    expect((await run('compile', '--check')).code).to.equal(0);
    expect(
      (
        await run(
          'new',
          'team/web',
          '--from',
          'debian:12',
          '--package',
          'apt:nginx',
          '--package',
          'apt:curl',
          '--expose',
          '80',
          '--expose',
          '53/udp',
        )
      ).code,
    ).to.equal(0);
    expect(JSON.parse(read('images/web/image.json'))).to.deep.include({
      name: 'team/web',
      packages: { apt: ['nginx', 'curl'] },
      expose: [80, '53/udp'],
    });
    expect((await run('compile')).code).to.equal(0);
    expect((await run('validate')).code).to.equal(0);
  });

  it('makes the folder that is named', async () => {
    expect((await run('init', 'a/b')).code).to.equal(0);
    expect(existsSync(join(folder, 'a/b/cooperage.json'))).to.equal(true);
  });

  it('a second time it changes nothing', async () => {
    await run('init');
    await run('new', 'web');
    const workspace = Object.create(DiskWorkspace.prototype, { root: { value: folder } }) as DiskWorkspace;
    const before = workspace.tree();
    const init = await run('init', '--registry', 'other');
    expect(init.code).to.equal(2);
    expect(init.err).to.include('is there already');
    const again = await run('new', 'web', '--from', 'alpine');
    expect(again).to.include({ code: 2, err: 'cooper: images/web/image.json is there already\n' });
    expect(workspace.tree()).to.deep.equal(before);
  });

  it('keeps files that were there before', async () => {
    const workspace = new DiskWorkspace({ 'images/README.md': 'mine\n', '.gitattributes': '*.png binary\n' });
    rmSync(workspace.path('cooperage.json'));
    try {
      expect((await workspace.cooper('init')).code).to.equal(0);
      expect(workspace.read('images/README.md')).to.equal('mine\n');
      expect(workspace.read('.gitattributes')).to.match(/^\*\.png binary\n/);
    } finally {
      workspace.remove();
    }
  });

  it('adds the files for CI, also later, and changes none that is there', async () => {
    const { code, out } = await run('init', '--gitlab');
    expect(code).to.equal(0);
    expect(out).to.include('Written: ci/cooperage.gitlab-ci.yml\nWritten: .gitlab-ci.yml\n');
    expect(out).to.not.include('takes the jobs');
    expect(out).to.include('To do: see that COOPERAGE_PACKAGE');
    expect((await run('init', '--gitlab', '--package', 'a b')).code).to.equal(2);
    expect((await run('init')).code).to.equal(2);
    writeFileSync(join(folder, 'Jenkinsfile'), 'mine\n');
    writeFileSync(join(folder, '.gitlab-ci.yml'), 'mine\n');
    rmSync(join(folder, 'ci'), { recursive: true });
    const again = await run('init', '--gitlab', '--jenkins', '--package', 'cooperage@1');
    expect(again.out).to.not.include('To do');
    expect(read('ci/cooperage.gitlab-ci.yml')).to.include('COOPERAGE_PACKAGE: "cooperage@1"');
    expect(again.code).to.equal(0);
    expect(again.out)
      .to.match(
        /^Written: ci\/cooperage\.gitlab-ci\.yml\nLeft as it is: \.gitlab-ci\.yml\nLeft as it is: Jenkinsfile\n/,
      )
      .and.include('include:\n  - local: "/ci/cooperage.gitlab-ci.yml"\n');
    expect([read('Jenkinsfile'), read('.gitlab-ci.yml')]).to.deep.equal(['mine\n', 'mine\n']);
    expect((await run('compile', '--check')).code).to.equal(0);
  });

  it('says what a pipeline at the top of the repository includes of a workspace below', async () => {
    mkdirSync(join(folder, '.git'));
    const { code, out } = await run('init', 'platform/images', '--gitlab', '--jenkins');
    expect(code).to.equal(0);
    expect(out).to.include('  - local: "/platform/images/ci/cooperage.gitlab-ci.yml"\n');
    expect(existsSync(join(folder, '.gitlab-ci.yml'))).to.equal(false);
    expect(existsSync(join(folder, 'platform/images/.gitlab-ci.yml'))).to.equal(false);
    expect(read('platform/images/ci/cooperage.gitlab-ci.yml')).to.include('COOPERAGE_DIR: "platform/images"');
    expect(read('platform/images/Jenkinsfile')).to.include("COOPERAGE_DIR = 'platform/images'");
  });

  it("does not take over somebody else's step", async () => {
    const workspace = new DiskWorkspace({ 'vars/imageBuild.groovy': 'mine\n' });
    rmSync(workspace.path('cooperage.json'));
    try {
      const { code, err } = await workspace.cooper('init');
      expect(code).to.equal(1);
      expect(err).to.include('[would-overwrite]');
      expect(workspace.read('vars/imageBuild.groovy')).to.equal('mine\n');
    } finally {
      workspace.remove();
    }
  });

  it('a value that the schema refuses is wrong usage, and leaves nothing behind', async () => {
    for (const [option, value] of [
      ['--registry', 'https://r/'],
      ['--namespace', 'Team'],
      ['--credentials-id', 'a b'],
      ['--builder', 'kaniko'],
    ] as const) {
      const { code, err } = await run('init', option, value);
      expect(code, option).to.equal(2);
      expect(err, option).to.include(value);
    }
    expect(existsSync(join(folder, 'cooperage.json'))).to.equal(false);
  });

  it('new refuses names and options that no spec takes', async () => {
    await run('init');
    for (const argv of [
      ['..'],
      ['../x'],
      ['/'],
      ['Web'],
      ['a b'],
      ['web', '--package', 'nginx'],
      ['web', '--package', 'apt:'],
      ['web', '--package', 'apt:a b'],
      ['web', '--package', '__proto__:x'],
      ['web', '--package', 'constructor:x'],
      ['web', '--expose', 'http'],
      ['web', '--expose', '0'],
      ['web', '--from', ''],
    ]) {
      const { code, err } = await run('new', ...argv);
      expect([code, err.startsWith('cooper: ')], argv.join(' ')).to.deep.equal([2, true]);
    }
    expect(existsSync(join(folder, 'images/web'))).to.equal(false);
  });

  it('new says what is wrong with the settings', async () => {
    const workspace = new DiskWorkspace({ 'cooperage.json': '{' });
    try {
      expect((await workspace.cooper('new', 'web')).code).to.equal(1);
    } finally {
      workspace.remove();
    }
  });
});
