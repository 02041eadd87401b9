import { expect } from 'chai';
import { checkWorkspace } from '../../../compiler/check.js';
import { planImage } from '../../../compiler/plan-image.js';
import {
  brief,
  compileFiles,
  dockerfileOf,
  memory,
  problemsOf,
  ROOT,
  SETTINGS,
  spec,
  type Content,
} from '../../support/workspace.js';

const BASE: Record<string, Content> = {
  'fragments/base.json': {
    extends: 'os.json',
    env: { LANG: 'C.UTF-8' },
    labels: { team: '${{ vars.team }}' },
    run: ['echo base'],
  },
  'fragments/os.json': { from: 'debian:12', vars: { team: 'platform' }, env: { TZ: 'UTC', LANG: 'C' } },
  'fragments/web.json': { from: 'debian:13', expose: [80], run: ['echo web'] },
};

describe('compose: extends', () => {
  it('fragments, several and nested, a later one beats an earlier one, the spec beats all', () => {
    const lines = dockerfileOf(
      {
        name: 'web',
        extends: ['../../fragments/base.json', '../../fragments/web.json'],
        env: { A: '1' },
        run: ['echo own'],
      },
      BASE,
    );
    expect(lines).to.deep.equal([
      'FROM debian:13',
      'ENV A="1" \\',
      '    LANG="C.UTF-8" \\',
      '    TZ="UTC"',
      'RUN echo base',
      'RUN echo web',
      'RUN echo own',
      'EXPOSE 80',
      'LABEL team="platform"',
    ]);
  });

  it('the workspace is the lowest layer', () => {
    const settings = {
      ...SETTINGS,
      vars: { team: 'web', tier: '1' },
      defaults: { ...SETTINGS.defaults, labels: { tier: '${{ vars.tier }}', x: 'y' } },
    };
    const lines = dockerfileOf(
      { name: 'web', extends: '../../fragments/base.json', labels: { x: null } },
      { ...BASE, 'cooperage.json': settings },
    );
    expect(lines.slice(-2)).to.deep.equal(['LABEL team="platform" \\', '      tier="1"']);
  });

  it('a problem is told where a person wrote the value, with the way that it came', () => {
    const { diagnostics } = compileFiles({
      'images/web/image.json': { name: 'web', extends: '../../fragments/a.json' },
      'fragments/a.json': { extends: ['b.json'] },
      'fragments/b.json': { from: 'debian:12', expose: [0] },
    });
    expect(diagnostics.map(brief)).to.deep.equal(['out-of-range fragments/b.json:4:5']);
    expect(
      diagnostics[0]?.related?.map(
        ({ message, location }) => `${message} ${location?.file}:${location?.start.line}`,
      ),
    ).to.deep.equal([
      'it came by `extends` fragments/a.json:3',
      'it came by `extends` images/web/image.json:3',
    ]);
  });

  it('what is wrong in a fragment is told once, however many specs extend it', () => {
    const files = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        `images/i${index}/image.json`,
        { name: `i${index}`, extends: '../../fragments/a.json' },
      ]),
    );
    const { diagnostics, images } = compileFiles({
      ...files,
      'fragments/a.json': { from: 'debian:12', nmae: 1 },
    });
    expect(diagnostics.map(brief)).to.deep.equal(['unknown-key fragments/a.json:3:3']);
    expect(images).to.deep.equal([]);
    const broken = compileFiles({ ...files, 'fragments/a.json': '{ "from": ' });
    expect(broken.diagnostics.map(({ code }) => code)).to.deep.equal(['invalid-json']);
    expect(broken.images).to.deep.equal([]);
  });

  it('a ring shows the ring; a path stays in the workspace, and leads over no link', () => {
    const ring = compileFiles({
      'images/web/image.json': { name: 'web', from: 'a', extends: '../../a.json' },
      'a.json': { extends: 'b.json' },
      'b.json': { extends: 'a.json' },
    });
    expect(ring.diagnostics.map(({ code, message }) => `${code} ${message}`)).to.deep.equal([
      'extends-ring these files extend each other in a ring: a.json → b.json → a.json',
    ]);
    const web = (path: string): Content => spec({ extends: path });
    expect(problemsOf(web('../../../x.json'))).to.deep.equal(['path-outside :4:14']);
    expect(problemsOf(web('../../x.json'), { 'x.json': { link: '/etc/passwd' } })).to.deep.equal([
      'path-outside :4:14',
    ]);
    expect(problemsOf(web('../../link/x.json'), { link: { link: '/etc' } })).to.deep.equal([
      'path-outside :4:14',
    ]);
    expect(problemsOf(spec({ extends: [1, 'x.txt'] }))).to.deep.equal([
      'extends-path :5:5',
      'extends-path :6:5',
    ]);
  });
});

