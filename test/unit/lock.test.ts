import { expect } from 'chai';
import { compile } from '../../compiler/compile.js';
import type { MemoryFiles } from '../../compiler/host/memory-files.js';
import { WriteError } from '../../compiler/host/files.js';
import { lock, type LockOptions, type LockResult } from '../../compiler/lock.js';
import { fullReference } from '../../compiler/reference/reference.js';
import { FaultyFiles, refusal } from '../support/faulty-files.js';
import {
  brief,
  compileFiles,
  dockerfileOf,
  generated,
  memory,
  problemsOf,
  ROOT,
  spec,
  type Content,
} from '../support/workspace.js';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const LOCK = 'cooperage.lock.json';
const lockOf = (images: Readonly<Record<string, string>>): object => ({
  images: Object.fromEntries(
    Object.entries(images).map(([name, letter]) => [name, { digest: digest(letter) }]),
  ),
});

/** What registries have: complete reference → letter of the digest; anything else is missing. */
type Registry = Readonly<Record<string, string>>;

const HUB: Registry = { 'docker.io/library/debian:12': 'a', 'docker.io/library/golang:1.26': 'b' };

interface Run extends LockResult {
  readonly asked: readonly string[];
  readonly states: readonly string[];
}

async function run(
  files: MemoryFiles,
  registry: Registry = HUB,
  options: Omit<LockOptions, 'connect' | 'files'> = {},
): Promise<Run> {
  const asked: string[] = [];
  const result = await lock(ROOT, {
    ...options,
    files,
    connect: () => async (reference) => {
      const name = fullReference(reference);
      asked.push(name);
      const letter = registry[name];
      return letter === undefined
        ? { fault: { kind: 'missing', reason: 'it has no such image', advice: 'Push it.' } }
        : { digest: digest(letter) };
    },
  });
  const states = result.entries.map(({ reference, state }) => `${reference} ${state}`);
  return { ...result, asked: asked.sort(), states };
}

const workspace = (more: Readonly<Record<string, Content>> = {}): MemoryFiles =>
  memory({ 'images/web/image.json': spec(), ...more });
const textOf = (files: MemoryFiles): string | undefined => files.contents()[`${ROOT}/${LOCK}`];

