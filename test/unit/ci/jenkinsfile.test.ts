/** The Jenkinsfile for merge requests as text; test/real/gitlab runs it. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { jenkinsFiles, serverOf } from '../../../compiler/cli/init/ci-files.js';

const root = resolve(import.meta.dirname, '../../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const text = readFileSync(join(root, 'ci/Jenkinsfile'), 'utf8');
const made = (folder: string, server: string | null, wanted: string | null = null): string =>
  jenkinsFiles({ folder, server, package: wanted })[0]?.content ?? '';

describe('ci/Jenkinsfile', () => {
  it('pins this version', () => {
    expect(text).to.include(`/cooperage.git#v${version}'`);
  });

  it('has no text that Groovy fills in', () => {
    expect(text.replaceAll(/\/\/.*/g, '')).to.not.match(/"""|\$\/|sh[^\n']*"/);
  });

  it('binds the token in one stage, and only git and cooper see it', () => {
    expect(text.match(/credentials\(/g)).to.have.length(1);
    expect(text.slice(0, text.indexOf("stage('Review')"))).to.not.include('GITLAB_TOKEN');
    expect(text).to.not.match(/(echo|printf)[^\n;]*GITLAB_TOKEN(?!"; }; answer)/);
  });
});

describe('cli/init/ci-files for Jenkins', () => {
  it("is the package's file, with the server and the folder", () => {
    expect(jenkinsFiles({ folder: '', server: null, package: null })).to.deep.equal([
      { path: 'Jenkinsfile', content: text },
    ]);
    expect(made('platform/images', 'https://git.test:8443')).to.equal(
      text
        .replace("COOPERAGE_DIR = '.'", "COOPERAGE_DIR = 'platform/images'")
        .replace("'https://gitlab.example.com'", "'https://git.test:8443'"),
    );
  });

  it('writes a folder as Groovy reads it', () => {
    expect(made('', null, `a'b`)).to.include("COOPERAGE_PACKAGE = 'a\\'b'");
    expect(made("a'$x\\", null)).to.include("COOPERAGE_DIR = 'a\\'$x\\\\'");
  });

  it('takes the server from the address of a remote, and no account', () => {
    for (const [remote, server] of [
      ['https://git.test/group/images.git', 'https://git.test'],
      ['https://me:secret@git.test:8443/group/images.git', 'https://git.test:8443'],
      ['http://localhost:8080/group/images.git', 'http://localhost:8080'],
      ['git@git.test:group/images.git', 'https://git.test'],
      ['ssh://git@git.test:2222/group/images.git', 'https://git.test'],
      ['/srv/images.git', null],
      ['../images.git', null],
      ['file:///srv/images.git', null],
      ["https://git.test'; rm -rf /", null],
      ['', null],
    ] as const)
      expect(serverOf(remote), remote).to.equal(server);
  });
});
