import { expect } from 'chai';
import { DiskWorkspace, spec } from '../../support/workspace.js';

describe('cli/graph', () => {
  let workspace: DiskWorkspace;
  before(() => {
    workspace = new DiskWorkspace({
      'images/base/image.json': spec({ name: 'base', publish: { tags: ['12'] } }),
      'images/py/image.json': spec({
        name: 'py',
        from: { spec: 'base' },
        matrix: { axes: { v: ['3.11', '3.12'] } },
        publish: { tags: ['${{ matrix.v }}'] },
      }),
      'images/app/image.json': spec({
        name: 'app',
        from: { spec: 'py/3.12' },
        copy: [{ copy: '/x', to: '/x', from: { spec: 'base' } }],
      }),
      'images/web/image.json': spec(),
    });
  });
  after(() => workspace.remove());

  const graph = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await workspace.cooper('graph', ...args);
    expect([code, err]).to.deep.equal([0, '']);
    return out;
  };

  it('a tree, where what is built on an image stands once', async () => {
    expect(await graph()).to.equal(`images/base  r.example.com/team/base:12
├─ images/app  r.example.com/team/app:latest
├─ images/py/3.11  r.example.com/team/py:3.11
└─ images/py/3.12  r.example.com/team/py:3.12
   └─ images/app  r.example.com/team/app:latest
images/web  r.example.com/team/web:latest
`);
  });

  it('the order of builds', async () => {
    expect(await graph('--format', 'order', 'app')).to.equal('images/base\nimages/py/3.12\nimages/app\n');
    expect(await graph('--format', 'order', 'py/3.11')).to.equal('images/base\nimages/py/3.11\n');
  });

  it('Mermaid, Graphviz and JSON', async () => {
    expect(await graph('--format', 'mermaid', 'py/3.11')).to.equal(`flowchart LR
  i0["images/base<br/>r.example.com/team/base:12"]
  i1["images/py/3.11<br/>r.example.com/team/py:3.11"]
  i0 --> i1
`);
    expect(await graph('--format', 'dot', 'py/3.11')).to.include('  "images/base" -> "images/py/3.11";\n');
    const { images } = JSON.parse(await graph('--json', 'py/3.11')) as { images: object[] };
    expect(images[1]).to.deep.equal({
      dir: 'images/py/3.11',
      name: 'py',
      reference: 'r.example.com/team/py:3.11',
      job: 'py-3.11',
      spec: 'images/py/image.json',
      parents: ['images/base'],
    });
  });

  it('an unknown image is told', async () => {
    const { code, err } = await workspace.cooper('graph', 'bsae');
    expect([code, err.split('\n')[0]]).to.deep.equal([
      1,
      'error: no image is called "bsae", did you mean "base"? [image-unknown]',
    ]);
  });
});
