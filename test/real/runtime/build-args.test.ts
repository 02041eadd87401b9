/** Build arguments whose values come from the environment. */
import { expect } from 'chai';
import { needs } from '../../support/parts.js';
import { SHELLS, library } from './runtime.js';
import { Workspace } from './workspace.js';

for (const shell of SHELLS) {
  describe(`build arguments in ${shell.join(' ')}`, () => {
    before(function () {
      needs(this, 'dash');
    });

    const print = (pairs: string, env: NodeJS.ProcessEnv = {}): { code: number | null; log: string } =>
      library(shell, ['lib.sh', 'lib/build-args.sh'], 'build_arguments', {
        env: { COOPERAGE_BUILD_ARGS: pairs, ...env },
      });

    it('take the value of a variable, whatever it holds', () => {
      const value = `it's "x" $HOME \`id\` \\ * =é`;
      expect(print('A=ONE B_2=TWO', { ONE: value, TWO: '2' })).to.include({
        code: 0,
        log: `A=${value}\nB_2=2\n`,
      });
    });

    it('know the commit and the address of the checkout, without the password in it', () => {
      const env = { COOPERAGE_COMMIT: 'abc', COOPERAGE_SOURCE: 'https://u:secret@git.example.com/x.git' };
      expect(print('REVISION=GIT_COMMIT URL=GIT_URL', env).log).to.equal(
        'REVISION=abc\nURL=https://git.example.com/x.git\n',
      );
    });

    it('leave the default of ARG where a variable is not set or empty', () => {
      expect(print('A=ONE B=NONE C=GIT_COMMIT', { ONE: '' })).to.include({ code: 0, log: '' });
    });

    const bad: [string, NodeJS.ProcessEnv, string][] = [
      ['A', {}, 'not legal'],
      ['=A', {}, 'not legal'],
      ['A=', {}, 'not legal'],
      ['A=B=C', {}, 'not legal'],
      ['1A=B', {}, 'not legal'],
      ['A=1B', {}, 'not legal'],
      ['--x=B', {}, 'not legal'],
      ['A=B;id', {}, 'not legal'],
      ['A=ONE', { ONE: 'x\ny' }, 'control character'],
      ['A=ONE', { ONE: 'x\u0001' }, 'control character'],
      ['A=ONE', { ONE: 'x'.repeat(4097) }, 'longer than 4096 bytes'],
      [
        'A=ONE',
        { ONE: 'hidden', COOPERAGE_SECRETS: 'x=TWO:text one=ONE:text' },
        'would take the secret in ONE',
      ],
      ['A=REGISTRY_ACCESS_PSW', { REGISTRY_ACCESS_PSW: 'hidden' }, "the registry's credentials"],
    ];
    for (const [pairs, env, message] of bad) {
      it(`refuse ${pairs} (${message})`, () => {
        const { code, log } = print(pairs, env);
        expect(code).to.equal(1);
        expect(log).to.contain(message).and.to.contain('what to do: ').and.not.to.contain('hidden');
      });
    }
  });
}

describe('build arguments in an image', function () {
  this.timeout(120_000);
  before(function () {
    needs(this, 'buildah', 'curl');
  });

  it('reach ARG; what is not set leaves its default; a name that the builder reads itself does no harm', async () => {
    const workspace = new Workspace([
      'FROM scratch',
      'ARG REVISION=unknown',
      'ARG OTHER=default',
      'ARG TMPDIR=/tmp',
      'ADD rootfs.tar.gz /',
      'LABEL revision="$REVISION" other="$OTHER" tmp="$TMPDIR"',
      `RUN ["/bin/busybox", "sh", "-c", "/bin/busybox test \\"$REVISION\\" = 'a b'"]`,
    ]);
    workspace.write('images/x/tests.list', '# tests\ntest runs\narg /bin/busybox\narg true\n');
    const made = workspace.build('registry.example.com', {
      COOPERAGE_TO: `oci:${workspace.path}/layout`,
      COOPERAGE_TAG: '1',
      COOPERAGE_BUILD_ARGS: 'REVISION=WHICH OTHER=NONE TMPDIR=OWN',
      WHICH: 'a b',
      OWN: '/nowhere',
    });
    await made.succeed('verify', 'prepare', 'build', 'test', 'push');
    const labels = JSON.parse(workspace.read(`layout/blobs/sha256/${config(made.record())}`)) as {
      config: { Labels: Record<string, string> };
    };
    expect(labels.config.Labels).to.include({ revision: 'a b', other: 'default', tmp: '/nowhere' });
    workspace.remove();
  });

  const config = (record: Record<string, unknown>): string =>
    (record['image'] as string).slice('sha256:'.length);
});
