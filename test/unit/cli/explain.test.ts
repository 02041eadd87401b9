import { expect } from 'chai';
import { DiskWorkspace, spec } from '../../support/workspace.js';

describe('cli/explain', () => {
  let workspace: DiskWorkspace;
  before(() => {
    const matrix = { axes: { os: ['debian', 'alpine'] } };
    workspace = new DiskWorkspace({
      'frag/base.json': { from: 'debian:12', labels: { team: 'x' } },
      'images/web/image.json': {
        name: 'web',
        extends: '../../frag/base.json',
        run: ['make'],
        rootfs: 'rootfs',
        user: 'app',
      },
      'images/web/rootfs/etc/a': 'a',
      'images/m/image.json': spec({ name: 'm-${{ matrix.os }}', from: '${{ matrix.os }}', matrix }),
      'images/bad/image.json': spec({ name: 'bad', expsoe: [80] }),
      'images/evil/image.json': spec({ name: 'evil', run: ['echo \u001b[31m\u202e'] }),
    });
  });
  after(() => workspace.remove());

  it('the spec with the line of each value, the plan and the layers', async () => {
    const { code, out, err } = await workspace.cooper('explain', 'web');
    expect([code, err]).to.deep.equal([0, '']);
    for (const line of [
      'images/web  r.example.com/team/web:latest',
      '  frag/base.json         by extends in images/web/image.json:3',
      '  frag/base.json:2         from                   "debian:12"',
      '  images/web/image.json:8  user                   "app"',
      '  cooperage.json:4         publish.registry       "r.example.com"',
      '  rootfs   images/web/rootfs: 1 file, 0 symlinks',
      '  images/web/image.json:5  RUN make',
      '  stage Push     imagePush(builder: "docker")',
      '                 with REGISTRY_ACCESS from registry',
      '  layer 1   RUN make',
      '  layer 2   ADD rootfs.tar.gz /  also when this changes: files under images/web/rootfs',
      '  settings  USER app',
    ])
      expect(squeezed(out)).to.include(squeezed(line)[0]);
  });

  it('a phase alone; the last one is the generated files', async () => {
    expect((await workspace.cooper('explain', 'web', '--phase', 'compose')).out).to.not.include('RUN make');
    expect((await workspace.cooper('explain', 'web', '--phase', 'resolve')).out).to.include(
      'Outside the spec',
    );
    const { out } = await workspace.cooper('explain', 'web', '--phase', 'emit');
    expect(out)
      .to.include('images/web/Dockerfile\n')
      .and.include('  RUN make\n')
      .and.include("stage('Push')");
    expect((await workspace.cooper('explain', 'web', '--phase', 'x')).code).to.equal(2);
  });

  it('--json gives the same as data', async () => {
    const all = JSON.parse((await workspace.cooper('explain', 'web', '--json')).out);
    expect(all).to.have.keys(
      'identity',
      'spec',
      'files',
      'values',
      'surroundings',
      'plan',
      'stages',
      'artifacts',
      'diagnostics',
    );
    const plan = JSON.parse((await workspace.cooper('explain', 'web', '--json', '--phase', 'plan')).out);
    expect(plan.stages[0].instructions[1]).to.deep.equal({
      words: 'RUN make',
      from: { file: 'images/web/image.json', line: 5, column: 5 },
      effect: 'layer',
      reads: [],
    });
  });

  it('the images of a matrix are listed, and one is named with its folder', async () => {
    expect(await workspace.cooper('explain', 'm')).to.deep.equal({
      code: 0,
      out: 'm stands for 2 images; name one of them:\n  images/m/debian  r.example.com/team/m-debian:latest\n  images/m/alpine  r.example.com/team/m-alpine:latest\n',
      err: '',
    });
    expect(JSON.parse((await workspace.cooper('explain', 'm', '--json')).out).images).to.have.length(2);
    const one = await workspace.cooper('explain', 'm/alpine', '--phase', 'compose');
    expect(one.out).to.include('"m-alpine"  (matrix.os is "alpine", images/m/image.json:8)');
  });

  it('a spec with errors, as far as it goes', async () => {
    const { code, out, err } = await workspace.cooper('explain', 'bad');
    expect(code).to.equal(1);
    expect(err).to.include('unknown key "expsoe"');
    expect(out).to.include('expsoe').and.include('not known: the spec has errors');
    expect(await workspace.cooper('explain', 'nope')).to.include({ code: 1, out: '' });
  });

  it('hostile values never steer the terminal', async () => {
    for (const phase of [[], ['--phase', 'emit']])
      expect((await workspace.cooper('explain', 'evil', ...phase)).out).to.not.match(/[^\P{C}\n]/u);
  });
});

/** Lines whose columns stand two blanks apart. */
function squeezed(text: string): string[] {
  return text.split('\n').map((line) => line.replace(/(?<=\S) {2,}/gu, '  '));
}
