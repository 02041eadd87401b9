import { expect } from 'chai';
import {
  assignedSecret,
  isSecretName,
  isSecretPath,
  isSecretValue,
  knownSecret,
} from '../../../compiler/policy/secrets.js';

/** Made of parts, so that no scanner of secrets stumbles over this file. */
const letters = (count: number): string => 'aB3dE5gH7j'.repeat(20).slice(0, count);
const KNOWN: Readonly<Record<string, string>> = {
  'a private key': `-----BEGIN ${'RSA PRIVATE'} KEY-----`,
  'an access key of AWS': `AKIA${'QWERTYUIOPASDFGH'}`,
  'a token of GitHub': `github_${'pat'}_${letters(22)}_${letters(59)}`,
  'a token of GitLab': `glpat-${letters(20)}`,
  'a token of Slack': `xoxb-${letters(20)}`,
  'a key of a Google API': `AIza${letters(35)}`,
  'a token of npm': `npm_${letters(36)}`,
  'a token of PyPI': `pypi-AgEIcHlwaS5vcmc${letters(60)}`,
  'a token of Docker Hub': `dckr_pat_${letters(27)}`,
  'a key of Stripe': `sk_live_${letters(24)}`,
  'a token of Vault': `hvs.${letters(30)}`,
  'a key of SendGrid': `SG.${letters(22)}.${letters(43)}`,
  'a key of a language model': `sk-proj-${letters(30)}`,
  'a signed web token (JWT)': `eyJ${letters(20)}.eyJ${letters(20)}.${letters(30)}`,
  'a password in an address': 'postgres://app:horse@db.test/app',
};

describe('policy/secrets', () => {
  for (const [what, text] of Object.entries(KNOWN))
    it(what, () => {
      expect(knownSecret(text)).to.equal(what);
      expect(knownSecret(`a "${text}" b`)).to.equal(what);
    });

  it('what only resembles one', () => {
    for (const text of [
      '-----BEGIN PUBLIC KEY-----',
      '-----BEGIN CERTIFICATE-----',
      'AKIA',
      `glpat-${letters(5)}`,
      'sk-learn-contrib-and-more-words',
      'npm_config_registry',
      'https://a.test:8080/x@y',
      'https://user@a.test/',
      'https://user:$PASS@a.test/',
      'https://user:password@a.test/',
      'docker.io/library/debian:12@sha256:abc',
      'git@a.test:x/y.git',
      letters(40),
    ])
      expect(knownSecret(text), text).to.equal(null);
  });

  it('names', () => {
    for (const name of [
      'PASSWORD',
      'DB_PASSWD',
      'npmAuthToken',
      'api-key',
      'client.secret',
      'AWS_SECRET_ACCESS_KEY',
      'DB_PWD',
      'x_credentials',
    ])
      expect(isSecretName(name), name).to.equal(true);
    for (const name of [
      '',
      'PASSWORD_FILE',
      'TOKEN_URL',
      'KEY',
      'PUBLIC_KEY',
      'GPG_KEYS',
      'PWD',
      'OLDPWD',
      'SECRETARY',
      'TOKENS_MAX',
      'PASSWORDS',
    ])
      expect(isSecretName(name), name).to.equal(false);
  });

  it('values', () => {
    for (const value of ['horse', '12345', 'p@ss!', 'aGVsbG8='])
      expect(isSecretValue(value), value).to.equal(true);
    for (const value of [
      '',
      'true',
      'No',
      '1',
      'xxxx',
      '/run/x',
      './x',
      '@file',
      '${X}',
      '`x`',
      '<x>',
      '***',
      'https://a.test',
      'a b',
      'id=x',
    ])
      expect(isSecretValue(value), value).to.equal(false);
  });

  it('paths', () => {
    for (const path of ['/root/.ssh/id_ed25519', '.netrc', 'a/.aws/credentials', '/x.p12'])
      expect(isSecretPath(path), path).to.equal(true);
    for (const path of [
      '/id_rsa.pub',
      '/x.pem',
      '/etc/ssl/certs/a.crt',
      '/netrc',
      '/.aws/config',
      '/my_id_rsa',
    ])
      expect(isSecretPath(path), path).to.equal(false);
  });

  it('is quick for texts that are all beginnings', () => {
    const started = performance.now();
    for (const part of [
      'a=',
      '"',
      "PASSWORD='",
      '-----BEGIN A ',
      'https://a:',
      'eyJ',
      'a.b-',
      'x='.repeat(3),
      'PASSWORD = \t',
    ]) {
      const text = part.repeat(200_000 / part.length);
      knownSecret(text);
      for (const asFile of [false, true]) assignedSecret(text, new Set(), asFile);
      isSecretName(text);
      isSecretValue(text);
      isSecretPath(text);
    }
    expect(performance.now() - started).to.be.below(4000);
  }).timeout(20_000);
});
