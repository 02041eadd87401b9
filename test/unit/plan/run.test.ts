import { expect } from 'chai';
import { dockerfileOf, spec } from '../../support/workspace.js';

describe('plan/run', () => {
  const lines = (...run: unknown[]): string[] =>
    dockerfileOf(spec({ run, secrets: { npm: { credentialsId: 'x' } } }), {
      'images/web/scripts/a.sh': '',
    }).slice(1);

  it('one RUN an item, in their order', () => {
    expect(lines('b', { exec: ['a'] }, 'c')).to.deep.equal(['RUN b', 'RUN ["a"]', 'RUN c']);
  });

  it('mounts with canonical names in one order, then network and security', () => {
    const mounts = [
      { gid: 2, uid: 1, mode: '0750', sharing: 'locked', target: '/c', id: 'x', type: 'cache' },
      { type: 'bind', readwrite: true, target: '/b', source: 'go.mod', from: 'golang:1' },
      { type: 'secret', id: 'npm', required: true, env: 'TOKEN' },
      { type: 'tmpfs', target: '/t', size: 64 },
      { type: 'cache', target: '/d', readonly: true },
    ];
    expect(lines({ exec: ['a'], mounts, network: 'none', security: 'sandbox' })).to.deep.equal([
      'RUN --mount=type=cache,id=x,target=/c,sharing=locked,mode=0750,uid=1,gid=2' +
        ' --mount=type=bind,from=golang:1,source=go.mod,target=/b,rw' +
        ' --mount=type=secret,id=npm,env=TOKEN,required=true' +
        ' --mount=type=tmpfs,target=/t,size=64' +
        ' --mount=type=cache,target=/d,ro --network=none --security=sandbox ["a"]',
    ]);
  });

  it('a script file is mounted while it runs', () => {
    expect(
      lines({ scriptFile: 'scripts/a.sh' }, { scriptFile: 'scripts/a.sh', interpreter: 'bash -e' }),
    ).to.deep.equal([
      'RUN --mount=type=bind,source=scripts/a.sh,target=/run/cooperage/a.sh /bin/sh /run/cooperage/a.sh',
      'RUN --mount=type=bind,source=scripts/a.sh,target=/run/cooperage/a.sh bash -e /run/cooperage/a.sh',
    ]);
  });
});