describe('lock', () => {
  it('adds what is new, keeps what is locked without asking, drops what nothing uses', async () => {
    const files = workspace({
      'images/tool/image.json': spec({ name: 'tool', from: 'golang:1.26' }),
      [LOCK]: lockOf({ 'debian:12': 'c', 'alpine:3': 'd' }),
    });
    const { states, asked, written } = await run(files);
    expect(states).to.deep.equal(['alpine:3 unused', 'debian:12 kept', 'golang:1.26 missing']);
    expect(asked).to.deep.equal(['docker.io/library/golang:1.26']);
    expect(written).to.equal(true);
    expect(JSON.parse(textOf(files) ?? '')).to.deep.equal({
      $schema: 'schemas/lock.schema.json',
      ...lockOf({ 'debian:12': 'c', 'golang:1.26': 'b' }),
    });
    expect(await run(files)).to.deep.include({ written: false, asked: [], diagnostics: [] });
  });

  it('--upgrade moves all, or those that are named', async () => {
    const before = lockOf({ 'debian:12': 'c', 'golang:1.26': 'd' });
    const start = (): MemoryFiles =>
      workspace({ 'images/tool/image.json': spec({ name: 'tool', from: 'golang:1.26' }), [LOCK]: before });
    const some = start();
    expect((await run(some, HUB, { upgrade: ['golang:1.26'] })).states).to.deep.equal([
      'debian:12 kept',
      'golang:1.26 moved',
    ]);
    expect(JSON.parse(textOf(some) ?? '')).to.deep.include(lockOf({ 'debian:12': 'c', 'golang:1.26': 'b' }));
    const all = start();
    expect((await run(all, HUB, { upgrade: true })).states).to.deep.equal([
      'debian:12 moved',
      'golang:1.26 moved',
    ]);
  });

  it('a name that no spec uses is told, with the nearest', async () => {
    const files = workspace();
    const { diagnostics, asked } = await run(files, HUB, { upgrade: ['debain:12'] });
    expect(diagnostics.map(({ message }) => message)).to.deep.equal([
      'no spec takes the image "debain:12" from a registry, did you mean "debian:12"?',
    ]);
    expect([asked, textOf(files)]).to.deep.equal([[], undefined]);
  });

  it('--check asks for all, and writes nothing', async () => {
    const files = workspace({
      'images/tool/image.json': spec({ name: 'tool', from: 'golang:1.26' }),
      [LOCK]: lockOf({ 'debian:12': 'c', 'alpine:3': 'd' }),
    });
    const before = textOf(files);
    const { states, written } = await run(files, HUB, { check: true });
    expect(states).to.deep.equal(['alpine:3 unused', 'debian:12 moved', 'golang:1.26 missing']);
    expect([written, textOf(files)]).to.deep.equal([false, before]);
  });

  it('two names of one image are asked for once', async () => {
    const files = workspace({
      'images/b/image.json': spec({ name: 'b', from: 'docker.io/library/debian:12' }),
      'images/c/image.json': spec({ name: 'c', from: 'golang:${V}', globalArgs: { V: '1.26' } }),
    });
    const { asked, states } = await run(files);
    expect(asked).to.deep.equal(Object.keys(HUB));
    expect(states).to.deep.equal([
      'debian:12 missing',
      'docker.io/library/debian:12 missing',
      'golang:1.26 missing',
    ]);
  });

  it('with one that fails nothing is written; each is told where a spec names it', async () => {
    const files = workspace({ 'images/bad/image.json': spec({ name: 'bad', from: 'nowhere:1' }) });
    const { diagnostics, states, written } = await run(files);
    expect(diagnostics.map(brief)).to.deep.equal(['registry-image-missing images/bad/image.json:3:11']);
    expect(states).to.deep.equal(['debian:12 missing', 'nowhere:1 failed']);
    expect([written, textOf(files)]).to.deep.equal([false, undefined]);
  });

  it('what cannot be locked is a warning, once', async () => {
    const image = { from: 'golang:${V}' };
    const files = workspace({
      'images/a/image.json': spec({ name: 'a', ...image }),
      'images/b/image.json': spec({ name: 'b', ...image }),
    });
    const { diagnostics, written } = await run(files);
    expect(diagnostics.map(brief)).to.deep.equal(['not-lockable images/a/image.json:3:11']);
    expect(diagnostics[0]).to.deep.include({
      severity: 'warning',
      message: 'the image "golang:${V}" cannot be locked: V has no default in `globalArgs`',
    });
    expect(written).to.equal(true);
  });

  it('a spec that cannot be read might use an entry: nothing is asked or written', async () => {
    for (const [path, content] of [
      ['images/bad/image.json', '{'],
      ['images/bad/image.json', { name: 'bad' }],
      ['cooperage.json', '{'],
      [LOCK, '{'],
    ] as const) {
      const files = workspace({ [path]: content });
      const { diagnostics, asked, entries } = await run(files);
      expect(diagnostics[0]?.location?.file, path).to.equal(path);
      expect([asked, entries], path).to.deep.equal([[], []]);
    }
  });

  it('no rule about bases keeps one from being locked', async () => {
    // Without a registry to publish to the image has an error of its own.
    const files = memory({ 'cooperage.json': {}, 'images/web/image.json': spec() });
    expect(await run(files)).to.deep.include({ written: true, diagnostics: [] });
  });

  it('a disk that refuses is told', async () => {
    const full = new FaultyFiles(workspace(), (_, __, method) => {
      if (method === 'apply') throw new WriteError(LOCK, refusal('ENOSPC'));
    });
    const { diagnostics, written } = await lock(ROOT, {
      files: full,
      connect: () => async () => ({ digest: digest('a') }),
    });
    expect(diagnostics.map(({ code }) => code)).to.deep.equal(['not-written']);
    expect(written).to.equal(false);
  });

  it('who asks is told which registries speak plain http', async () => {
    const publish = { registry: 'plain.example.com', plainHttp: true };
    const files = workspace({ 'images/b/image.json': spec({ name: 'b', publish }) });
    let plain: readonly string[] = [];
    await lock(ROOT, {
      files,
      connect: ({ plainHttp }) => {
        plain = [...plainHttp];
        return async () => ({ digest: digest('a') });
      },
    });
    expect(plain).to.deep.equal(['plain.example.com']);
  });
});

