import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { connectJenkins } from '../../../../compiler/cli/jenkins/connect.js';
import { folderOf } from '../../../../compiler/cli/jenkins/folder.js';
import type { Io } from '../../../../compiler/cli/io.js';
import { startServer, type Server } from '../../clients/jenkins/server.js';

describe('the controller that the environment names', () => {
  let server: Server;
  let folder: string;
  let printed: string;
  const io = (env: Record<string, string>): Io => ({
    out: () => expect.fail(),
    err: (text) => (printed += text),
    color: false,
    isTerminal: false,
    columns: 80,
    env,
  });

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cooperage-connect-'));
    writeFileSync(join(folder, 'token'), 'maria:11f0\n');
    server = await startServer(({ headers }, response) =>
      headers.authorization === `Basic ${btoa('maria:11f0')}`
        ? response
            .writeHead(200, { 'x-jenkins': '2.516.2', 'content-type': 'application/json' })
            .end('{"name":"maria"}')
        : response.writeHead(401, { 'x-jenkins': '2.516.2' }).end(),
    );
  });
  beforeEach(() => (printed = ''));
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('is given once it has answered; files are found from the folder that the command works in', async () => {
    const found = await connectJenkins(
      io({ JENKINS_URL: `${server.url}/`, JENKINS_TOKEN_FILE: 'token' }),
      folder,
    );
    expect('jenkins' in found && found.jenkins.url).to.equal(server.url);
    expect(printed).to.equal('');
  });

  it('the environment is wrong: 2', async () => {
    expect(await connectJenkins(io({}), folder)).to.deep.equal({ exit: 2 });
    expect(printed).to.equal(
      'cooper: JENKINS_URL is not set\n  Set it to the address of the start page, such as https://jenkins.example.com/ci.\n',
    );
  });

  it('the controller refuses: 4', async () => {
    const env = { JENKINS_URL: server.url, JENKINS_USER: 'maria', JENKINS_TOKEN: 'wrong-token' };
    expect(await connectJenkins(io(env), folder)).to.deep.equal({ exit: 4 });
    expect(printed).to.match(/^cooper: \S+ does not accept the token of "maria"\n {2}Make .+\.\n$/u);
    expect(printed).not.to.include('wrong-token');
  });
});

describe('the folder of the jobs', () => {
  it('of the option, else of the settings', () => {
    expect(folderOf({ jenkins: { folder: '/a/b/' } }, undefined)).to.equal('a/b');
    expect(folderOf({ jenkins: { folder: 'a' } }, 'b/c')).to.equal('b/c');
    expect(folderOf({ jenkins: { folder: 'a' } }, '')).to.equal('');
  });

  it('of neither, or with names that Jenkins steps stumble over', () => {
    for (const found of [folderOf({}, undefined), folderOf({}, "it's"), folderOf({}, 'a/../b')])
      expect(found).to.have.keys('problem', 'help');
  });
});
