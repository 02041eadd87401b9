/** How a controller is reached: the environment, and files that it names. */
import { expect } from 'chai';
import fc from 'fast-check';
import {
  accessOf,
  type AccessProblem,
  type JenkinsAccess,
} from '../../../../compiler/clients/jenkins/access.js';
import type { Environment } from '../../../../compiler/host/files.js';
import { certificate } from './certificate.js';

const URL_ONLY = { JENKINS_URL: 'https://jenkins.example.com' };
const ACCOUNT = { ...URL_ONLY, JENKINS_USER: 'maria', JENKINS_TOKEN: '11f0' };
const AUTHORITY = certificate('Our authority', {}).cert;

function read(env: Environment, files: Record<string, string> = {}): JenkinsAccess | AccessProblem {
  return accessOf(env, (path) => {
    const content = files[path];
    if (content === undefined) throw Object.assign(new Error('no'), { code: 'ENOENT' });
    return content;
  });
}

function accessFor(env: Environment, files: Record<string, string> = {}): JenkinsAccess {
  const found = read(env, files);
  if ('problem' in found) throw new Error(found.problem);
  return found;
}

function problem(env: Environment, files: Record<string, string> = {}): string {
  const found = read(env, files);
  if (!('problem' in found)) throw new Error('it was taken');
  expect(found.help).to.match(/\.$/u);
  return found.problem;
}

