import { expect } from 'chai';
import { dockerfileOf, spec } from '../../support/workspace.js';

describe('plan/packages', () => {
  const lines = (packages: object): string[] => dockerfileOf(spec({ packages })).slice(1);

  it('apt: update, no prompts, no extras, by name, nothing left', () => {
    expect(lines({ apt: ['nginx', 'curl=7.88.1-10'] })).to.deep.equal([
      'RUN apt-get update \\',
      '    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \\',
      '        curl=7.88.1-10 \\',
      '        nginx \\',
      '    && apt-get clean \\',
      '    && rm -rf /var/lib/apt/lists/*',
    ]);
  });

  for (const [manager, first, last] of [
    ['apk', 'RUN apk add --no-cache \\', '        a'],
    [
      'yum',
      'RUN yum -y --setopt=skip_missing_names_on_install=False install \\',
      '    && rm -rf /var/cache/yum',
    ],
    ['dnf', 'RUN dnf -y --setopt=install_weak_deps=False install \\', '    && rm -rf /var/cache/dnf'],
    [
      'microdnf',
      'RUN microdnf -y --setopt=install_weak_deps=0 install \\',
      '    && rm -rf /var/cache/dnf /var/cache/yum',
    ],
    ['zypper', 'RUN zypper --non-interactive install --no-recommends \\', '    && zypper clean --all'],
  ] as const)
    it(`${manager}: one RUN that leaves no cache`, () => {
      const found = lines({ [manager]: ['a'] });
      expect([found[0], found.at(-1)]).to.deep.equal([first, last]);
    });

  it('quotes what a shell would read', () => {
    expect(lines({ apk: ['a>1', 'b<2', 'c*', 'd~1', 'e=1'] })).to.deep.equal([
      'RUN apk add --no-cache \\',
      "        'a>1' \\",
      "        'b<2' \\",
      "        'c*' \\",
      "        'd~1' \\",
      '        e=1',
    ]);
  });

  it('does not sort the spec itself, and keeps the order of managers', () => {
    const packages = { yum: ['y'], apt: ['b', 'a'] };
    const found = lines(packages);
    expect(packages.apt).to.deep.equal(['b', 'a']);
    expect(found.findIndex((line) => line.includes('apt-get'))).to.be.below(
      found.findIndex((line) => line.includes('yum')),
    );
  });
});
