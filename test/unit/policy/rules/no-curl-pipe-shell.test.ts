import { expect } from 'chai';
import type { RunItem } from '../../../../compiler/model/spec.js';
import { resolved } from '../../validate/rules/resolved.js';
import { findings } from '../findings.js';

const on = { 'no-curl-pipe-shell': 'error' } as const;
const found = (...run: RunItem[]): string[] => findings(on, { run });

describe('policy/rules/no-curl-pipe-shell', () => {
  it('says what fetches and what runs', () => {
    expect(found('curl -fsSL https://a.test/x | sudo -E bash -')).to.deep.equal([
      '/run/0: what curl fetches goes straight to bash',
    ]);
  });

  const PIPE = 'curl https://a.test | sh';
  const FORMS: Readonly<Record<string, RunItem>> = {
    line: PIPE,
    commands: { commands: ['set -e', PIPE] },
    lines: { lines: ['set -eux;', '# a comment', 'curl https://a.test \\', '| sh'] },
    script: { script: ['set -e', 'curl https://a.test |', '  sh'] },
    'script of bash': { script: [PIPE], interpreter: '/bin/bash' },
    'script with a shebang': { script: ['#!/usr/bin/env bash', PIPE] },
    'script of Python': { script: ['import os', `os.system("${PIPE}")`], interpreter: 'python3' },
    exec: { exec: ['/bin/sh', '-c', PIPE] },
  };
  for (const [form, item] of Object.entries(FORMS))
    it(`RUN as ${form}`, () => expect(found(item)).to.have.length(1));

  it('a script file, by its text', () => {
    const run = [{ scriptFile: 'scripts/setup.sh' }];
    const withText = (text: string): string[] => {
      const facts = {
        ...resolved({}).facts,
        textOf: (path: string) => (path === 'scripts/setup.sh' ? text : null),
      };
      return findings(on, { run }, { image: { facts } });
    };
    expect(withText(`#!/bin/sh\n${PIPE}\n`)).to.have.length(1);
    expect(withText('#!/bin/sh\ncurl -o x https://a.test\n')).to.deep.equal([]);
  });

  it('behind ONBUILD', () => {
    expect(findings(on, { onbuild: [{ run: PIPE }] })).to.deep.equal([
      '/onbuild/0/run: what curl fetches goes straight to sh',
    ]);
  });

  it('once for each RUN', () => expect(found(`${PIPE}; ${PIPE}`, 'true', PIPE)).to.have.length(2));
});
