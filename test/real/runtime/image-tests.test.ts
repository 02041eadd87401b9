/** tests.list: commands, files and ports of an image that buildah made. */
import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { needs } from '../../support/parts.js';
import { Workspace, type Build } from './workspace.js';

const HTTPD = ['FROM scratch', 'ADD rootfs.tar.gz /'];

describe('tests of the image', function () {
  this.timeout(180_000);
  let workspace: Workspace;

  before(function () {
    needs(this, 'buildah');
  });

  beforeEach(() => {
    workspace = new Workspace();
  });

  afterEach(() => {
    workspace.remove();
  });

  const tests = async (
    list: string,
    dockerfile = HTTPD,
  ): Promise<{ code: number | null; log: string; build: Build }> => {
    workspace.dockerfile(...dockerfile);
    workspace.write('images/x/tests.list', `# Generated\n${list}`);
    const made = workspace.build('registry.example.com', { COOPERAGE_TO: `oci:${workspace.path}/layout` });
    await made.succeed('verify', 'prepare', 'build');
    const { code, log } = await made.run('test');
    return { code, log, build: made };
  };

  it('commands: arguments arrive as they are; exit code and output are looked at', async () => {
    const { code, log } = await tests(
      [
        'test arguments',
        'arg /bin/busybox',
        'arg printf',
        'arg <%s>\\\\n',
        'arg ',
        'arg a b',
        'arg $(id) `id` \'"',
        'arg x\\ny\\n',
        'arg \\t\\\\n',
        'stdout ^<>$',
        'stdout ^<a b>$',
        'stdout ^<\\\\$\\\\(id\\\\) `id` \'">$',
        'stdout ^y$',
        'stdout ^<\\t\\\\\\\\n>$',
        'test exit code',
        'arg /bin/busybox',
        'arg false',
        'exit 1',
        'test error',
        'arg /bin/busybox',
        'arg sh',
        'arg -c',
        'arg echo out; echo err >&2; exit 3',
        'exit 3',
        'stdout ^out$',
        'stderr ^err$',
        '',
      ].join('\n'),
    );
    expect(code, log).to.equal(0);
    expect(log).to.contain('3 tests passed');
  });

  it('all are run; each failure is told', async () => {
    const {
      code,
      log,
      build: made,
    } = await tests(
      [
        'test one',
        'arg /bin/busybox',
        'arg false',
        'test two',
        'arg /bin/busybox',
        'arg echo',
        'arg hello',
        'stdout ^bye$',
        'stdout [',
        'test three',
        'file /nowhere',
        'file /bin/busybox',
        'file /abs/busybox',
        'file /loop/x',
        'file /dangling',
        'file /rel/busybox',
        'test four',
        'arg /bin/busybox',
        'arg sleep',
        'arg 30',
        'seconds 1',
        'test five',
        'arg /nowhere',
        'test six',
        'arg /bin/busybox',
        'arg true',
        '',
      ].join('\n'),
      [
        'FROM scratch',
        'ADD rootfs.tar.gz /',
        'RUN ["/bin/busybox", "sh", "-c", "cd /; b=/bin/busybox; $b ln -s /bin abs; $b ln -s bin rel; $b ln -s loop loop; $b ln -s /gone dangling"]',
      ],
    );
    expect(code).to.equal(1);
    expect(log).to.contain('exit code 1, expected 0');
    expect(log)
      .to.contain('no line of its stdout matches ^bye$')
      .and.to.contain('is no extended regular expression: [')
      .and.to.contain('hello');
    expect(log).to.contain('/nowhere does not exist').and.to.contain('/loop/x does not exist');
    for (const there of ['/bin/busybox', '/abs/busybox', '/dangling', '/rel/busybox'])
      expect(log).not.to.contain(`${there} does not exist`);
    expect(log).to.contain('the command did not end within 1 s');
    expect(log).to.contain('ok      six').and.to.contain('5 of 6 tests failed');
    expect(readdirSync(made.work)).not.to.include('tmp');
  });

  it('ports: listens, ends early, never listens, is in use', async () => {
    const free = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        server.close(() => {
          resolve(port);
        });
      });
    });
    const cmd = (...args: string[]): string[] => [
      ...HTTPD,
      `ENTRYPOINT ${JSON.stringify(['/bin/busybox', ...args.slice(0, 1)])}`,
      `CMD ${JSON.stringify(args.slice(1))}`,
    ];
    const good = await tests(
      `test port\nport ${free}\nseconds 10\n`,
      cmd('httpd', '-f', '-p', `127.0.0.1:${free}`, '-h', '/'),
    );
    expect(good.code, good.log).to.equal(0);
    const probe = createServer();
    await new Promise<void>((resolve, reject) =>
      probe.once('error', reject).listen(free, '127.0.0.1', resolve),
    );
    const held = await tests(
      `test port\nport ${free}\nseconds 10\n`,
      cmd('httpd', '-f', '-p', `127.0.0.1:${free}`, '-h', '/'),
    );
    expect(held.log).to.contain(`TCP port ${free} is in use on this agent`);
    await new Promise((resolve) => probe.close(resolve));
    const early = await tests(
      `test port\nport ${free}\nseconds 10\n`,
      cmd('sh', '-c', 'echo gone >&2; exit 7'),
    );
    expect(early.log).to.contain('exit code 7').and.to.contain('gone');
    const never = await tests(`test port\nport ${free}\nseconds 1\n`, cmd('sleep', '60'));
    expect(never.log).to.contain(`nothing listens at TCP port ${free} after 1 s`);
  });
});
