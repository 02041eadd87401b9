import { expect } from 'chai';
import { dockerfileOf, SETTINGS, spec } from '../../support/workspace.js';

describe('plan/metadata', () => {
  const lines = (more: object): string[] => dockerfileOf(spec(more)).slice(1);

  it('labels by name, with those of the workspace', () => {
    const defaults = { ...SETTINGS.defaults, labels: { vendor: 'us', b: '0' } };
    expect(
      dockerfileOf(spec({ labels: { b: '2', a: '$X $$' } }), { 'cooperage.json': { defaults } }).slice(1),
    ).to.deep.equal(['LABEL a="$X \\$" \\', '      b="2" \\', '      vendor="us"']);
  });

  it('a health check with its options, or none', () => {
    const healthcheck = {
      retries: 3,
      startInterval: '1s',
      startPeriod: '10s',
      timeout: '5s',
      interval: '1m30s',
      test: ['curl', '-f'],
    };
    expect(lines({ healthcheck })).to.deep.equal([
      'HEALTHCHECK --interval=1m30s --timeout=5s --start-period=10s --start-interval=1s --retries=3 CMD ["curl", "-f"]',
    ]);
    expect(lines({ healthcheck: 'none' })).to.deep.equal(['HEALTHCHECK NONE']);
    expect(lines({ healthcheck: { test: 'a || b' } })).to.deep.equal(['HEALTHCHECK CMD a || b']);
  });

  it('empty lists say nothing, but an empty command is a reset', () => {
    expect(
      lines({ volumes: [], expose: [], labels: {}, onbuild: [], run: [], env: {}, args: {} }),
    ).to.deep.equal([]);
    expect(lines({ entrypoint: [], cmd: [] })).to.deep.equal(['ENTRYPOINT []', 'CMD []']);
  });

  it('users, ports, signals and volumes', () => {
    expect(
      lines({ user: 0, volumes: ['/a', '$B'], expose: [80, '53/udp', '8000-8010', '${P}'], stopSignal: '9' }),
    ).to.deep.equal(['VOLUME ["/a", "$B"]', 'USER 0', 'EXPOSE 80 53/udp 8000-8010 ${P}', 'STOPSIGNAL 9']);
  });

  it('every verb of ONBUILD', () => {
    const onbuild = [
      { copy: ['a', 'b'], to: '/c/', chown: 'x:y', comment: 'sources' },
      { run: 'make' },
      { env: { B: '2', A: '1' } },
      { user: 5 },
      { workdir: '/srv' },
      { expose: [80] },
      { volume: ['/d'] },
      { label: { l: 'v' } },
      { stopSignal: 'SIGHUP' },
      { entrypoint: ['/e'] },
      { cmd: 'go' },
    ];
    expect(lines({ onbuild })).to.deep.equal([
      '# sources',
      'ONBUILD COPY --chown=x:y a b /c/',
      'ONBUILD RUN make',
      'ONBUILD ENV A="1" \\',
      '    B="2"',
      'ONBUILD USER 5',
      'ONBUILD WORKDIR /srv',
      'ONBUILD EXPOSE 80',
      'ONBUILD VOLUME ["/d"]',
      'ONBUILD LABEL l="v"',
      'ONBUILD STOPSIGNAL SIGHUP',
      'ONBUILD ENTRYPOINT ["/e"]',
      'ONBUILD CMD go',
    ]);
  });
});
