/** What goes wrong outside: said plainly, with exit code 4, and nothing left behind. Both builders. */
import { expect } from 'chai';
import { needs } from '../../support/parts.js';
import { freePort } from '../../support/dockerd-daemon.js';
import { Lab } from './lab.js';

for (const builder of ['docker', 'buildah'])
  describe(`cooper run with ${builder}, when something is wrong`, function () {
    this.timeout(300_000);
    let lab: Lab;
    before(async function () {
      needs(this, 'dockerd', 'docker-registry', 'htpasswd', 'buildah', 'skopeo', 'git', 'curl');
      lab = await Lab.open({ base: false, engine: builder === 'docker' });
      const pipeline = { builder, buildNetwork: 'none' };
      await lab.busybox('fine', { pipeline });
      const failing = { runAfterFiles: [{ exec: ['/bin/busybox', 'false'] }] };
      await lab.busybox('broken', { pipeline, ...failing });
      const tests = [{ name: 'says hello', command: ['/bin/busybox', 'echo', 'hello'], stdout: '^goodbye$' }];
      await lab.busybox('untested', { pipeline, tests });
      await lab.image('orphan', { from: `${lab.registry.address}/base/none:1`, env: { A: 'b' }, pipeline });
    });
    after(() => lab?.close());

    const cases: [string, string[], () => NodeJS.ProcessEnv, string, RegExp][] = [
      [
        'a wrong password',
        ['fine'],
        () => ({ COOPERAGE_REGISTRY_PASSWORD: 'not this one' }),
        'Verify',
        /does not accept the account builder/,
      ],
      [
        'no account',
        ['fine'],
        () => ({ COOPERAGE_REGISTRY_USER: '', COOPERAGE_REGISTRY_PASSWORD: '' }),
        'Verify',
        /may not push[^]*set COOPERAGE_REGISTRY_USER/,
      ],
      [
        'a missing base image',
        ['orphan'],
        () => ({}),
        'Verify',
        /base image .*base\/none:1 .*(does not exist|is not there)/,
      ],
      [
        'a tag that is not legal',
        ['fine', '--tag', '-x'],
        () => ({}),
        'Verify',
        /image_tag holds a tag that is not legal: -x/,
      ],
      [
        'a namespace that is not legal',
        ['fine', '--namespace', 'a$(id)b'],
        () => ({}),
        'Verify',
        /namespace is not legal: a\$\(id\)b/,
      ],
      ['a failing RUN', ['broken'], () => ({}), 'Build', /the build failed with exit code/],
      ['a failing test', ['untested'], () => ({}), 'Test', /says hello/],
    ];
    for (const [what, args, env, stage, message] of cases)
      it(what, async () => {
        const ended = await lab.start(['run', ...args], env()).ended;
        expect(ended.code, ended.text).to.equal(4);
        expect(ended.text).to.match(message);
        expect(ended.stderr).to.contain(`the stage ${stage} failed`);
        expect(ended.text).to.not.contain('not this one');
        expect(lab.litter(ended)).to.deep.equal([]);
        expect(await lab.registry.tags(`team/${args[0] ?? ''}`)).to.deep.equal([]);
      });

    it('a registry that is down', async () => {
      const ended = await lab.cooper('run', 'fine', '--registry', `127.0.0.1:${await freePort()}`);
      expect(ended.code, ended.text).to.equal(4);
      expect(ended.text).to.match(/the registry 127\.0\.0\.1:\d+ cannot be reached: .*refused/i);
      expect(lab.litter(ended)).to.deep.equal([]);
    });

    it('a builder that is not there', async () => {
      const env =
        builder === 'docker' ? { DOCKER_HOST: `unix://${lab.folder}/none` } : { STORAGE_DRIVER: 'none' };
      const ended = await lab.start(['run', 'fine'], env).ended;
      expect(ended.code, ended.text).to.equal(4);
      expect(ended.text).to.match(/docker daemon does not answer|buildah cannot make its store/);
      expect(lab.litter(ended)).to.deep.equal([]);
    });

    it('and after all that, nothing', async () => {
      const ended = await lab.cooper('run', 'fine');
      expect(ended.code, ended.text).to.equal(0);
      expect(await lab.registry.tags('team/fine')).to.deep.equal(['latest']);
      expect(lab.litter(ended)).to.deep.equal([]);
    });
  });
