import { expect } from 'chai';
import { DiskWorkspace, spec } from '../../support/workspace.js';

describe('cli/validate', () => {
  let workspace: DiskWorkspace;
  before(() => {
    workspace = new DiskWorkspace({
      'images/web/image.json': spec({ entrypoint: ['/a'] }),
      'images/bad/image.json': spec({ name: 'bad', expsoe: [80] }),
    });
  });
  after(() => workspace.remove());

  it('every problem with its place and help, nothing written', async () => {
    const before = workspace.tree();
    const { code, out, err } = await workspace.cooper('validate');
    expect([code, out]).to.deep.equal([1, '']);
    expect(err).to.include(
      [
        'images/bad/image.json:4:3: error: unknown key "expsoe", did you mean "expose"? [unknown-key]',
        '  4 |   "expsoe": [',
        '    |   ^^^^^^^^',
      ].join('\n'),
    );
    expect(err)
      .to.include('images/web/image.json:4:3: warning: ')
      .and.match(/1 error in 1 image of 2\.\n$/);
    expect(workspace.tree()).to.deep.equal(before);
  });

  it('only the named images', async () => {
    expect(await workspace.cooper('validate', 'web')).to.include({
      code: 0,
      out: '1 image: no errors, 1 warning.\n',
    });
    expect((await workspace.cooper('validate', 'images/bad')).code).to.equal(1);
    const { code, err } = await workspace.cooper('validate', 'wbe');
    expect(code).to.equal(1);
    expect(err).to.include('no image is called "wbe", did you mean "web"?');
  });

  it('formats go to standard output', async () => {
    const { out, err } = await workspace.cooper('validate', '--format', 'gitlab');
    expect(err).to.equal('');
    expect(JSON.parse(out)).to.have.length(2);
    const junit = (await workspace.cooper('validate', '--format', 'junit')).out;
    expect(junit).to.include('<testsuites name="cooper" tests="3" failures="1"');
    expect((await workspace.cooper('validate', 'web', '--format', 'junit')).out).to.include(
      '<testsuites name="cooper" tests="2" failures="0"',
    );
  });

  it('--report writes files beside the log, from where the command works', async () => {
    const { code, err } = await workspace.cooper(
      ...['validate', '--report', 'junit=cooper.xml', '--report', 'gitlab=quality.json'],
    );
    expect(code).to.equal(1);
    expect(err).to.include('images/bad/image.json:4:3: error: ');
    expect(workspace.read('cooper.xml')).to.include('images/bad/image.json:4:3: error: ');
    expect(JSON.parse(workspace.read('quality.json'))).to.have.length(2);
    for (const file of ['cooper.xml', 'quality.json']) workspace.unlink(file);
  });
});