describe('lock: what compile makes of it', () => {
  const pins = { [LOCK]: lockOf({ 'debian:12': 'a', 'golang:1.26': 'b', 'tools:1': 'c' }) };

  it('the base and the images of mounts have their digest, Verify the same', () => {
    const image = spec({
      from: 'golang:1.26',
      copy: [{ copy: '/x', to: '/x', from: { image: 'debian:12' } }],
      run: [{ exec: ['a'], mounts: [{ type: 'bind', from: 'tools:1', target: '/t' }] }],
    });
    const lines = dockerfileOf(image, pins);
    expect(lines).to.include(`FROM golang:1.26@${digest('b')}`);
    expect(lines).to.include(`COPY --from=debian:12@${digest('a')} /x /x`);
    expect(lines.join('\n')).to.include(`from=tools:1@${digest('c')},target=/t`);
    expect(generated(spec(), pins)['Jenkinsfile']).to.include(`base: 'debian:12@${digest('a')}'`);
  });

  it("the spec's own digest comes first, and what is not locked stays", () => {
    expect(dockerfileOf(spec({ from: { image: 'debian:12', digest: digest('f') } }), pins)).to.include(
      `FROM debian:12@${digest('f')}`,
    );
    expect(dockerfileOf(spec({ from: 'debian:13' }), pins)).to.include('FROM debian:13');
    expect(dockerfileOf(spec({ from: 'scratch' }), pins)).to.include('FROM scratch');
  });

  it('a lock with problems is told at its line, and nothing is compiled', () => {
    const of = (content: Content): string[] => problemsOf(spec(), { [LOCK]: content });
    expect(of('{')).to.deep.equal([`invalid-json ${LOCK}:1:2`]);
    expect(of('{\n  "images": {},\n  "imgaes": {}\n}')).to.deep.equal([`unknown-key ${LOCK}:3:3`]);
    expect(of('{}')).to.deep.equal([`missing-key ${LOCK}:1:1`]);
    expect(of({ images: { 'debian:12': { digest: 'sha256:1' } } })).to.deep.equal([
      `wrong-value ${LOCK}:4:17`,
    ]);
    expect(of({ images: { 'debian 12': { digest: digest('a') } } })).to.deep.equal([
      `wrong-value ${LOCK}:3:5`,
    ]);
    expect(of('{"images": {"a:1": {"digest": 1}, "a:1": {}}}')).to.deep.equal([`duplicate-key ${LOCK}:1:35`]);
    expect(of({ link: '/etc/passwd' })).to.deep.equal([`spec-symlink ${LOCK}:1:1`]);
    expect(compileFiles({ 'images/web/image.json': spec(), [LOCK]: '[]' }).changes).to.deep.equal([]);
  });

  it('the same lock in another order gives the same files', () => {
    const files = memory({ 'images/web/image.json': spec(), ...pins });
    compile(ROOT, { files });
    const turned = lockOf({ 'tools:1': 'c', 'golang:1.26': 'b', 'debian:12': 'a' });
    files.apply(ROOT, [{ path: LOCK, content: JSON.stringify(turned), mode: 0o644 }], []);
    expect(compile(ROOT, { files }).changes).to.deep.equal([]);
  });
});
