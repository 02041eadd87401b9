import { expect } from 'chai';
import { explainImage } from '../../../compiler/explain-image.js';
import type { Explanation } from '../../../compiler/explain/explanation.js';
import { memory, ROOT, SETTINGS, spec, type Content } from '../../support/workspace.js';

function explain(files: Readonly<Record<string, Content>>, name = 'web'): Explanation {
  const found = explainImage(ROOT, name, memory(files));
  if (!('explanation' in found)) throw new Error(JSON.stringify(found));
  return found.explanation;
}

/** Pointer → `file:line`, with what was read and what is beaten. */
function origins({ values }: Explanation): Record<string, string> {
  const place = ({ file, line }: { file: string; line: number }): string =>
    `${file.split('/').at(-1)}:${line}`;
  return Object.fromEntries(
    values.map(({ pointer, value, from, readings, over }) => [
      pointer,
      [
        `${JSON.stringify(value)} ${place(from)}`,
        ...readings.map((read) => `${read.name}=${read.value} ${read.from ? place(read.from) : ''}`),
        ...over.map((one) => `over ${place(one)}`),
      ].join('; '),
    ]),
  );
}

const FAMILY: Record<string, Content> = {
  'cooperage.json': { ...SETTINGS, vars: { v: '3' } },
  'frag/base.json': { extends: 'os.json', env: { A: '1', B: 'b' }, run: ['${{ vars.v }}'], expose: [80] },
  'frag/os.json': { from: 'debian:12', labels: { os: 'debian' } },
  'images/web/image.json': {
    name: 'web',
    extends: '../../frag/base.json',
    env: { A: '2' },
    run: ['own'],
    expose: [81],
  },
};

describe('explain', () => {
  it('the line of every value, over fragments and settings', () => {
    const found = explain(FAMILY);
    expect(origins(found)).to.deep.include({
      '/name': '"web" image.json:2',
      '/from': '"debian:12" os.json:2',
      '/env/A': '"2" image.json:5; over base.json:4',
      '/env/B': '"b" base.json:5',
      '/labels/os': '"debian" os.json:4',
      '/run/0': '"3" base.json:8; vars.v=3 cooperage.json:10',
      '/run/1': '"own" image.json:8',
      '/expose/0': '80 base.json:11',
      '/expose/1': '81 image.json:11',
      '/publish/registry': '"r.example.com" cooperage.json:4',
    });
    expect(
      found.files.map(({ file, by }) => [file, by.map((one) => `${one.file}:${one.line}`)]),
    ).to.deep.equal([
      ['images/web/image.json', []],
      ['frag/base.json', ['images/web/image.json:3']],
      ['frag/os.json', ['images/web/image.json:3', 'frag/base.json:2']],
      ['cooperage.json', []],
    ]);
  });

  it('a list on one line is one value', () => {
    const values = origins(
      explain({ 'images/web/image.json': '{"name":"web","from":"a","cmd":["a","b"],"env":{}}' }),
    );
    expect(values).to.include({ '/cmd': '["a","b"] image.json:1', '/env': '{} image.json:1' });
  });

  it('a variant, with the values of its matrix and what overrides', () => {
    const matrix = {
      axes: { os: ['debian', 'alpine'] },
      overrides: [{ when: { os: 'alpine' }, spec: { user: 'a' } }],
    };
    const files = { 'images/web/image.json': spec({ name: 'web-${{ matrix.os }}', user: 'd', matrix }) };
    expect(explainImage(ROOT, 'web', memory(files)))
      .to.have.property('images')
      .with.length(2);
    expect(origins(explain(files, 'web/alpine'))).to.include({
      '/name': '"web-alpine" image.json:2; matrix.os=alpine image.json:9',
      '/user': '"a" image.json:18; over image.json:4',
    });
  });

  it('the plan: each instruction with its line, what it makes and what it reads', () => {
    const { stages, plan, surroundings } = explain({
      'images/web/image.json': spec({
        stages: [{ name: 'x', from: 'a', run: ['make'] }],
        packages: { apt: ['curl'] },
        rootfs: 'rootfs',
        copy: [{ copy: '/x', from: 'x', to: '/' }],
        user: 'a',
      }),
      'images/web/rootfs/a': '',
    });
    const [first, image] = stages ?? [];
    expect([first?.name, image?.name]).to.deep.equal(['x', null]);
    const shown = image?.instructions.map(({ words, from, effect, reads }) => [
      words.slice(0, 12),
      from.line,
      effect,
      ...reads,
    ]);
    expect(shown).to.deep.equal([
      ['FROM debian:', 3, 'base', 'the image debian:12'],
      ['RUN apt-get ', 14, 'layer'],
      ['ADD rootfs.t', 18, 'layer', 'files under images/web/rootfs'],
      ['COPY --from=', 20, 'layer', 'the stage x'],
      ['USER a', 26, 'config'],
    ]);
    expect(plan?.pipeline.stages).to.have.length(4);
    expect(surroundings?.rootfs).to.deep.equal({ path: 'images/web/rootfs', files: 1, links: 0 });
  });

  it('images that it is built on', () => {
    const { surroundings, plan } = explain({
      'images/base/image.json': spec({ name: 'base' }),
      'images/web/image.json': spec({ from: { spec: 'base' } }),
    });
    expect(surroundings?.parents).to.deep.equal([
      { word: 'base', dir: 'images/base', repository: 'r.example.com/team/base', job: 'base' },
    ]);
    expect(plan?.pipeline.upstream).to.deep.equal(['base']);
  });

  it('a spec with errors as far as it goes', () => {
    const wrong = explain({ 'images/web/image.json': spec({ nmae: 1 }) });
    expect([wrong.plan, wrong.diagnostics.map(({ code }) => code)]).to.deep.equal([null, ['unknown-key']]);
    expect(origins(wrong)).to.include({ '/nmae': '1 image.json:4' });
    const torn = explain({ 'images/web/image.json': spec({ extends: 'nowhere.json' }) });
    expect(torn.diagnostics.map(({ code }) => code)).to.deep.equal(['extends-missing']);
    expect(origins(torn)).to.include({ '/name': '"web" image.json:2' });
    const none = explainImage(ROOT, 'web', memory({ 'images/web/image.json': '{' }));
    expect(none).to.have.property('diagnostics').with.length(1);
  });

  it('no image of that name', () => {
    const found = explainImage(ROOT, 'wep', memory({ 'images/web/image.json': spec() }));
    expect('diagnostics' in found && found.diagnostics[0]?.message).to.include('did you mean "web"?');
  });
});
