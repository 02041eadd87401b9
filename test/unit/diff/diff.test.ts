import { expect } from 'chai';
import { diffWorkspaces, type WorkspaceDiff } from '../../../compiler/diff.js';
import { differingPaths, sideOf } from '../../../compiler/diff/side.js';
import { memory, ROOT, SETTINGS, spec, type Content } from '../../support/workspace.js';

type Files = Readonly<Record<string, Content>>;

/** `before`, and what of it is changed; null takes a file away. */
function diff(
  before: Files,
  changes: Readonly<Record<string, Content | null>>,
  wanted?: (dir: string) => boolean,
): WorkspaceDiff & { readonly compiled: number } {
  const after = Object.fromEntries(
    Object.entries({ ...before, ...changes }).filter(
      (entry): entry is [string, Content] => entry[1] !== null,
    ),
  );
  const [old, now] = [memory(before), memory(after)].map((files) => sideOf(ROOT, files)) as [
    ReturnType<typeof sideOf>,
    ReturnType<typeof sideOf>,
  ];
  let compiled = 0;
  const onProgress = (_: number, total: number): void => void (compiled = total);
  const found = diffWorkspaces(old, now, differingPaths(old, now), { onProgress, ...(wanted && { wanted }) });
  return { ...found, compiled };
}

/** `dir standing: subjects`, with who is built on it. */
function told({ images }: WorkspaceDiff): string[] {
  return images.map(({ dir, standing, changes, dependants }) =>
    [
      `${dir.replace('images/', '')} ${standing}`,
      ...new Set(changes.map(({ subject }) => subject)),
      ...(dependants.length > 0 ? [`then ${dependants.join(' ')}`] : []),
    ].join(', '),
  );
}

const BASE: Files = {
  'frag/a.json': { extends: 'b.json', env: { A: '1' } },
  'frag/b.json': { labels: { b: '1' } },
  'images/base/image.json': spec({ name: 'base' }),
  'images/child/image.json': spec({ name: 'child', from: { spec: 'base' } }),
  'images/grand/image.json': spec({ name: 'grand', from: { spec: 'child' } }),
  'images/frag/image.json': spec({ name: 'frag', extends: '../../frag/a.json' }),
  'images/other/image.json': spec({ name: 'other' }),
};

