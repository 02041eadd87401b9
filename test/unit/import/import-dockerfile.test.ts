import { expect } from 'chai';
import { importDockerfile, type ImportedDockerfile } from '../../../compiler/import-dockerfile.js';
import { corpus } from '../../support/dockerfiles.js';

const imported = (text: string, target?: string): ImportedDockerfile =>
  importDockerfile(text, { name: 'x', ...(target === undefined ? {} : { target }) });

/** The fields of a spec without its name. */
function fields(text: string): Record<string, unknown> {
  const { spec, lost } = imported(text);
  expect(lost, text).to.deep.equal([]);
  const { name, ...rest } = spec ?? {};
  expect(name).to.equal('x');
  return rest;
}

const lostOf = (text: string): string[] =>
  imported(text).lost.map(({ construct, line }) => `${construct}:${line}`);

describe('importDockerfile', () => {
  it('prefers the simple form, with metadata where it belongs', () => {
    const text =
      'FROM debian:12\nLABEL a=b\nEXPOSE 80 53/udp\nARG V=1\nENV A=$V\nRUN x\nWORKDIR /w\nCOPY a b/\nRUN y\nVOLUME /v\nUSER 1000\nCMD ["z"]\n';
    expect(fields(text)).to.deep.equal({
      from: 'debian:12',
      args: { V: '1' },
      env: { A: '$V' },
      run: ['x'],
      workdir: '/w',
      copy: [{ copy: 'a', to: 'b/' }],
      runAfterFiles: ['y'],
      volumes: ['/v'],
      user: 1000,
      expose: [80, '53/udp'],
      labels: { a: 'b' },
      cmd: ['z'],
    });
    expect(imported(text).fidelity).to.equal('equivalent');
  });

  it('takes steps where the order is another, and keeps metadata in fields', () => {
    expect(fields('FROM a\nENV A=1\nCOPY x /\nRUN y\nENV B=2\nRUN z\nEXPOSE 80\n')).to.deep.equal({
      from: 'a',
      env: { A: '1' },
      steps: [{ copy: 'x', to: '/' }, { run: 'y' }, { env: { B: '2' } }, { run: 'z' }],
      expose: [80],
    });
  });

  it('leaves metadata in place that a variable or SHELL reaches', () => {
    expect(fields('FROM a\nEXPOSE $P\nENV P=1\nCMD x\nSHELL ["y"]\n')['steps']).to.deep.equal([
      { expose: ['$P'] },
      { env: { P: '1' } },
      { cmd: 'x' },
      { shell: ['y'] },
    ]);
  });

  it('keeps old values: what refers to a key stands before what sets it', () => {
    expect(fields('FROM a\nENV A=1\nENV A=2 B=$A\n')).to.deep.equal({
      from: 'a',
      env: { A: '1', B: '$A' },
      steps: [{ env: { A: '2' } }],
    });
    expect(fields('FROM a\nRUN x\nENV A=2 B=$A\n')['steps']).to.deep.equal([
      { run: 'x' },
      { env: { B: '$A' } },
      { env: { A: '2' } },
    ]);
    // ARG sets one variable after the other.
    expect(fields('FROM a\nRUN x\nARG B=$A A=2 C=$A\n')['steps']).to.deep.equal([
      { run: 'x' },
      { arg: { B: '$A' } },
      { arg: { A: '2', C: '$A' } },
    ]);
    expect(lostOf('FROM a\nENV A=$B B=$A\n')).to.deep.equal(['ENV:2']);
  });

  it('keeps the lines of a RUN with their comments, and never parts a word', () => {
    expect(fields('FROM a\nRUN set -e; \\\n  # why\n  b \\\n\n  "c\\\n d";\\\ne\n')['run']).to.deep.equal([
      { lines: ['set -e;', '  # why', '  b', '  "c d";e'] },
    ]);
    expect(fields('FROM a\n# note\nRUN b\n')['run']).to.deep.equal([{ lines: ['b'], comment: 'note' }]);
    expect(fields('FROM a\nRUN ["b", "c d"]\n')['run']).to.deep.equal([{ exec: ['b', 'c d'] }]);
  });

  it('reads heredocs and flags', () => {
    expect(fields('FROM a\nRUN <<EOF\nx\n  $y\nEOF\n')['run']).to.deep.equal([{ script: ['x', '  $y'] }]);
    expect(fields("FROM a\nRUN cat <<'E' >f\n$x\nE\n")['run']).to.deep.equal([
      { lines: ["cat <<'E' >f"], heredocs: [{ name: 'E', content: ['$x'] }] },
    ]);
    expect(fields('FROM a\nCOPY --chown=1:2 <<E b /c/\n$x\nE\n')['copy']).to.deep.equal([
      { copy: [{ name: 'E', content: ['$x'], expand: true }, 'b'], to: '/c/', chown: '1:2' },
    ]);
    // Docker takes a backslash off there, and knows no quotes.
    expect(fields('FROM a\nCOPY <<E /c\n\\$x "\\\\n" ${y:-1}\nE\n')['copy']).to.deep.equal([
      { copy: [{ name: 'E', content: ['$$x "\\n" ${y:-1}'], expand: true }], to: '/c' },
    ]);
    const { run, secrets } = fields(
      'FROM a\nRUN --network=none --mount=type=secret,dst=/run/k,required --mount=type=tmpfs,target=/t,size=1m x\n',
    );
    expect(run).to.deep.equal([
      {
        lines: ['x'],
        mounts: [
          { type: 'secret', target: '/run/k', required: true, id: 'k' },
          { type: 'tmpfs', target: '/t', size: 1048576 },
        ],
        network: 'none',
      },
    ]);
    expect(secrets).to.deep.equal({ k: { credentialsId: 'k', kind: 'file' } });
  });

  it('puts comments where they were', () => {
    const text = '# licence\n\n# base\nFROM a\n# one\n# two\nENV A=1 \\\n  # in\n  B=2\n# port\nEXPOSE 80\n';
    expect(fields(text)).to.deep.include({
      comment: 'licence',
      comments: { from: 'base', 'env.A': ['one', 'two', 'in'], expose: 'port' },
    });
    expect(imported(text).fidelity).to.equal('identical');
    expect(imported('FROM a\n# last\n')).to.deep.include({ fidelity: 'equivalent' });
  });

  it('reads stages, global arguments and directives', () => {
    expect(
      fields(
        '# syntax=docker/dockerfile:1\nARG V=1\nFROM --platform=$BUILDPLATFORM go:$V AS build\nRUN x\nFROM build\nFROM scratch AS out\nCOPY --from=0 /a /\nCOPY --from=1 /b /\n',
      ),
    ).to.deep.equal({
      directives: { syntax: 'docker/dockerfile:1' },
      globalArgs: { V: '1' },
      stages: [
        { name: 'build', from: { image: 'go:$V', platform: '$BUILDPLATFORM' }, run: ['x'] },
        { name: 'stage-1', from: { stage: 'build' } },
      ],
      target: 'out',
      from: 'scratch',
      copy: [
        { copy: '/a', to: '/', from: 'build' },
        { copy: '/b', to: '/', from: 'stage-1' },
      ],
    });
  });

  it('takes another stage than the last, and tells which are left out', () => {
    const text = 'FROM a AS one\nRUN x\nFROM b AS two\nFROM c\n';
    const { spec, notes } = imported(text, 'ONE');
    expect(spec).to.deep.include({ from: 'a', run: ['x'], target: 'one' });
    expect(notes).to.have.length(2);
    expect(imported(text, '1').spec).to.have.property('stages').with.length(1);
    expect(imported(text, 'nowhere')).to.deep.include({ fidelity: 'refused', spec: null });
  });

  it('escapes what the spec would take for an interpolation', () => {
    expect(fields('FROM a\nRUN echo ${{ x }}\n')['run']).to.deep.equal(['echo $${{ x }}']);
  });

  it('names what it cannot carry, by line, and says so in the spec', () => {
    expect(lostOf('FROM a\nFOO x\nRUN b\n')).to.deep.equal(['FOO:2']);
    expect(lostOf('FROM a\nCOPY ../x /y\nCOPY z /y\n')).to.deep.equal(['COPY:2']);
    expect(lostOf('FROM a\nLABEL "a b"=c d=e\nENV X=$1 Y=2\nCOPY --foo x y\n')).to.deep.equal([
      'LABEL "a b":2',
      'ENV X:3',
      'COPY --foo:4',
    ]);
    const { spec, fidelity } = imported('FROM a\nRUN x \\\\\nRUN b\n');
    expect(fidelity).to.equal('partial');
    expect(spec).to.deep.include({ run: ['b'], comment: ['Not carried from line 2 of the Dockerfile: RUN'] });
  });

  it('refuses what is no Dockerfile', () => {
    for (const text of ['', '# c\n', 'ARG A\n', 'FROM a\nCMD [1]\n', '# check=a\n# check=b\nFROM a\n'])
      expect(imported(text), text).to.deep.include({ fidelity: 'refused', spec: null });
  });

  it('survives names that JavaScript has for itself', () => {
    expect(Object.keys(fields('FROM a\nENV __proto__=1 constructor=2\n')['env'] as object)).to.have.members([
      '__proto__',
      'constructor',
    ]);
  });

  it('carries nearly all of the corpus', () => {
    const partial = corpus
      .filter(({ text }) => imported(text).fidelity === 'partial')
      .map(({ name }) => name);
    expect(partial.length, partial.join(' ')).to.be.at.most(12);
    expect(partial).to.include('unknown-verb.Dockerfile');
    for (const { name, text } of corpus)
      expect(imported(text).fidelity === 'refused', name).to.equal(name.startsWith('refused-'));
  });
});
