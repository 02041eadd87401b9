import { expect } from 'chai';
import { JOB_NAME, REFERENCE } from '../../../compiler/validate/grammar.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('validate/grammar', () => {
  for (const reference of [
    'debian',
    'debian:12',
    'library/debian:12-slim',
    'registry.example.com/base/debian:12',
    'registry.example.com:5000/a/b/c',
    'localhost/x',
    'localhost:5000/x:y',
    '[::1]:5000/x',
    'a__b.c-d--e/f_g',
    `debian@${DIGEST}`,
    `debian:12@${DIGEST}`,
    'UPPER.example.com/x',
    `x:${'t'.repeat(128)}`,
  ])
    it(`takes ${reference.slice(0, 60)}`, () => expect(REFERENCE.test(reference)).to.equal(true));

  for (const reference of [
    '',
    'Debian',
    'debian:',
    ':12',
    'debian:12:13',
    'debian 12',
    'debian:12 AS base',
    'debian\nRUN true',
    '--platform=x',
    'a___b',
    'a..b',
    '-a',
    'a-',
    '/a',
    'a/',
    'a//b',
    '$BASE',
    `debian@sha256:${'A'.repeat(64)}`,
    'debian@sha512:aa',
    `x:${'t'.repeat(129)}`,
    'https://registry/x',
    'x:.a',
  ])
    it(`refuses ${JSON.stringify(reference).slice(0, 60)}`, () =>
      expect(REFERENCE.test(reference)).to.equal(false));

  it('decides on a megabyte at once', () => {
    const started = performance.now();
    for (const text of [
      'a'.repeat(1e6),
      'a-'.repeat(5e5),
      'a.'.repeat(5e5),
      'a/'.repeat(5e5),
      '-'.repeat(1e6),
    ])
      REFERENCE.test(`${text}\n`);
    expect(performance.now() - started).to.be.below(1000);
  });

  it('names of jobs are plain', () => {
    for (const name of ['web', 'nginx-1.9_el6', 'A']) expect(JOB_NAME.test(name), name).to.equal(true);
    for (const name of ['', 'a b', "it's", 'ä', 'a/b', 'a\n', '${x}', '(x)'])
      expect(JOB_NAME.test(name), name).to.equal(false);
  });
});
