import { expect } from 'chai';
import { mkdirSync } from 'node:fs';
import type { Diagnostic } from '../../../compiler/model/diagnostic.js';
import { DiskWorkspace, spec } from '../../support/workspace.js';

describe('cli/compile', () => {
  let workspace: DiskWorkspace;
  beforeEach(() => {
    workspace = new DiskWorkspace({ 'images/web/image.json': spec() });
  });
  afterEach(() => workspace.remove());

  it('writes, names what is new, then finds everything current', async () => {
    const { code, out, err } = await workspace.cooper('compile');
    expect([code, err]).to.deep.equal([0, '']);
    expect(out)
      .to.match(/^new {5}\.gitattributes\n/)
      .and.match(/… and \d+ more\n1 image: \d+ files written\.\n$/);
    expect((await workspace.cooper('compile')).out).to.equal('1 image: everything is current.\n');
    workspace.write({ 'images/web/image.json': spec({ cmd: ['a'] }) });
    expect((await workspace.cooper('compile')).out).to.equal(
      'changed images/web/Dockerfile\nchanged images/web/Jenkinsfile\n1 image: 2 files written.\n',
    );
  });

  it('--check writes nothing; 3 with a diff after an edit by hand', async () => {
    await workspace.cooper('compile');
    expect((await workspace.cooper('compile', '--check')).code).to.equal(0);
    workspace.write({ 'images/web/Dockerfile': `${workspace.read('images/web/Dockerfile')}USER root\n` });
    const before = workspace.tree();
    const { code, out } = await workspace.cooper('compile', '--check');
    expect(code).to.equal(3);
    expect(out).to.include('--- a/images/web/Dockerfile').and.include('\n-USER root\n');
    expect(out).to.match(/^images\/web\/Dockerfile is not current: line \d is not generated\n--- /);
    expect(out).to.match(/1 generated file not current\. Run: cooper compile\n$/);
    expect(workspace.tree()).to.deep.equal(before);
    expect((await workspace.cooper('compile')).code).to.equal(0);
    expect((await workspace.cooper('compile', '--check')).code).to.equal(0);
  });

  it('--check names what is missing and what nothing generates', async () => {
    await workspace.cooper('compile');
    workspace.write({ 'images/gone/Dockerfile': workspace.read('images/web/Dockerfile') });
    workspace.write({ 'images/web/image.json': spec({ tests: [{ name: 'a', ports: [1] }] }) });
    const { code, out } = await workspace.cooper('compile', '--check', '--json');
    const { diagnostics } = JSON.parse(out) as { diagnostics: { code: string; message: string }[] };
    expect(code).to.equal(3);
    expect(diagnostics.map(({ message }) => message.replace(/\d+/, 'N'))).to.deep.equal([
      'images/web/Jenkinsfile is not current: line N differs (from images/web/image.json:1)',
      'images/web/tests.list is not current: it is missing (from images/web/image.json:N)',
      'images/gone/Dockerfile is not current: no spec generates it any more',
    ]);
    expect(diagnostics.every((each) => each.code === 'not-current')).to.equal(true);
  });

  it('--check names the line of the spec, in each format', async () => {
    workspace.write({ 'images/web/image.json': spec({ run: ['make', 'make install'] }) });
    await workspace.cooper('compile');
    const edited = workspace.read('images/web/Dockerfile').replace('make install', 'make uninstall');
    workspace.write({ 'images/web/Dockerfile': edited });
    const said = 'line 6 differs (from images/web/image.json:6 /run/1)';
    expect((await workspace.cooper('compile', '--check')).out).to.include(said);
    const formatted = async (format: string): Promise<unknown> => {
      const { code, out } = await workspace.cooper('compile', '--check', '--format', format);
      expect(code).to.equal(3);
      return JSON.parse(out);
    };
    const { diagnostics } = (await formatted('json')) as { diagnostics: Diagnostic[] };
    expect(diagnostics).to.have.length(1);
    expect(diagnostics[0]?.message).to.include(said);
    expect(diagnostics[0]?.location).to.deep.include({ text: 'RUN make uninstall' });
    expect(
      diagnostics[0]?.related?.map(({ message, location }) => [message, location?.start.line ?? null]),
    ).to.deep.equal([
      ['in its place belongs: RUN make install', null],
      ['that comes from', 6],
    ]);
    const [issue] = (await formatted('gitlab')) as { description: string; location: object }[];
    expect(issue?.description).to.include(said);
    expect(issue?.location).to.deep.equal({ path: 'images/web/Dockerfile', lines: { begin: 6 } });
    const sarif = JSON.stringify(await formatted('sarif'));
    expect(sarif).to.include(said).and.include('"uri":"images/web/image.json"');
  });

  it('an edit that steers terminals is shown without effect', async () => {
    await workspace.cooper('compile');
    workspace.write({
      'images/web/Dockerfile': `${workspace.read('images/web/Dockerfile')}# \u001b[2J\u0007\n`,
    });
    const { out } = await workspace.cooper('compile', '--check');
    expect(out).to.not.match(/[^\P{Cc}\n\t]/u);
  });

  it('does not overwrite a Dockerfile written by hand', async () => {
    workspace.write({ 'images/web/Dockerfile': 'FROM mine\n' });
    const before = workspace.tree();
    const { code, err, out } = await workspace.cooper('compile');
    expect(code).to.equal(1);
    expect(err).to.include(
      'images/web/Dockerfile:1:1: error: images/web/Dockerfile is there and was not generated',
    );
    expect(out).to.equal('1 error in 1 image of 1; nothing was written.\n');
    expect(workspace.tree()).to.deep.equal(before);
  });

  it('nor what is no file at all', async () => {
    mkdirSync(workspace.path('images/web/Dockerfile'));
    expect((await workspace.cooper('compile')).code).to.equal(1);
    expect((await workspace.cooper('compile', '--check')).code).to.equal(1);
  });

  it('--keep-going writes the images without errors, and still fails', async () => {
    workspace.write({ 'images/bad/image.json': '{' });
    const { code, out } = await workspace.cooper('compile', '--keep-going');
    expect(code).to.equal(1);
    expect(out).to.match(/1 image: \d+ files written; 1 error\.\n$/);
    expect(workspace.read('images/web/Dockerfile')).to.include('FROM debian:12');
  });

  it('--report writes what differs too, while people see the difference', async () => {
    await workspace.cooper('compile');
    workspace.write({ 'images/web/Dockerfile': `${workspace.read('images/web/Dockerfile')}USER root\n` });
    const { code, out } = await workspace.cooper(
      ...['compile', '--check', '--report', 'junit=cooper.xml', '--report', 'gitlab=quality.json'],
    );
    expect(code).to.equal(3);
    expect(out).to.include('-USER root').and.not.include('<testsuites');
    expect(workspace.read('cooper.xml')).to.include('images/web/Dockerfile is not current');
    const [issue] = JSON.parse(workspace.read('quality.json')) as { check_name: string }[];
    expect(issue?.check_name).to.equal('not-current');
    await workspace.cooper('compile');
    await workspace.cooper('compile', '--check', '--report', 'junit=cooper.xml');
    expect(workspace.read('cooper.xml')).to.include('<testsuites name="cooper" tests="2" failures="0"');
  });

  it('a report that cannot be written is said, and fails', async () => {
    const { code, err } = await workspace.cooper('compile', '--report', 'junit=nowhere/cooper.xml');
    expect(code).to.equal(4);
    expect(err).to.include('cooper: cannot write ').and.include('nowhere/cooper.xml');
    for (const wrong of ['junit', 'junit=', 'pdf=a', '=a'])
      expect((await workspace.cooper('compile', '--report', wrong)).code, wrong).to.equal(2);
  });

  it('a program reads one document from standard output, in every format', async () => {
    workspace.write({ 'images/bad/image.json': '{' });
    for (const format of ['json', 'sarif', 'gitlab']) {
      const { code, out, err } = await workspace.cooper('compile', '--format', format);
      expect([code, err], format).to.deep.equal([1, '']);
      JSON.parse(out);
    }
    expect((await workspace.cooper('compile', '--json')).out).to.equal(
      (await workspace.cooper('compile', '--format', 'json')).out,
    );
  });
});
