/** cooper upgrade, and compile --check --since, in a repository. */
import { expect } from 'chai';
import { sealed } from '../../../compiler/emit/seal.js';
import { needs } from '../../support/parts.js';
import { spec } from '../../support/workspace.js';
import { Repository } from './repository.js';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('cooper upgrade and check --since, with git', function () {
  this.timeout(60_000);
  let repository: Repository;

  /** As an earlier compiler had it. */
  const age = (name: string): void => {
    const path = `images/${name}/Jenkinsfile`;
    const Jenkinsfile = repository
      .read(path)
      .replace(/imageReport\(.*\)/, 'imageReport()')
      .replace(/inputs: 'sha256:[0-9a-f]{64}'/, "inputs: ''");
    const Dockerfile = repository.read(`images/${name}/Dockerfile`);
    repository.write({
      [path]: sealed({ Dockerfile, Jenkinsfile, 'context.list': null, 'tests.list': null }),
    });
  };

  before(async function () {
    needs(this, 'git');
    repository = new Repository(
      Object.fromEntries(NAMES.map((name) => [`images/${name}/image.json`, spec({ name, user: 'x' })])),
    );
    repository.write({ '.gitignore': '.cooperage/\n' });
    expect((await repository.cooper('compile')).code).to.equal(0);
    for (const name of NAMES) age(name);
    repository.commit('as an earlier version made it');
  });
  afterEach(() => void repository.reset());
  after(() => repository?.remove());

  const upgrade = (...args: string[]): ReturnType<Repository['cooper']> =>
    repository.cooper('upgrade', ...args);
  const check = (...args: string[]): ReturnType<Repository['cooper']> =>
    repository.cooper('compile', '--check', ...args);

  it('plans, writes some, then the rest, and says when nothing is left', async () => {
    const planned = await upgrade('--plan');
    expect([planned.code, planned.err]).to.deep.equal([3, '']);
    expect(planned.out).to.include('1 change in 6 of 6 images.');
    expect(planned.out).to.include("    +      imageReport(spec: 'images/a/image.json')\n");
    expect(repository.git('status', '--porcelain')).to.equal('');
    const canary = await upgrade('--canary', '2');
    expect([canary.code, canary.out]).to.deep.equal([
      0,
      'upgraded images/a\nupgraded images/b\n2 images upgraded.\n4 images left for a later run.\n',
    ]);
    expect((await upgrade('--only', 'c', 'images/d')).out).to.include('2 images upgraded.');
    expect((await upgrade()).out).to.include('upgraded images/f\n2 images upgraded.\n');
    expect(await upgrade()).to.deep.equal({
      code: 0,
      out: 'Nothing to do: the files of 6 images are those that this version makes.\n',
      err: '',
    });
    expect((await upgrade('--plan')).code).to.equal(0);
    expect((await check()).code).to.equal(0);
  });

  it('names specs that have changed too, and edits by hand, and leaves both alone', async () => {
    repository.write({
      'images/a/image.json': spec({ name: 'a', user: 'y' }),
      'images/b/Dockerfile': `${repository.read('images/b/Dockerfile')}USER root\n`,
      // What a spec says in another way is no other spec.
      'images/c/image.json': JSON.stringify(spec({ name: 'c', user: 'x' })),
    });
    const planned = JSON.parse((await upgrade('--plan', '--json')).out) as {
      images: { dir: string; cause: string }[];
      groups: { count: number }[];
    };
    expect(planned.images.map(({ dir, cause }) => `${dir} ${cause}`)).to.deep.equal([
      'images/a spec',
      'images/b edited',
      'images/c compiler',
      'images/d compiler',
      'images/e compiler',
      'images/f compiler',
    ]);
    expect(planned.groups.map(({ count }) => count)).to.deep.equal([4]);
    expect((await upgrade('--only', 'b')).code).to.equal(2);
    const { code, out } = await upgrade();
    expect(code).to.equal(3);
    expect(out)
      .to.include('edited these files by hand')
      .and.include(': images/b (Dockerfile, Jenkinsfile)\n');
    expect(out).to.include('the specs of these have changed too').and.include(': images/a\n');
    expect(repository.read('images/b/Dockerfile')).to.match(/USER root\n$/);
    expect((await upgrade('--only', 'a')).out).to.include('upgraded images/a\n');
    expect((await upgrade('--plan', '--since', 'nowhere')).code).to.equal(2);
    expect((await upgrade('--only', 'nobody')).code).to.equal(2);
    expect((await upgrade('--only', 'a', '--canary', '2')).code).to.equal(2);
  });

  it('does not overwrite what all share while somebody works on it', async () => {
    repository.write({ 'vars/imageTest.groovy': '// mine\n' });
    const { code, err } = await upgrade();
    expect(code).to.equal(2);
    expect(err).to.include('not committed: vars/imageTest.groovy');
    expect(repository.read('vars/imageTest.groovy')).to.equal('// mine\n');
  });

  it('check --since demands what the change touches, and nothing else', async () => {
    expect((await check()).code).to.equal(3);
    const since = async (): Promise<[number, string[]]> => {
      const { code, out } = await check('--since', 'HEAD', '--json');
      const { diagnostics } = JSON.parse(out) as { diagnostics: { location: { file: string } }[] };
      return [code, diagnostics.map(({ location }) => location.file)];
    };
    expect(await since()).to.deep.equal([0, []]);
    // A spec that was changed and not compiled.
    repository.write({ 'images/a/image.json': spec({ name: 'a', user: 'y' }) });
    expect(await since()).to.deep.equal([3, ['images/a/Dockerfile', 'images/a/Jenkinsfile']]);
    // An edit by hand, of an image that is still the earlier version's.
    repository
      .reset()
      .write({ 'images/b/Dockerfile': `${repository.read('images/b/Dockerfile')}USER root\n` });
    expect(await since()).to.deep.equal([3, ['images/b/Dockerfile', 'images/b/Jenkinsfile']]);
    // One that was upgraded, and then edited.
    repository.reset();
    await upgrade('--only', 'c');
    expect(await since()).to.deep.equal([0, []]);
    repository.write({ 'images/c/Dockerfile': `${repository.read('images/c/Dockerfile')}USER root\n` });
    expect(await since()).to.deep.equal([3, ['images/c/Dockerfile']]);
    // What all share, and a file that is gone.
    repository.reset().write({ 'vars/imageTest.groovy': '// mine\n' });
    expect(await since()).to.deep.equal([3, ['vars/imageTest.groovy']]);
    repository.reset().delete('images/d/Dockerfile');
    expect(await since()).to.deep.equal([3, ['images/d/Dockerfile', 'images/d/Jenkinsfile']]);
    // A setting that changes every image demands all of them.
    repository.reset();
    const settings = JSON.parse(repository.read('cooperage.json')) as { defaults: { publish: object } };
    settings.defaults.publish = { ...settings.defaults.publish, namespace: 'other' };
    repository.write({ 'cooperage.json': settings });
    expect((await since())[1]).to.have.length(6);
    expect((await check('--since', 'nowhere')).code).to.equal(2);
    expect((await repository.cooper('compile', '--since', 'HEAD')).code).to.equal(2);
  });
});