describe('diff', () => {
  it('nothing', () => {
    const found = diff(BASE, {});
    expect([found.images, found.diagnostics, found.compiled]).to.deep.equal([[], [], 0]);
  });

  it('compiles only what is touched, and names who is rebuilt after it', () => {
    const found = diff(BASE, { 'images/base/image.json': spec({ name: 'base', user: 'a' }) });
    expect(told(found)).to.deep.equal(['base changed, user, then images/child images/grand']);
    expect(found.compiled).to.equal(1);
  });

  it('images come and go', () => {
    const found = diff(BASE, {
      'images/other/image.json': null,
      'images/new/image.json': spec({ name: 'new' }),
    });
    expect(told(found)).to.deep.equal([
      'new added, job, base, secrets, builder, publish',
      'other removed, job',
    ]);
  });

  it('a fragment reaches those that extend it, near and far', () => {
    expect(told(diff(BASE, { 'frag/b.json': { labels: { b: '2' } } }))).to.deep.equal([
      'frag changed, labels',
    ]);
    const gone = diff(BASE, { 'frag/b.json': null });
    expect([told(gone), gone.diagnostics.map(({ code }) => code)]).to.deep.equal([
      ['frag unknown'],
      ['extends-missing'],
    ]);
  });

  it('a new name of a parent reaches its children', () => {
    const found = diff(BASE, { 'images/base/image.json': spec({ name: 'ground' }) });
    expect(told(found)).to.deep.equal(['base changed, publish', 'child changed, base, then images/grand']);
    expect(found.compiled).to.equal(2);
  });

  it("the workspace's settings reach all; its policy none", () => {
    const settings = { defaults: { publish: { ...SETTINGS.defaults.publish, namespace: 'x' } } };
    const all = diff(BASE, { 'cooperage.json': settings });
    expect(all.images.map(({ standing }) => standing)).to.deep.equal(Array(5).fill('changed'));
    const policy = { 'no-root-user': 'warn' };
    expect(diff(BASE, { 'cooperage.json': { ...SETTINGS, policy } }).compiled).to.equal(0);
    const schema = diff(BASE, { 'cooperage.json': { ...SETTINGS, $schema: 'x' } });
    expect([schema.compiled, schema.images]).to.deep.equal([5, []]);
  });

  it('a pin of the lock reaches the images that use it', () => {
    const lock = (digit: string): object => ({
      images: { 'debian:12': { digest: `sha256:${digit.repeat(64)}` } },
    });
    const found = diff({ ...BASE, 'cooperage.lock.json': lock('a') }, { 'cooperage.lock.json': lock('b') });
    expect(told(found)).to.deep.equal([
      'base changed, base, then images/child images/grand',
      'frag changed, base',
      'other changed, base',
    ]);
  });

  it('a context folder outside, and the pod of an agent', () => {
    const copy = { context: { dir: '../../src' }, copy: [{ copy: '.', to: '/' }] };
    const pipeline = { agent: { kubernetes: { yamlFile: 'ci/pod.yaml' } } };
    const before = {
      'src/a': '1',
      'ci/pod.yaml': '1',
      'images/x/image.json': spec({ name: 'x', ...copy }),
      'images/y/image.json': spec({ name: 'y', pipeline }),
    };
    expect(told(diff(before, { 'src/a': '2' }))).to.deep.equal(['x changed, copy']);
    expect(told(diff(before, { 'ci/pod.yaml': '2' }))).to.deep.equal(['y changed, pipeline']);
  });

  it('comments, nothing at all, and what cannot be said', () => {
    const found = diff(BASE, {
      'images/base/image.json': spec({ name: 'base', comment: 'why' }),
      'images/child/image.json': JSON.stringify(BASE['images/child/image.json']),
      'images/other/image.json': '{',
    });
    expect(told(found)).to.deep.equal(['base comments', 'child same', 'other unknown']);
    expect(found.diagnostics.map(({ code }) => code)).to.deep.equal(['invalid-json']);
  });

  it('what is generated beside a spec is no change of it; what of it differs is kept for a patch', () => {
    expect(
      diff({ ...BASE, 'images/base/Dockerfile': 'a' }, { 'images/base/Dockerfile': 'b' }).compiled,
    ).to.equal(0);
    const [image] = diff(BASE, { 'images/base/image.json': spec({ name: 'base', user: 'a' }) }).images;
    expect(image?.files.map(({ path }) => path)).to.deep.equal([
      'images/base/Dockerfile',
      'images/base/Jenkinsfile',
    ]);
  });

  it('variants of a matrix', () => {
    const matrix = (...os: string[]): object => ({
      'images/m/image.json': spec({
        name: 'm-${{ matrix.os }}',
        from: '${{ matrix.os }}',
        matrix: { axes: { os } },
      }),
    });
    const found = diff(matrix('a', 'b') as Files, matrix('b', 'c') as Record<string, Content>);
    expect(told(found).map((text) => text.split(',')[0])).to.deep.equal([
      'm/a removed',
      'm/b same',
      'm/c added',
    ]);
  });

  it('only what is wanted', () => {
    const changes = { 'cooperage.json': { defaults: { ...SETTINGS.defaults, labels: { a: 'b' } } } };
    expect(told(diff(BASE, changes, (dir) => dir === 'images/other'))).to.deep.equal([
      'other changed, labels',
    ]);
  });

  it('settings with errors, on either side', () => {
    const now = diff(BASE, { 'cooperage.json': '{' });
    expect([now.images, now.diagnostics.map(({ code }) => code)]).to.deep.equal([[], ['invalid-json']]);
    const was = diff({ ...BASE, 'cooperage.json': '{' }, { 'cooperage.json': SETTINGS });
    expect(was.unreadable.map(({ code }) => code)).to.deep.equal(['invalid-json']);
    expect(new Set(was.images.map(({ standing }) => standing))).to.deep.equal(new Set(['added']));
  });
});