describe('compose: matrix', () => {
  const matrix = {
    name: 'python',
    from: 'python:${{ matrix.python }}-${{ matrix.os }}',
    matrix: {
      axes: { python: ['3.9', '3.10'], os: ['bookworm', 'alpine'] },
      name: '${{ matrix.python }}-${{ matrix.os }}',
      exclude: [{ python: '3.9', os: 'alpine' }],
      include: [{ python: '3.13', os: 'trixie' }],
      overrides: [{ when: { os: 'alpine' }, spec: { packages: { apk: ['tini'] } } }],
    },
    env: { VARIANT: '${{ image.variant }} ${X} $(a) {{ .b }} $${{' },
    publish: { tags: ['${{ matrix.python }}-${{ matrix.os }}'] },
  };

  it('one image for each combination, in folders of their own', () => {
    const { images, files, diagnostics } = compileFiles({ 'images/python/image.json': matrix });
    expect(diagnostics.map(brief)).to.deep.equal(['unquotable images/python/image.json:44:16']);
    const fixed = compileFiles({
      'images/python/image.json': {
        ...matrix,
        env: { VARIANT: '${{ image.variant }} ${X} {{ .b }} $$${{' },
      },
    });
    expect(fixed.diagnostics).to.deep.equal([]);
    expect(fixed.images.map(({ dir, reference }) => `${dir} ${reference}`)).to.deep.equal([
      'images/python/3.9-bookworm r.example.com/team/python:3.9-bookworm',
      'images/python/3.10-bookworm r.example.com/team/python:3.10-bookworm',
      'images/python/3.10-alpine r.example.com/team/python:3.10-alpine',
      'images/python/3.13-trixie r.example.com/team/python:3.13-trixie',
    ]);
    expect([images.length, files.list(`${ROOT}/images/python`)]).to.deep.equal([0, ['image.json']]);
    const text = new TextDecoder().decode(
      fixed.files.read(`${ROOT}/images/python/3.10-alpine/Dockerfile`) ?? undefined,
    );
    expect(text).to.include('from images/python/image.json');
    expect(text).to.include('FROM python:3.10-alpine\n');
    expect(text).to.include('ENV VARIANT="3.10-alpine ${X} {{ .b }} \\${{"');
    expect(text).to.include('tini');
    expect(fixed.files.lstat(`${ROOT}/images/python/3.10-alpine/Jenkinsfile`)).to.not.equal(null);
  });

  it('a variant that goes takes its files along, and nothing else', () => {
    const { files } = compileFiles({
      'images/x/image.json': spec({ name: 'x-${{ matrix.a }}', matrix: { axes: { a: ['1', '2'] } } }),
      'images/x/2/notes.txt': 'mine',
    });
    const less = spec({ name: 'x-${{ matrix.a }}', matrix: { axes: { a: ['1'] } } });
    const { removals } = compileFiles({
      ...Object.fromEntries(
        Object.entries(files.contents()).map(([path, text]) => [path.slice(ROOT.length + 1), text]),
      ),
      'images/x/image.json': less,
    });
    expect(removals).to.deep.equal(['images/x/2/Dockerfile', 'images/x/2/Jenkinsfile']);
  });

  it('key order means nothing', () => {
    const { axes, ...more } = matrix.matrix;
    const turned = {
      ...matrix,
      env: {},
      matrix: { ...more, axes: Object.fromEntries(Object.entries(axes).reverse()) },
    };
    const one = compileFiles({ 'images/p/image.json': { ...matrix, env: {} } });
    const other = compileFiles({ 'images/p/image.json': turned });
    expect(other.changes.map(({ artifact }) => artifact)).to.deep.equal(
      one.changes.map(({ artifact }) => artifact),
    );
  });

  it('a problem of a variant names it, and is told once for all', () => {
    const { diagnostics } = compileFiles({
      'images/web/image.json': spec({
        name: 'web-${{ matrix.v }}',
        matrix: { axes: { v: ['1', '2'] } },
        user: 'a b${{ matrix.v }}',
        expose: [0],
      }),
    });
    expect(
      diagnostics.map(({ code, message, related }) => [
        code,
        message,
        ...(related ?? []).map((note) => `${note.message} ${note.location?.start.line}`),
      ]),
    ).to.deep.equal([
      [
        'wrong-value',
        '"a b1" is not a user, or user:group, by name or number',
        'matrix.v is "1" 7',
        'in the variant 1 undefined',
      ],
      [
        'wrong-value',
        '"a b2" is not a user, or user:group, by name or number',
        'matrix.v is "2" 8',
        'in the variant 2 undefined',
      ],
      ['out-of-range', 'this is less than 1', 'in the variant 1 undefined'],
    ]);
  });

  it('is checked before it multiplies', () => {
    const wrong = (value: object): string[] => problemsOf(spec({ matrix: value }));
    expect(wrong({ axes: { v: [3.1] } })).to.deep.equal(['wrong-type :7:9']);
    expect(wrong({ axes: { v: ['a'] }, nmae: '' })).to.deep.equal(['unknown-key :10:5']);
    expect(wrong({ axes: { a: ['1'], b: ['1'] } })).to.deep.equal(['missing-key :4:13']);
    expect(wrong({ axes: { a: ['1'] }, include: [{ a: '1' }] })).to.deep.equal(['duplicate-item :11:7']);
    expect(wrong({ axes: { a: ['1'], b: ['1'] }, name: 'x', include: [{ a: '2' }] })).to.deep.equal([
      'missing-key :15:7',
    ]);
    expect(wrong({ axes: { a: ['1'] }, overrides: [{ when: { a: '2' }, spec: {} }] })).to.deep.equal([
      'matrix-matches-nothing :12:17',
    ]);
  });
});

