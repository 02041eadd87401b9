import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { cooper, DiskWorkspace } from '../../support/workspace.js';

const WEB = '# about\nFROM debian:12\nCOPY . /srv\nRUN --mount=type=secret,id=k x\nEXPOSE 80\n';

describe('cli/import', () => {
  let workspace: DiskWorkspace;
  beforeEach(() => {
    workspace = new DiskWorkspace({
      'services/web/Dockerfile': WEB,
      'services/web/.dockerignore': '# no\n*.md\n\n!README.md\r\n',
      'services/api/Dockerfile': 'FROM a AS one\nRUN x\nFROM b\n',
      'services/api/dev.Dockerfile': 'FROM a\nFOO\n',
    });
  });
  afterEach(() => workspace.remove());
  const spec = (name: string): Record<string, unknown> =>
    JSON.parse(workspace.read(`images/${name}/image.json`)) as Record<string, unknown>;

  it('writes the spec, which compiles, and tells how much it carries', async () => {
    const { code, out, err } = await workspace.cooper(
      'import',
      'services/web/Dockerfile',
      '--registry',
      'r.example.org',
    );
    expect([code, err]).to.deep.equal([0, '']);
    expect(out.replaceAll(/\S*services/g, 'services').replaceAll(/\S*images/g, 'images')).to.equal(
      'identical        services/web/Dockerfile → images/web/image.json\n  note: name the Jenkins credentials of the secrets: k\n\n1 Dockerfile: 1 identical; 1 spec written.\n',
    );
    expect(spec('web')).to.deep.equal({
      $schema: '../../schemas/image.schema.json',
      name: 'web',
      context: { dir: '../../services/web', ignore: ['*.md', '!README.md'] },
      secrets: { k: { credentialsId: 'k', kind: 'file' } },
      from: 'debian:12',
      comments: { from: 'about' },
      copy: [{ copy: '.', to: '/srv' }],
      runAfterFiles: [{ lines: ['x'], mounts: [{ type: 'secret', id: 'k' }] }],
      expose: [80],
      publish: { registry: 'r.example.org', tags: ['latest'], overwrite: ['latest'] },
    });
    expect((await workspace.cooper('compile')).code).to.equal(0);
    expect(workspace.read('images/web/Dockerfile')).to.include(
      '\nCOPY . /srv\nRUN --mount=type=secret,id=k x\n',
    );
  });

  it('takes a folder, names what is not carried by its line, and exits with 1', async () => {
    const { code, out } = await workspace.cooper('import', '.');
    expect(code).to.equal(1);
    expect(out).to.match(/api\/dev\.Dockerfile:2: FOO: Docker knows no such instruction\n/);
    expect(out).to.match(/\n\n3 Dockerfiles: 2 identical, 1 not all carried; 3 specs written\.\n$/);
    expect(
      Object.keys(workspace.tree())
        .filter((path) => path.endsWith('image.json'))
        .sort(),
    ).to.deep.equal(['images/api-dev/image.json', 'images/api/image.json', 'images/web/image.json']);
  });

  it('replaces no spec unless it is told to', async () => {
    workspace.write({ 'images/web/image.json': '{}' });
    const kept = await workspace.cooper('import', 'services/web');
    expect([kept.code, workspace.read('images/web/image.json')]).to.deep.equal([1, '{}']);
    expect(kept.out).to.include('is there already').and.include('0 specs written');
    expect((await workspace.cooper('import', '--force', 'services/web')).code).to.equal(0);
    expect(spec('web')).to.have.property('from', 'debian:12');
  });

  it('writes nothing with --dry-run, and reports as JSON', async () => {
    const before = workspace.tree();
    const { code, out } = await workspace.cooper('import', '--dry-run', '--json', 'services');
    const list = JSON.parse(out) as Record<string, unknown>[];
    expect(code).to.equal(1);
    expect(list.map(({ name, fidelity, written }) => [name, fidelity, written])).to.deep.equal([
      ['api', 'identical', false],
      ['api-dev', 'partial', false],
      ['web', 'identical', false],
    ]);
    expect(list[1]).to.have.deep.property('lost', [
      { construct: 'FOO', line: 2, reason: 'Docker knows no such instruction' },
    ]);
    expect(workspace.tree()).to.deep.equal(before);
  });

  it('takes a name and a stage', async () => {
    const { code, out } = await workspace.cooper(
      'import',
      '--name',
      'team/x',
      '--target',
      'one',
      'services/api/Dockerfile',
    );
    expect(code).to.equal(0);
    expect(out).to.include('the stage of line 3 is left out');
    expect(spec('x')).to.deep.include({ name: 'team/x', from: 'a', run: ['x'], target: 'one' });
  });

  it('needs no workspace with --out', async () => {
    const alone = mkdtempSync(join(tmpdir(), 'cooperage-test-'));
    try {
      writeFileSync(join(alone, 'Dockerfile'), WEB);
      const { code, out } = await cooper(
        '-C',
        alone,
        'import',
        'Dockerfile',
        '--name',
        'w',
        '--out',
        'specs',
      );
      expect(code).to.equal(0);
      expect(out).to.include('beside the spec').and.include('1 spec written');
      expect(JSON.parse(readFileSync(join(alone, 'specs/w/image.json'), 'utf8'))).to.not.have.any.keys(
        '$schema',
        'context',
      );
    } finally {
      rmSync(alone, { recursive: true });
    }
  });

  it('tells a wrong command line', async () => {
    const failed = async (...argv: string[]): Promise<string> => {
      const { code, err } = await workspace.cooper('import', ...argv);
      expect(code, argv.join(' ')).to.equal(2);
      return err;
    };
    expect(await failed('nowhere')).to.include('there is no nowhere');
    mkdirSync(workspace.path('empty'));
    expect(await failed('empty')).to.include('no Dockerfile in empty');
    expect(await failed('services', '--name', 'x')).to.include('here are 3');
    expect(await failed('services/web', '--name', 'X Y')).to.include('lower-case letters');
    expect((await cooper('-C', '/', 'import', workspace.path('services'))).code).to.equal(1);
  });

  it('looks into no linked or generated folder, and refuses what is not text', async () => {
    symlinkSync('/', workspace.path('services/link'));
    workspace.write({
      'services/made/Dockerfile': '# Generated by Cooperage from images/a/image.json; do not edit.\nFROM a\n',
      'services/node_modules/x/Dockerfile': 'FROM a\n',
      'services/bytes/Dockerfile': Uint8Array.of(0x46, 0xff),
    });
    const { out } = await workspace.cooper('import', 'services');
    expect(out).to.include('4 Dockerfiles').and.include('bytes/Dockerfile:1: Dockerfile: it is not UTF-8');
  });
});
