import { expect } from 'chai';
import type { ImageSpec } from '../../../../compiler/model/spec.js';
import { resolved } from '../../validate/rules/resolved.js';
import { findings, from } from '../findings.js';

const on = { 'no-secret-values': 'error' } as const;
const of = (spec: Partial<ImageSpec>): string[] => findings(on, spec);
/** No scanner of secrets shall stumble over this file. */
const TOKEN = `ghp_${'a1B2'.repeat(9)}`;

describe('policy/rules/no-secret-values', () => {
  it('variables, arguments and labels with the name of a secret', () => {
    expect(
      of({ env: { A: 'x', DB_PASSWORD: 'horse' }, args: { API_KEY: 'horse' } }).concat(
        findings(on, {}, { image: { labels: { 'app.token': 'horse' } } }),
      ),
    ).to.deep.equal([
      '/args/API_KEY: the argument API_KEY holds a literal value, and its name is that of a secret',
      '/env/DB_PASSWORD: the variable DB_PASSWORD holds a literal value, and its name is that of a secret',
      '/labels/app.token: the label app.token holds a literal value, and its name is that of a secret',
    ]);
  });

  it('a well-known token anywhere', () => {
    expect(of({ env: { A: `x ${TOKEN}` } })).to.deep.equal([
      '/env/A: the variable A holds a token of GitHub',
    ]);
    for (const spec of [
      { run: [`git clone https://x-token:${'s3cret'.repeat(2)}@a.test/x.git`] },
      { run: [{ script: ['#!/usr/bin/python3', `t = "${TOKEN}"`] }] },
      { run: [{ exec: ['curl', '-H', `Authorization: Bearer ${TOKEN}`] }] },
      { cmd: ['app', `--key=${TOKEN}`] },
      { entrypoint: `app ${TOKEN}`, cmd: [] },
      { healthcheck: { test: ['curl', TOKEN] } },
      { files: { '/a': { content: ['-----BEGIN OPENSSH PRIVATE KEY-----', 'b3Blb'] } } },
      { onbuild: [{ env: { A: TOKEN } }] },
    ] satisfies Partial<ImageSpec>[])
      expect(of(spec), JSON.stringify(Object.keys(spec))).to.have.length(1);
  });

  it('RUN lines and files that give a name its value', () => {
    expect(
      of({ run: ['PGPASSWORD=horse psql', 'app --db-password="horse"', 'export API_TOKEN=horse; true'] }),
    ).to.have.length(3);
    expect(of({ files: { '/a.ini': { content: ['[db]', 'user = x', 'password = horse'] } } })).to.deep.equal([
      '/files/~1a.ini: the file /a.ini gives a literal value to password',
    ]);
  });

  it('files by their names', () => {
    const entries = [
      { path: 'root/.ssh', kind: 'directory', target: null },
      { path: 'root/.ssh/id_rsa', kind: 'file', target: null },
      { path: 'root/.ssh/id_rsa.pub', kind: 'file', target: null },
    ] as const;
    const facts = { ...resolved({}).facts, rootfs: { kind: 'directory', entries } } as const;
    expect(findings(on, { rootfs: 'rootfs' }, { image: { facts } })).to.deep.equal([
      '/rootfs: in the rootfs, /root/.ssh/id_rsa has the name of a file with secrets',
    ]);
    const copy = {
      verb: 'COPY',
      sources: [{ path: 'conf/.netrc', origin: '/copy/0' }],
      to: '/',
      flags: [],
    } as const;
    expect(findings(on, {}, { instructions: [from('a'), copy] })).to.have.length(1);
  });

  it('an argument that takes a secret from the build', () => {
    const plan = { buildArgs: [{ name: 'NPM_TOKEN', variable: 'NPM_TOKEN' }] };
    expect(findings(on, { args: { NPM_TOKEN: null, OTHER_TOKEN: null } }, { plan })).to.deep.equal([
      '/args/NPM_TOKEN: the argument NPM_TOKEN takes what looks like a secret, and stays in the history of the image',
    ]);
  });

  it('no alarm for what is no secret', () => {
    expect(
      of({
        env: {
          DB_PASSWORD: '',
          DB_PASSWORD_FILE: '/run/secrets/db',
          MYSQL_ALLOW_EMPTY_PASSWORD: 'yes',
          TOKEN_TTL: '30m',
          GPG_KEY: 'E3FF2839C048B25C084DEBE9B26995E310250568',
          PWD: '/srv',
          API_TOKEN: '$OTHER',
          API_KEY: '/run/secrets/key',
          CSRF_TOKEN: '<token>',
          AWS_ACCESS_KEY_ID: `AKIA${'IOSFODNN7'}EXAMPLE`,
          HOMEPAGE: 'https://user@example.com:8080/x',
        },
        args: { NPM_TOKEN: null },
        run: [
          'TOKEN="$(cat /run/secrets/token)" npm ci',
          'sed -i "s/PASSWORD=.*/PASSWORD=$X/" /a && [ -n "$API_TOKEN" ]',
          'docker-thing --secret=id=npm --password-stdin --token=$T',
          'git clone https://$USER:$TOKEN@a.test/x.git; curl http://a.test:80/@b',
          'echo "deb [signed-by=/usr/share/keyrings/x.gpg] https://a.test stable main"',
          'useradd -p "" app && passwd -l app',
        ],
        files: {
          '/a': {
            content: ['password=${PASSWORD}', '# password=', 'password_encryption = scram', 'token = token'],
          },
        },
        secrets: { npm: { credentialsId: 'npm-token' } },
      }),
    ).to.deep.equal([]);
  });

  it('what is allowed by name', () => {
    const policy = {
      'no-secret-values': { severity: 'error', allow: ['PGPASSWORD', '/etc/netrc'] },
    } as const;
    const spec = {
      env: { PGPASSWORD: 'horse' },
      run: ['PGPASSWORD=horse psql'],
      files: { '/etc/netrc': { content: 'PASSWORD=horse' } },
    };
    expect(findings(policy, spec)).to.deep.equal([]);
    expect(of(spec)).to.have.length(3);
  });
});