describe('access to a controller', () => {
  it('address, user and token', () => {
    expect(accessFor(ACCOUNT)).to.deep.equal({
      url: 'https://jenkins.example.com',
      account: { user: 'maria', secret: '11f0', kind: 'token' },
      ca: null,
      warnings: [],
    });
  });

  for (const [given, url] of [
    ['https://jenkins.example.com/', 'https://jenkins.example.com'],
    ['https://jenkins.example.com/ci//', 'https://jenkins.example.com/ci'],
    ['HTTPS://Jenkins.example.com:8443/a/b', 'https://jenkins.example.com:8443/a/b'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ] as const)
    it(`the address ${given}`, () => expect(accessFor({ ...ACCOUNT, JENKINS_URL: given }).url).to.equal(url));

  for (const [given, words] of [
    ['', 'is not set'],
    ['jenkins.example.com', 'is no address'],
    ['ftp://jenkins.example.com', 'begins with neither'],
    ['https://maria:sesame@jenkins.example.com', 'holds an account'],
    ['https://sesame@jenkins.example.com', 'holds an account'],
    ['https://jenkins.example.com/login?from=%2F', 'page within Jenkins'],
    ['https://jenkins.example.com/ci/job/nginx/', 'page within Jenkins'],
    ['https://jenkins.example.com/#sesame', 'page within Jenkins'],
  ] as const)
    it(`no address: ${given}`, () => {
      expect(problem({ ...ACCOUNT, JENKINS_URL: given })).to.include(words);
      expect(JSON.stringify(read({ ...ACCOUNT, JENKINS_URL: given }))).not.to.include('sesame');
    });

  it('plain http with an account is warned of, but not on the loopback address', () => {
    const warned = (url: string): readonly string[] => accessFor({ ...ACCOUNT, JENKINS_URL: url }).warnings;
    expect(warned('http://jenkins.example.com')).to.deep.equal([
      'JENKINS_URL is plain http: the token for jenkins.example.com travels unencrypted.',
    ]);
    for (const host of ['localhost:8080', '127.0.0.1', '[::1]'])
      expect(warned(`http://${host}`)).to.deep.equal([]);
    expect(accessFor({ JENKINS_URL: 'http://jenkins.example.com' }).warnings).to.deep.equal([]);
  });

  it('no account at all: as an anonymous client', () => {
    expect(accessFor({ ...URL_ONLY, JENKINS_USER: '', JENKINS_TOKEN: '' }).account).to.equal(null);
  });

  it('the token in a file, with or without the user', () => {
    const env = { ...URL_ONLY, JENKINS_USER: 'maria', JENKINS_TOKEN_FILE: 'f' };
    const account = { user: 'maria', secret: '11f0', kind: 'token' };
    expect(accessFor(env, { f: '11f0\n' }).account).to.deep.equal(account);
    expect(accessFor(env, { f: 'maria:11f0\r\n' }).account).to.deep.equal(account);
    expect(accessFor({ ...env, JENKINS_USER: '' }, { f: 'maria:11f0' }).account).to.deep.equal(account);
    expect(problem(env, { f: 'eve:11f0' })).to.include('name different accounts');
    expect(problem({ ...env, JENKINS_USER: '' }, { f: '11f0' })).to.include('JENKINS_USER is not');
    expect(problem(env, {})).to.equal(
      "the file of JENKINS_TOKEN_FILE can't be read: f (there is no such file)",
    );
  });

  it('a password, which may hold colons and spaces; its file ends with one line end', () => {
    const env = { ...URL_ONLY, JENKINS_USER: 'maria' };
    const account = { user: 'maria', secret: ' a:b c ', kind: 'password' };
    expect(accessFor({ ...env, JENKINS_PASSWORD: ' a:b c ' }).account).to.deep.equal(account);
    expect(accessFor({ ...env, JENKINS_PASSWORD_FILE: 'f' }, { f: ' a:b c \n' }).account).to.deep.equal(
      account,
    );
  });

  for (const [what, env, words] of [
    ['a user alone', { JENKINS_USER: 'maria' }, 'there is no token'],
    ['a token alone', { JENKINS_TOKEN: 'sesame' }, 'JENKINS_USER is not'],
    [
      'two secrets',
      { JENKINS_TOKEN: 'sesame', JENKINS_PASSWORD: 'sesame' },
      'both JENKINS_TOKEN and JENKINS_PASSWORD',
    ],
    ['a user with a colon', { JENKINS_USER: 'maria:sesame', JENKINS_TOKEN: 'x' }, 'holds a colon'],
    ['a token on two lines', { JENKINS_USER: 'maria', JENKINS_TOKEN: 'sesame\nsesame' }, 'holds no token'],
    ['an empty password', { JENKINS_USER: 'maria', JENKINS_PASSWORD_FILE: 'empty' }, 'holds no password'],
  ] as const)
    it(`${what} is refused`, () => {
      const given = { ...URL_ONLY, ...env };
      expect(problem(given, { empty: '\n' })).to.include(words);
      expect(JSON.stringify(read(given, { empty: '\n' }))).not.to.include('sesame');
    });

  it('an authority of one’s own', () => {
    const env = { ...ACCOUNT, JENKINS_CA_FILE: 'ca.pem' };
    expect(accessFor(env, { 'ca.pem': `Our authority\n${AUTHORITY}${AUTHORITY}` }).ca).to.equal(
      AUTHORITY.trim() + '\n' + AUTHORITY.trim() + '\n',
    );
    expect(problem(env, { 'ca.pem': 'DER' })).to.include('holds no certificate: ca.pem');
    expect(problem(env, { 'ca.pem': AUTHORITY.replace('MII', 'XXX').replace(/\n.{20}/u, '\n') })).to.include(
      'holds no certificate',
    );
    expect(problem(env)).to.include('JENKINS_CA_FILE');
  });

  it('whatever the variables hold, no problem shows a secret', () => {
    const text = fc.string({ unit: 'binary', minLength: 12, maxLength: 30 });
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('JENKINS_TOKEN', 'JENKINS_PASSWORD'),
        fc.boolean(),
        (secret, name, file) => {
          const env = file ? { [`${name}_FILE`]: 'f' } : { [name]: secret };
          for (const user of ['', 'maria', 'a:b']) {
            const found = read({ ...URL_ONLY, JENKINS_USER: user, ...env }, { f: secret });
            if ('problem' in found) expect(`${found.problem} ${found.help}`).not.to.include(secret);
          }
        },
      ),
    );
  });
});
