/** How a project is reached: the environment, files that it names, and the remote of a clone. */
import { expect } from 'chai';
import fc from 'fast-check';
import { accessOf, type GitLabAccess } from '../../../../compiler/clients/gitlab/access.js';
import { projectIn } from '../../../../compiler/clients/gitlab/project-path.js';
import type { Environment } from '../../../../compiler/host/files.js';
import { certificate } from '../jenkins/certificate.js';

const SERVER = { GITLAB_URL: 'https://gitlab.example.com' };
const WHOLE = { ...SERVER, GITLAB_TOKEN: 'glpat-1', GITLAB_PROJECT: 'platform/images' };
const AUTHORITY = certificate('Our authority', {}).cert;

function read(env: Environment, origin: string | null = null): ReturnType<typeof accessOf> {
  const files: Record<string, string> = { '/token': 'glpat-2\n', '/empty': '\n', '/ca': AUTHORITY };
  return accessOf(
    env,
    (path) => {
      const content = files[path];
      if (content === undefined) throw Object.assign(new Error('no'), { code: 'ENOENT' });
      return content;
    },
    origin,
  );
}

function accessFor(env: Environment, origin: string | null = null): GitLabAccess {
  const found = read(env, origin);
  if ('problem' in found) throw new Error(found.problem);
  return found;
}

function problem(env: Environment, origin: string | null = null): string {
  const found = read(env, origin);
  if (!('problem' in found)) throw new Error('it was taken');
  expect(found.help).to.match(/[.)]$/u);
  return `${found.problem} ${found.help}`;
}

describe('access to a GitLab project', () => {
  it('address, token and project', () =>
    expect(accessFor(WHOLE)).to.deep.equal({
      url: 'https://gitlab.example.com',
      token: 'glpat-1',
      project: 'platform/images',
      ca: null,
      warnings: [],
    }));

  it("a job's own server and project", () => {
    const job = { CI_SERVER_URL: 'https://gitlab.example.com/git/', CI_PROJECT_PATH: 'a/b/c' };
    const { url, project, token } = accessFor({ ...job, GITLAB_TOKEN_FILE: '/token' });
    expect({ url, project, token }).to.deep.equal({
      url: 'https://gitlab.example.com/git',
      project: 'a/b/c',
      token: 'glpat-2',
    });
  });

  it("a job's project is none of another server", () =>
    expect(
      problem({ ...SERVER, GITLAB_TOKEN: 't', CI_SERVER_URL: 'https://other', CI_PROJECT_PATH: 'a/b' }),
    ).to.include('GITLAB_PROJECT is not set'));

  it("a job's authority", () => {
    const job = { CI_SERVER_URL: 'https://gitlab.example.com', CI_SERVER_TLS_CA_FILE: '/ca' };
    expect(accessFor({ ...WHOLE, GITLAB_URL: '', ...job }).ca).to.equal(AUTHORITY);
    expect(accessFor({ ...WHOLE, CI_SERVER_TLS_CA_FILE: '/ca' }).ca).to.equal(null);
    expect(accessFor({ ...WHOLE, GITLAB_CA_FILE: '/ca' }).ca).to.equal(AUTHORITY);
  });

  it('warns of plain http, except on this machine', () => {
    expect(accessFor({ ...WHOLE, GITLAB_URL: 'http://gitlab.example.com' }).warnings).to.deep.equal([
      'GITLAB_URL is plain http: the token for gitlab.example.com travels unencrypted.',
    ]);
    expect(accessFor({ ...WHOLE, GITLAB_URL: 'http://127.0.0.1:80' }).warnings).to.deep.equal([]);
  });

  for (const [env, words] of [
    [{}, 'GITLAB_URL is not set'],
    [{ ...WHOLE, GITLAB_URL: 'gitlab' }, 'is no address'],
    [{ ...WHOLE, GITLAB_URL: 'https://a:sesame@gitlab' }, 'holds an account'],
    [{ ...WHOLE, GITLAB_URL: 'https://gitlab/api/v4' }, 'a page within GitLab'],
    [{ ...WHOLE, GITLAB_URL: 'https://gitlab/a/b/-/tree/main' }, 'a page within GitLab'],
    [{ ...WHOLE, GITLAB_TOKEN: '' }, 'GITLAB_TOKEN is not set'],
    [{ ...WHOLE, GITLAB_TOKEN: '', CI_JOB_TOKEN: 'x' }, 'CI_JOB_TOKEN alone'],
    [{ ...WHOLE, GITLAB_TOKEN_FILE: '/token' }, 'both GITLAB_TOKEN and GITLAB_TOKEN_FILE'],
    [{ ...WHOLE, GITLAB_TOKEN: '', GITLAB_TOKEN_FILE: '/empty' }, 'GITLAB_TOKEN_FILE holds no token'],
    [{ ...WHOLE, GITLAB_TOKEN: '', GITLAB_TOKEN_FILE: '/no' }, 'there is no such file'],
    [{ ...WHOLE, GITLAB_TOKEN: 'sesame open' }, 'holds no token'],
    [{ ...WHOLE, GITLAB_TOKEN: 'gldt-sesame' }, 'holds a deploy token'],
    [{ ...WHOLE, GITLAB_TOKEN: 'glcbt-sesame' }, "holds a job's token"],
    [{ ...WHOLE, GITLAB_PROJECT: 'images' }, 'neither the path of a project nor an id'],
    [{ ...WHOLE, GITLAB_PROJECT: 'a/../b' }, 'neither the path of a project nor an id'],
    [{ ...WHOLE, GITLAB_PROJECT: 'https://gitlab.example.com/a/b' }, 'neither the path'],
    [{ ...WHOLE, GITLAB_CA_FILE: '/token' }, 'holds no certificate'],
  ] as const)
    it(`refuses: ${words} (${Object.values(env).pop() ?? 'nothing'})`, () =>
      expect(problem(env)).to.include(words).and.not.include('sesame'));

  for (const [remote, path] of [
    ['https://gitlab.example.com/a/b.git', 'a/b'],
    ['https://oauth2:sesame@gitlab.example.com/a/b/c', 'a/b/c'],
    ['git@gitlab.example.com:a/b.git', 'a/b'],
    ['ssh://git@gitlab.example.com:2222/a/b.git', 'a/b'],
    ['https://gitlab.example.com:8443/a/b.git', null],
    ['https://other.example.com/a/b.git', null],
    ['git@other.example.com:a/b.git', null],
    ['https://gitlab.example.com/a/%2e%2e/b', null],
    ['/srv/git/a/b.git', null],
    ['gitlab.example.com', null],
  ] as const)
    it(`the remote ${remote}`, () => {
      expect(projectIn(remote, 'https://gitlab.example.com')).to.equal(path);
    });

  it('the remote of a server with a root of its own', () => {
    const of = (remote: string): string | null => projectIn(remote, 'https://example.com/gitlab');
    expect(of('https://example.com/gitlab/a/b.git')).to.equal('a/b');
    expect(of('https://example.com/a/b.git')).to.equal(null);
    expect(of('git@example.com:a/b.git')).to.equal('a/b');
  });

  it('no remote makes a project that is a step in an address', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const path = projectIn(`git@gitlab.example.com:${text}`, 'https://gitlab.example.com');
        if (path !== null) expect(path.split('/').some((part) => /^\.*$/u.test(part))).to.equal(false);
      }),
    ));
});
