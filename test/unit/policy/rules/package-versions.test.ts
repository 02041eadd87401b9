import { expect } from 'chai';
import type { ImageSpec } from '../../../../compiler/model/spec.js';
import { findings } from '../findings.js';

const on = { 'package-versions': 'error' } as const;
const names = (spec: Partial<ImageSpec>): string[] =>
  findings(on, spec).map((each) => each.replace(/no version is stated for the package /, ''));

describe('policy/rules/package-versions', () => {
  it('points at the package', () => {
    expect(names({ packages: { apt: ['a=1', 'b'], apk: ['c', 'd~=1', 'e=1-r0', 'f<2'] } })).to.deep.equal([
      '/packages/apt/1: b (apt)',
      '/packages/apk/0: c (apk)',
    ]);
  });

  it('knows versions of RPM from names with numbers', () => {
    const yum = [
      'nginx-1.9.15-5.el6',
      'nginx-1.9.15',
      'java-1.8.0-openjdk',
      'java-1.8.0-openjdk-1.8.0.392.b08-2.el7',
      'bash',
      'gcc-c++',
      'vim-2:8.0-1.x86_64',
    ];
    expect(names({ packages: { yum } })).to.deep.equal([
      '/packages/yum/2: java-1.8.0-openjdk (yum)',
      '/packages/yum/4: bash (yum)',
      '/packages/yum/5: gcc-c++ (yum)',
    ]);
  });

  it('packages of stages and of steps', () => {
    const packages = { dnf: ['a'] };
    expect(
      names({
        stages: [{ name: 's', from: 'a', packages, steps: [{ run: 'x' }, { packages }] }],
        steps: [{ packages }],
      }),
    ).to.deep.equal([
      '/stages/0/packages/dnf/0: a (dnf)',
      '/stages/0/steps/1/packages/dnf/0: a (dnf)',
      '/steps/0/packages/dnf/0: a (dnf)',
    ]);
  });

  it('RUN lines that install', () => {
    const run = [
      'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get -y -t sid install --no-install-recommends a b=1 $C ./d.deb && rm -rf /x',
      'apk add --no-cache --virtual .build-deps gcc make=4.4-r2',
      'if true; then sudo yum -y install epel; fi',
      { exec: ['zypper', '--non-interactive', 'in', 'e'] },
      { lines: ['<<EOF'], heredocs: [{ name: 'EOF', content: ['apk add f', 'sh -c "apk add f2"'] }] },
      'apt-get remove g; echo apt-get install h; apt-get build-dep i',
    ];
    expect(names({ run })).to.deep.equal([
      '/run/0: a (apt)',
      '/run/1: gcc (apk)',
      '/run/2: epel (yum)',
      '/run/3: e (zypper)',
      '/run/4: f (apk)',
      '/run/4: f2 (apk)',
    ]);
  });

  it('only the managers that are named', () => {
    const policy = { 'package-versions': { severity: 'warn', managers: ['apk'] } } as const;
    expect(
      findings(policy, { packages: { apt: ['a'], apk: ['b'] }, run: ['apt-get install c', 'apk add d'] }),
    ).to.have.length(2);
  });
});
