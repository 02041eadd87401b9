import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cooper } from '../support/cooper.js';
import { leaveOut, needs } from '../support/parts.js';
import { MANIFESTS } from '../support/registry.js';
import { Controller } from './controller.js';
import { addressTowards, type GitServer, startGitServer } from './git-server.js';
import { Repository } from './repository.js';
import { isReal, openTarget, type Target, type TargetRegistry } from './target.js';

const HERE = join(import.meta.dirname, '../..');
const JOBS = ['broken', 'hello', 'slow'];

/** The tests build upon one another; the first that fails makes the others fail too. */
describe(`jobs and builds in ${isReal ? 'the Jenkins of JENKINS_URL' : 'the stand-in Jenkins'}`, function () {
  this.timeout(20 * 60_000);
  this.bail(true);

  let target: Target;
  let git: GitServer;
  let home: string;
  let repository: Repository;
  let controller: Controller;
  let cooper: Cooper;
  let registry: TargetRegistry;
  const folder = `cooperage-test-${randomBytes(4).toString('hex')}`;

  before(async function () {
    needs(this, 'git');
    if (!isReal) needs(this, 'java', 'javac', 'mvn', 'buildah', 'curl', 'docker-registry', 'htpasswd');
    target = await openTarget();
    home = mkdtempSync(join(tmpdir(), 'cooperage-jenkins-suite-'));
    repository = new Repository(home, 'images.git');
    git = await startGitServer(home, process.env['TEST_HOST'] ?? (await addressTowards(target.url)));
    controller = new Controller(target, folder);
    const { url, user, token } = target;
    const env = { JENKINS_URL: url, JENKINS_USER: user, JENKINS_TOKEN: token };
    cooper = new Cooper(env, repository.root);
    registry = target.registry ?? NO_REGISTRY;
    repository.fill(`${git.url}/images.git`, folder, registry);
    const compiled = await cooper.run('compile');
    expect(compiled.code, compiled.err).to.equal(0);
    repository.push('Three images');
  });
  after(async () => {
    try {
      await controller?.removeAll();
      if (controller) expect(await controller.jobs()).to.equal(null);
    } finally {
      await git?.stop();
      await target?.stop();
      if (home) rmSync(home, { recursive: true, force: true });
    }
  });

  /** Runs a command that must end like this. */
  const run = async (code: number, ...args: string[]): Promise<string> => {
    const ended = await cooper.run(...args);
    expect(ended.code, `cooper ${args.join(' ')}\n${ended.out}${ended.err}`).to.equal(code);
    return ended.out + ended.err;
  };

  /** How the last build of an image ended. */
  const resultOf = async (image: string): Promise<unknown> => {
    const { images } = JSON.parse(await run(0, 'status', image, '--json')) as Status;
    return images[0]?.builds[0]?.result;
  };

  /** What needs a registry is left out where there is none. */
  const needsRegistry = (context: Mocha.Context): void => {
    if (!target.registry) leaveOut(context, 'builds in Jenkins: set TEST_REGISTRY and its account');
  };

  describe('linting', () => {
    it('finds every example valid', async () => {
      const { code, out, err } = await cooper.runIn(HERE, 'validate', '--jenkins');
      expect(code, out + err).to.equal(0);
      const [, linted, all] = /(\d+) of (\d+) Jenkinsfiles linted/.exec(out + err) ?? [];
      expect(linted).to.equal(all);
      expect(Number(linted)).to.be.greaterThan(20);
    });

    it('finds the images of the suite valid', async () => {
      expect(await run(0, 'validate', '--jenkins')).to.include('3 of 3 Jenkinsfiles linted');
    });
  });

  describe('jobs', () => {
    it('are planned without anything being made', async () => {
      const plan = await run(0, 'jobs', 'plan');
      expect(plan).to.include(`+ ${folder}/`);
      for (const job of JOBS) expect(plan).to.include(`+ ${folder}/${job}`);
      expect(await controller.jobs()).to.equal(null);
    });

    it('are made, with the folder and its library', async () => {
      await run(0, 'jobs', 'sync');
      expect(await controller.jobs()).to.deep.equal(JOBS);
      await controller.addCredentials('registry', registry.user, registry.password);
      await controller.addJobByHand('by-hand');
    });

    it('stay as they are in a second run', async () => {
      const before = await Promise.all(JOBS.map((job) => controller.config(job)));
      expect(await run(0, 'jobs', 'sync')).to.include('Nothing to do');
      expect(await Promise.all(JOBS.map((job) => controller.config(job)))).to.deep.equal(before);
    });

    it('find at the controller what they need, and what they lack', async () => {
      const found = await cooper.run('doctor', '--jenkins');
      expect(found.out).to.include('no-such-credentials');
    });
  });

  describe('builds', () => {
    before(function () {
      needsRegistry(this);
    });

    it('push an image under the tags that were asked for, in the very first build', async () => {
      const said = await run(0, 'build', 'hello', '--follow', '--tag', '1.0', '--tag', 'test');
      const record = await controller.artifact('hello', 1, 'build-record.json');
      const digest = await digestOf(registry, `${folder}-hello`, '1.0');
      expect(record).to.include({ result: 'pushed', digest });
      expect(digest).to.match(/^sha256:/);
      expect(await digestOf(registry, `${folder}-hello`, 'test')).to.equal(digest);
      expect(said).to.include('Push: pushed').and.include(String(digest));
      const { images } = JSON.parse(await run(0, 'status', 'hello', '--json')) as Status;
      expect(images[0]?.builds[0]).to.deep.include({
        number: 1,
        result: 'SUCCESS',
        digest,
        tags: ['1.0', 'test'],
      });
      expect(await run(0, 'logs', 'hello')).to.include(String(digest));
    });

    it('leave the jobs as they were planned', async () => {
      expect(await run(0, 'jobs', 'plan', '--check')).to.include('3 unchanged');
    });

    it('push nothing when all is there already', async () => {
      const events = (await run(0, 'build', 'hello', '--json', '--tag', '1.0', '--tag', 'test'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Event);
      const end = events.at(-1);
      expect(end).to.include({ type: 'build-end', number: 2, result: 'SUCCESS' });
      expect(end?.record).to.include({ result: 'unchanged' });
    });

    it('are aborted by who started them', async () => {
      const build = cooper.start(['build', 'slow', '--follow', '--abort-on-interrupt']);
      await build.until(/Proceed or Abort/);
      build.interrupt();
      const { code, out, err } = await build.ended;
      expect(code, out + err).to.equal(130);
      expect(await resultOf('slow')).to.equal('ABORTED');
    });

    it('are aborted by somebody else', async () => {
      const build = cooper.start(['build', 'slow', '--follow']);
      await build.until(/Proceed or Abort/);
      await controller.stop('slow', 2);
      const { code, out, err } = await build.ended;
      expect(code, out + err).to.equal(4);
      expect(out + err).to.match(/abort/i);
    });

    it('say why they failed, and in which line of which spec', async () => {
      for (const said of [await run(4, 'build', 'broken'), await run(0, 'logs', 'broken')]) {
        expect(said).to.include('failed in Verify').and.include('no-such-credentials');
        expect(said).to.match(/images\/broken\/image\.json:\d+:\d+/);
      }
    });

    it('show no secret in any log', async () => {
      const consoles = await controller.consoles();
      expect(consoles).to.have.length(5);
      const { user, password, namespace, address } = registry;
      // A password that is a part of some name can't be looked for.
      const names = [folder, user, namespace, address].join(' ');
      const secrets = [password, btoa(`${user}:${password}`), target.token].filter(
        (one) => !names.includes(one),
      );
      for (const { build, text } of consoles)
        for (const secret of secrets) expect(text.includes(secret), `a secret in ${build}`).to.equal(false);
      for (const secret of secrets)
        expect(cooper.printed.includes(secret), 'a secret was printed').to.equal(false);
    });
  });

  describe('jobs whose image is gone', () => {
    it('are removed, and nothing else', async () => {
      const byHand = await controller.config('by-hand');
      repository.remove('images/slow');
      repository.push('Without slow');
      await run(0, 'jobs', 'prune', '--yes');
      expect(await controller.jobs()).to.deep.equal(['broken', 'by-hand', 'hello']);
      expect(await controller.config('by-hand')).to.equal(byHand);
    });
  });
});

/** Of what `cooper status --json` tells. */
interface Status {
  readonly images: readonly { readonly builds: readonly { readonly result: unknown }[] }[];
}

/** Of what `cooper build --json` tells. */
interface Event {
  readonly type: string;
  readonly record?: object;
}

/** A name that nothing answers to, for linting and jobs alone. */
const NO_REGISTRY: TargetRegistry = {
  address: 'registry.invalid',
  user: 'nobody',
  password: randomBytes(12).toString('hex'),
  namespace: 'none',
  plainHttp: false,
};

/** What a tag names at the registry, by an account that may read it. */
async function digestOf(
  { address, user, password, namespace, plainHttp }: TargetRegistry,
  name: string,
  tag: string,
): Promise<string | null> {
  const response = await fetch(
    `${plainHttp ? 'http' : 'https'}://${address}/v2/${namespace}/${name}/manifests/${tag}`,
    {
      headers: { authorization: `Basic ${btoa(`${user}:${password}`)}`, accept: MANIFESTS },
    },
  );
  return response.headers.get('docker-content-digest');
}
