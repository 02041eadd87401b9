import { expect } from 'chai';
import { chooseCanary } from '../../../compiler/upgrade/canary.js';
import { unknownCalls } from '../../../compiler/upgrade/compatible.js';
import { groupChanges, type Group, type ImageChange } from '../../../compiler/upgrade/groups.js';
import type { FileChange, OwnWords } from '../../../compiler/upgrade/hunks.js';

const change = (dir: string, files: readonly FileChange[], own: OwnWords = []): ImageChange => ({
  dir,
  files,
  own,
});
const file = (before: string | null, after: string | null, name = 'Dockerfile'): FileChange => ({
  name,
  before,
  after,
});
/** `count file: what` of each group. */
const told = (changes: readonly ImageChange[]): string[] =>
  groupChanges(changes).map(
    ({ file: name, dirs, example }) =>
      `${dirs.join(' ')} ${name}: -${example.removed.join('|')} +${example.added.join('|')}`,
  );

describe('upgrade/groups', () => {
  it('the same words that come into different lines are one change', () => {
    const install = (name: string, option: string): string =>
      `FROM a\nRUN apt-get install ${option}-y ${name}\n`;
    expect(
      told([
        change('b', [file(install('curl', ''), install('curl', '-q '))]),
        change('a', [file(install('git jq', ''), install('git jq', '-q '))]),
        change('c', [file(install('git', ''), install('git', '-v '))]),
      ]),
    ).to.deep.equal([
      'a b Dockerfile: -RUN apt-get install -y git jq +RUN apt-get install -q -y git jq',
      'c Dockerfile: -RUN apt-get install -y git +RUN apt-get install -v -y git',
    ]);
  });

  it('another first word, another block and another file are other changes', () => {
    const jenkinsfile = (block: string, line: string): string =>
      `pipeline {\n  ${block} {\n    a()\n${line}  }\n}\n`;
    const added = (block: string): FileChange =>
      file(jenkinsfile(block, ''), jenkinsfile(block, '    b()\n'), 'Jenkinsfile');
    expect(
      told([
        change('a', [added('options')]),
        change('b', [added('post')]),
        change('c', [added('options')]),
        change('d', [file('RUN x y\n', 'RUN x z\n')]),
        change('e', [file('CMD x y\n', 'CMD x z\n')]),
        change('f', [file('RUN x y\n', 'RUN x z\n', 'tests.list')]),
      ]),
    ).to.have.length(5);
  });

  it('an image with two changes is in two groups, and once in each', () => {
    const before = 'FROM a\nRUN b\nENV x=1\nRUN b\n';
    const both = change('a', [file(before, 'FROM a\nRUN b c\nENV x=2\nRUN b c\n')]);
    const one = change('b', [file(before, 'FROM a\nRUN b c\nENV x=1\nRUN b\n')]);
    expect(told([both, one])).to.deep.equal([
      'a b Dockerfile: -RUN b +RUN b c',
      'a Dockerfile: -ENV x=1 +ENV x=2',
    ]);
  });

  it('values of the image itself make no other change, but only as whole words', () => {
    const own = (dir: string): OwnWords => [
      [`images/${dir}`, '<folder>'],
      [dir, '<name>'],
    ];
    const labelled = (dir: string, value = `images/${dir}`): ImageChange =>
      change(dir, [file('FROM a\n', `FROM a\nLABEL spec=${value}\n`)], own(dir));
    expect(groupChanges([labelled('web'), labelled('shop')])).to.have.length(1);
    expect(groupChanges([labelled('web'), labelled('shop', 'images/shopping')])).to.have.length(2);
    expect(groupChanges([labelled('web'), labelled('shop', 'images/other')])).to.have.length(2);
  });

  it('files that come and go, and a digest that is counted in another way', () => {
    const seal = (digit: string): string => `prepare(inputs: 'sha256:${digit.repeat(64)}')\n`;
    const jenkinsfile = file(seal('a'), seal('b'), 'Jenkinsfile');
    expect(
      told([
        change('a', [file(null, 'x\n', 'context.list'), jenkinsfile]),
        change('b', [file(null, 'y\n', 'context.list'), jenkinsfile]),
        change('c', [file('z\n', null, 'context.list')]),
        change('d', [jenkinsfile]),
      ]),
    ).to.deep.equal(['a b context.list: - +x', 'd Jenkinsfile: - +', 'c context.list: -z +']);
  });

  it('the order of images has no effect', () => {
    const images = ['c', 'a', 'b'].map((dir) =>
      change(dir, [file('RUN a\n', `RUN a ${dir === 'b' ? 'x' : 'y'}\n`)]),
    );
    expect(groupChanges(images)).to.deep.equal(groupChanges(images.toReversed()));
  });
});

describe('upgrade/canary', () => {
  const group = (...dirs: string[]): Group => ({
    file: 'Dockerfile',
    dirs,
    example: { key: '', line: 1, above: [], removed: [], added: [], below: [] },
  });
  const groups = [group('a', 'b', 'c', 'd'), group('b', 'c'), group('e')];
  const built = new Map([
    ['a', 9],
    ['b', 1],
  ]);

  it('takes one of each group first, rather what nobody is built on', () => {
    expect(chooseCanary(groups, 1, built)).to.deep.equal(['c']);
    expect(chooseCanary(groups, 2, built)).to.deep.equal(['c', 'e']);
    expect(chooseCanary(groups, 3, built)).to.deep.equal(['c', 'd', 'e']);
    expect(chooseCanary(groups, 4, built)).to.deep.equal(['b', 'c', 'd', 'e']);
    expect(chooseCanary(groups, 99, built)).to.deep.equal(['a', 'b', 'c', 'd', 'e']);
    expect(chooseCanary([], 3, built)).to.deep.equal([]);
  });
});

describe('upgrade/compatible', () => {
  const steps = new Map([['imageBuild', 'sh "${args.builder} ${args.spec}"']]);

  it('names steps and arguments that a runtime does not know', () => {
    const calls = (line: string): string[] => unknownCalls(`steps {\n  ${line}\n}\n`, steps);
    expect(calls("imageBuild(builder: 'docker', spec: 'a')")).to.deep.equal([]);
    expect(calls("imageBuild(builder: 'cache: 1, \\' x: 2')")).to.deep.equal([]);
    expect(calls("imageBuild(cache: 'x', builder: 'y')")).to.deep.equal(['imageBuild(cache: …)']);
    expect(calls('imageScan()')).to.deep.equal(['imageScan']);
    expect(calls("echo 'imageScan()'")).to.deep.equal([]);
  });
});