describe('compose: interpolation', () => {
  it('names of vars may refer to others, and to the matrix; rings and unknown names are told', () => {
    expect(
      dockerfileOf(
        spec({ vars: { a: 'x${{ vars.b }}', b: '${{image.name}}' }, user: '${{ vars.a }}' }),
      ).slice(-1),
    ).to.deep.equal(['USER xweb']);
    const problems = (more: object): string[] =>
      compileFiles({ 'images/web/image.json': spec(more) }).diagnostics.map(
        (found) => `${brief(found)} ${found.message}`,
      );
    expect(
      problems({ vars: { a: '${{ vars.b }}', b: '${{ vars.a }}' }, user: 'x${{ vars.a }}' }),
    ).to.deep.equal(['interpolation :6:10 these refer to each other in a ring: vars.a → vars.b → vars.a']);
    expect(problems({ vars: { team: 'a' }, description: '${{ vars.taem }}' })).to.deep.equal([
      'interpolation :7:18 no value is called "vars.taem", did you mean "team"?',
    ]);
    expect(problems({ description: '${{ var.x }} ${{ x' })).to.deep.equal([
      'interpolation :4:18 `${{ var.x }}` names nothing, did you mean "vars"?',
      'interpolation :4:18 a `${{` is not closed by `}}`',
    ]);
  });

  it('keys are strings too', () => {
    const files = { '/opt/${{ vars.v }}/a': { content: 'x' }, '/opt/1/b': { content: '${{ vars.v }}' } };
    const { changes } = compileFiles({ 'images/web/image.json': spec({ vars: { v: '1' }, files }) });
    const list = changes.find(({ artifact }) => artifact.path.endsWith('context.list'))?.artifact.content;
    expect(list).to.include('/opt/1/a').and.include('>1');
    expect(problemsOf(spec({ vars: { v: '1' }, env: { A1: 'x', 'A${{ vars.v }}': 'y' } }))).to.deep.equal([
      'duplicate-key :9:5',
    ]);
  });
});

