import { expect } from 'chai';
import fc from 'fast-check';
import { plain } from '../../../../compiler/clients/http/plain.js';
import { leadsAway } from '../../../../compiler/clients/jenkins/redirect.js';
import { permissionIn, reasonIn } from '../../../../compiler/clients/jenkins/said.js';

describe('texts from a controller', () => {
  it('one line without control characters and secrets, of bounded length, whatever they hold', () => {
    const secret = fc.string({ unit: 'grapheme-ascii', minLength: 4 }).filter((text) => !text.includes('*'));
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        secret,
        fc.string({ unit: 'binary' }),
        (before, hidden, after) => {
          const text = plain(`${before}${hidden}${after}${hidden}`, [hidden, btoa(hidden)], 50);
          expect(text).not.to.include(hidden);
          expect(text).not.to.match(/[\p{C}\p{Zl}\p{Zp}]/u);
          expect(text.length).to.be.at.most(51);
        },
      ),
    );
  });

  it('the longer secret first, where one holds the other', () => {
    expect(plain('abcdef abc', ['abc', 'abcdef', ''])).to.equal('**** ****');
  });

  it('pages that are made to take long take no time', () => {
    const pages = [
      '<p>'.repeat(20_000),
      `<p>${' '.repeat(64 * 1024)}`,
      'x'.repeat(64 * 1024),
      '&amp;'.repeat(9999),
    ];
    const from = performance.now();
    for (const page of pages) {
      const reply = { status: 403, headers: { 'content-type': 'text/html' }, body: Buffer.from(page) };
      reasonIn(reply, []);
      permissionIn(reply, []);
    }
    expect(performance.now() - from).to.be.below(1000);
  });

  for (const [location, to] of [
    ['.', 'here'],
    ['/ci/job/a/', 'here'],
    ['https://other.example.com/ci/job/a/', 'here'],
    ['https://other.example.com/ci/', 'here'],
    ['https://jenkins.example.com/ci/login?from=/', 'login'],
    ['/oauth2/start', 'login'],
    ['https://sso.example.com/adfs/ls', 'login'],
    ['https://sso.example.com/realms/a', 'login'],
    ['https://www.example.com/home', 'elsewhere'],
    ['http://[', 'elsewhere'],
    ['', 'here'],
  ] as const)
    it(`a redirect to ${location} leads ${to}`, () =>
      expect(leadsAway('https://jenkins.example.com/ci', location).to).to.equal(to));

  it('a redirect from http to https', () =>
    expect(leadsAway('http://jenkins.example.com/ci', 'https://jenkins.example.com/ci/').to).to.equal(
      'secure',
    ));
});
