import { expect } from 'chai';
import { dockerfileOf, problemsOf, spec } from '../../support/workspace.js';
import { plan } from '../../../compiler/plan/plan.js';
import { resolved } from '../validate/rules/resolved.js';
import { EVERYTHING } from './everything.js';

describe('plan/steps', () => {
  const lines = (...steps: object[]): string[] =>
    dockerfileOf(spec({ steps }), { 'images/web/rootfs/x': '' }).slice(1);

  it('keep their order, with args and env before and the metadata behind', () => {
    const more = {
      cmd: ['c'],
      expose: [80],
      env: { A: '1' },
      args: { B: null },
      steps: [{ user: 'a' }, { run: 'b' }, { workdir: '/c' }, { run: { commands: ['d'] } }, { user: 0 }],
    };
    expect(dockerfileOf(spec(more))).to.deep.equal([
      'FROM debian:12',
      'ARG B',
      'ENV A="1"',
      'USER a',
      'RUN b',
      'WORKDIR /c',
      'RUN set -eu; \\',
      '    d',
      'USER 0',
      'EXPOSE 80',
      'CMD ["c"]',
    ]);
  });

  it('one instruction each, and where variables refer to each other as many as it takes', () => {
    expect(lines({ env: { B: '2', A: '1' } }, { env: { A: '$A:x' } }, { label: { l: '1' } })).to.deep.equal([
      'ENV A="1" \\',
      '    B="2"',
      'ENV A="$A:x"',
      'LABEL l="1"',
    ]);
    expect(lines({ env: { A: '$B', B: '1' } })).to.deep.equal(['ENV B="1"', 'ENV A="$B"']);
    expect(problemsOf(spec({ steps: [{ arg: { A: '$B', B: '$A' } }] }))).to.deep.equal([
      'variable-ring :7:14',
    ]);
  });

  it('a comment stands above the first instruction', () => {
    expect(lines({ packages: { apk: ['a'] }, comment: ['x', 'y'] })).to.deep.equal([
      '# x',
      '# y',
      'RUN apk add --no-cache \\',
      '        a',
    ]);
    expect(lines({ run: { exec: ['a'], comment: 'inner' }, comment: 'outer' })).to.deep.equal([
      '# outer',
      '# inner',
      'RUN ["a"]',
    ]);
    expect(lines({ onbuild: { user: 'a', comment: 'inner' }, comment: 'outer' })).to.deep.equal([
      '# outer',
      '# inner',
      'ONBUILD USER a',
    ]);
  });

  it('rootfs and files are one ADD', () => {
    const files = { files: { '/a': { content: '' } }, comment: 'files' };
    expect(lines({ run: 'a' }, { rootfs: 'rootfs', comment: 'rootfs' }, files, { run: 'b' })).to.deep.equal([
      'RUN a',
      '# rootfs',
      '# files',
      'ADD rootfs.tar.gz /',
      'RUN b',
    ]);
    expect(lines(files)).to.deep.equal(['# files', 'ADD rootfs.tar.gz /']);
    expect(plan(resolved({ steps: [{ rootfs: 'rootfs/' }] })).plan.context.rootfs).to.equal('rootfs');
  });

  it('each line of ARG is a trigger of its own', () => {
    expect(lines({ onbuild: { arg: { B: null, A: '1' } } })).to.deep.equal([
      'ONBUILD ARG A="1"',
      'ONBUILD ARG B',
    ]);
  });

  it('every verb', () => {
    const verbs = new Set(plan(resolved(EVERYTHING as never)).plan.instructions.map(({ body }) => body.verb));
    expect([...verbs].sort().join(' ')).to.equal(
      'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR',
    );
  });

  it('every instruction knows a place of its own', () => {
    const origins = plan(resolved(EVERYTHING as never)).plan.instructions.map(({ origin }) => origin);
    expect(new Set(origins).size).to.equal(origins.length);
    expect(origins).to.include.members([
      '/globalArgs/GO',
      '/stages/0/from',
      '/steps/0/rootfs',
      '/steps/2',
      '/steps/8/env/B',
    ]);
  });
});
