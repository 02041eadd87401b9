import { expect } from 'chai';
import { plan } from '../../../compiler/plan/plan.js';
import { dockerfileOf, spec } from '../../support/workspace.js';
import { resolved } from '../validate/rules/resolved.js';

const EVERYTHING = {
  onbuild: [{ run: 'a' }],
  cmd: ['c'],
  entrypoint: ['e'],
  labels: { l: '1' },
  healthcheck: 'none',
  stopSignal: 'SIGQUIT',
  expose: [80],
  user: 'app',
  volumes: ['/data'],
  runAfterFiles: ['after'],
  rootfs: 'rootfs',
  workdir: '/srv',
  run: ['before'],
  packages: { apk: ['b'], apt: ['a'] },
  shell: ['/bin/sh', '-c'],
  env: { E: '1' },
  args: { A: '1' },
} as const;

describe('plan/plan', () => {
  it('puts the instructions into the canonical order, whatever the order of the spec', () => {
    const verbs = plan(
      resolved(EVERYTHING, { rootfs: { kind: 'directory', entries: [] } }),
    ).plan.instructions.map(({ body }) => body.verb);
    expect(verbs.join(' ')).to.equal(
      'FROM ARG ENV SHELL RUN RUN RUN WORKDIR ADD RUN VOLUME USER EXPOSE STOPSIGNAL HEALTHCHECK LABEL ENTRYPOINT CMD ONBUILD',
    );
    const forward = dockerfileOf(spec(EVERYTHING), { 'images/web/rootfs/x': '' });
    const reversed = Object.fromEntries(Object.entries(spec(EVERYTHING)).reverse());
    expect(dockerfileOf(reversed, { 'images/web/rootfs/x': '' })).to.deep.equal(forward);
  });

  it('each instruction knows the place that it comes from', () => {
    const { instructions } = plan(resolved(EVERYTHING)).plan;
    const origins = instructions.map(({ origin }) => origin);
    expect(origins).to.include.members([
      '/from',
      '/args/A',
      '/env/E',
      '/packages/apt',
      '/run/0',
      '/onbuild/0/run',
    ]);
    expect(new Set(origins).size).to.equal(origins.length);
  });

  it('an image from nothing but its base', () => {
    expect(dockerfileOf(spec())).to.deep.equal(['FROM debian:12']);
    const digest = `sha256:${'a'.repeat(64)}`;
    expect(dockerfileOf(spec({ from: { image: 'debian:12', digest } }))).to.deep.equal([
      `FROM debian:12@${digest}`,
    ]);
    expect(dockerfileOf(spec({ from: 'scratch' }))).to.deep.equal(['FROM scratch']);
  });

  it('adds the rootfs for inline files too, but not for scripts', () => {
    expect(dockerfileOf(spec({ files: { '/a': { content: '' } } }))).to.include('ADD rootfs.tar.gz /');
    const more = { 'images/web/a.sh': '' };
    expect(dockerfileOf(spec({ run: [{ scriptFile: 'a.sh' }] }), more).join()).to.not.include('ADD');
  });

  it('comments stand above their instruction', () => {
    const comments = { from: 'base', args: 'a', env: ['e', 'f'], expose: 'ports', cmd: 'none' };
    expect(
      dockerfileOf(
        spec({ comment: ['top', 'two'], comments, args: { A: null }, env: { B: '' }, expose: [80] }),
      ),
    ).to.deep.equal([
      '# top',
      '# two',
      '# base',
      'FROM debian:12',
      '# a',
      'ARG A',
      '# e',
      '# f',
      'ENV B=""',
      '# ports',
      'EXPOSE 80',
    ]);
  });

  it('takes another builder for one run', () => {
    expect(plan(resolved({})).plan.builder).to.equal('docker');
    expect(plan(resolved({}), { builder: 'buildah' }).plan.builder).to.equal('buildah');
    expect(plan(resolved({ pipeline: { builder: 'buildah' } })).plan.builder).to.equal('buildah');
  });
});