describe('compose: images built on images', () => {
  const FAMILY: Record<string, Content> = {
    'images/base/image.json': spec({ name: 'base/os', publish: { tags: ['12', 'latest'] } }),
    'images/py/image.json': spec({
      name: 'py',
      matrix: { axes: { v: ['3.11', '3.12'] } },
      from: { spec: 'base' },
      publish: { tags: ['${{ matrix.v }}'] },
    }),
    'images/app/image.json': spec({ name: 'app', from: { spec: 'py/3.12' } }),
  };

  it('finds an image by folder, folder and variant, path, or name', () => {
    for (const word of ['base', 'images/base', 'base/os'])
      expect(problemsOf(spec({ from: { spec: word } }), FAMILY), word).to.deep.equal([]);
    const codes = (word: string): string[] => problemsOf(spec({ from: { spec: word } }), FAMILY);
    expect(codes('py')).to.deep.equal(['parent-ambiguous :4:13']);
    expect(codes('../base')).to.deep.equal(['parent-unknown :4:13']);
    expect(codes('py/3.13')).to.deep.equal(['parent-unknown :4:13']);
  });

  it('a ring is told at each of its images', () => {
    const { diagnostics } = compileFiles({
      'images/a/image.json': spec({ name: 'a', from: { spec: 'b' } }),
      'images/b/image.json': spec({ name: 'b', from: { spec: 'c' } }),
      'images/c/image.json': spec({ name: 'c', from: { spec: 'a' } }),
      'images/d/image.json': spec({ name: 'd', from: { spec: 'a' } }),
    });
    expect(diagnostics.map((found) => `${brief(found)} ${found.message.split(': ')[1]}`)).to.deep.equal([
      'parent-ring images/a/image.json:4:13 a → b → c → a',
      'parent-ring images/b/image.json:4:13 b → c → a → b',
      'parent-ring images/c/image.json:4:13 c → a → b → c',
    ]);
  });

  it('one variant is planned by its name', () => {
    const files = memory(FAMILY);
    const planned = planImage(ROOT, 'py/3.11', {}, files);
    expect('plan' in planned && [planned.plan.dir, planned.plan.source, planned.plan.variant]).to.deep.equal([
      'images/py/3.11',
      'images/py',
      '3.11',
    ]);
    const all = planImage(ROOT, 'py', {}, files);
    expect(
      'diagnostics' in all && all.diagnostics.map(({ message, help }) => `${message} ${help}`),
    ).to.deep.equal(['"py" stands for 2 images Name one of them: images/py/3.11, images/py/3.12.']);
  });

  it('checkWorkspace takes the folder, and each of its images', () => {
    const files = memory({
      ...FAMILY,
      'images/py/image.json': spec({
        name: 'py',
        matrix: { axes: { v: ['1', '2'] } },
        publish: { tags: ['${{ matrix.v }}'] },
        user: 'a b',
      }),
    });
    for (const name of ['py', 'images/py', 'py/1', 'images/py/1'])
      expect(
        checkWorkspace(ROOT, [name], { files }).diagnostics.map(({ code }) => code),
        name,
      ).to.deep.equal(['wrong-value']);
    expect(checkWorkspace(ROOT, ['base'], { files }).diagnostics).to.deep.equal([]);
  });
});
