/** The repository's own examples, built as they stand; only their public base image is replaced by ours. */
import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { needs } from '../../support/parts.js';
import { MANIFESTS } from '../../support/registry.js';
import { startStore, type ArtifactStore } from './artifact-store.js';
import { addExamples, exampleNames } from './examples-lab.js';
import { Lab } from './lab.js';

/** What cannot be built here, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'nginx-19-el6': 'its base image is in no registry of the tests',
  'jq-alpine': 'its base image is in no registry of the tests',
  'ops-toolbox':
    'heredocs: the builders of Debian 12 know none, and the frontend that does is in no registry of the tests',
  'static-base': 'a stage of the builder’s platform: Debian 12 has no buildx, and an older buildah than 1.40',
};

/** Those that have a test of their own below. */
const APART = ['licensed-agent'];

/** What the vendor's program is made of; the example states its checksum. */
const AGENT = `#!/bin/sh
# Stands for a program that a vendor sells.
case \${1:-} in
  --version) echo "agent 3.1" ;;
  *) exec sleep infinity ;;
esac
`;

const ACCOUNT = { user: 'platform', password: 'st0re-Pa55-9f3b71' };

describe('the examples', function () {
  this.timeout(600_000);
  let lab: Lab;
  let store: ArtifactStore;
  before(async function () {
    needs(this, 'dockerd', 'docker-registry', 'htpasswd', 'buildah', 'skopeo', 'mmdebstrap', 'git', 'curl');
    lab = await Lab.open();
    store = await startStore(ACCOUNT, { '/agent/3.1/agent': AGENT });
    lab.confidential.push(ACCOUNT.password, btoa(`${ACCOUNT.user}:${ACCOUNT.password}`));
    await addExamples(lab, { artifacts: store.address });
    for (const base of ['base/debian:12', 'base/python:3.11'])
      lab.bases.push(`${lab.registry.address}/team/${base}`);
  });
  after(async () => {
    await (store as ArtifactStore | undefined)?.stop();
    await lab?.close();
  });

  const run = (name: string, ...more: string[]): ReturnType<Lab['cooper']> =>
    lab.cooper('run', name, '--network', 'host', '--with-parents', ...more);

  const names = exampleNames().filter((name) => ELSEWHERE[name] === undefined && !APART.includes(name));

  it('are all built here, but for those whose reason is told', () => {
    expect(exampleNames()).to.include.members([...Object.keys(ELSEWHERE), ...APART]);
    expect(names).to.have.length.greaterThan(15);
  });

  for (const name of names)
    it(`${name} is built, tested and pushed`, async () => {
      const ended = await run(name);
      expect(ended.code, ended.text).to.equal(0);
      // A parent is built with the first of its children, and is unchanged from then on.
      expect(ended.text).to.match(/\[Test\] \d tests? passed|Unchanged: /);
      expect(lab.litter(ended)).to.deep.equal([]);
    });

  it('licensed-agent: the account of the store is in no layer, history or label, and in no log', async () => {
    const netrc = join(lab.folder, 'netrc');
    const { user, password } = ACCOUNT;
    writeFileSync(netrc, `machine 127.0.0.1 login ${user} password ${password}\n`, { mode: 0o600 });
    const ended = await run('licensed-agent', '--secret', `id=store,src=${netrc}`);
    expect(ended.code, ended.text).to.equal(0);
    expect(lab.litter(ended)).to.deep.equal([]);
    expect(store.asked.at(-1)).to.equal('/agent/3.1/agent 200');
    const contents = contentsOf('licensed-agent', '3.1');
    expect(
      contents.some((content) => content.includes('Stands for a program that a vendor sells.')),
      'the program itself is found by this way of looking',
    ).to.equal(true);
    for (const text of [...lab.confidential, 'machine 127.0.0.1 login'])
      expect(contents.filter((content) => content.includes(text))).to.deep.equal([]);
  });

  it('licensed-agent: without its account it is not built, and nobody is asked in vain', async () => {
    const before = store.asked.length;
    const ended = await lab.cooper('run', 'licensed-agent', '--network', 'host', '--tag', 'none');
    expect(ended.code, ended.text).to.equal(2);
    expect(ended.text).to.contain('id=store,src=FILE');
    expect(store.asked).to.have.length(before);
    expect(lab.litter(ended)).to.deep.equal([]);
  });

  const refused = {
    'ops-toolbox': /\[Verify\] .*uses heredocs, which buildah 1\.28/,
    'static-base': /\[Verify\] .*uses FROM --platform, which buildah 1\.28/,
  };
  for (const [name, words] of Object.entries(refused))
    it(`${name} is refused before anything is built, with what it needs`, async () => {
      const path = `examples/${name}/image.json`;
      const spec = JSON.parse(readFileSync(join(lab.workspace, path), 'utf8')) as object;
      lab.write(path, JSON.stringify({ ...spec, pipeline: { builder: 'buildah' } }));
      await lab.compile();
      await run('base-debian');
      const ended = await lab.cooper('run', name, '--network', 'host');
      expect(ended.code, ended.text).to.equal(4);
      expect(ended.text).to.match(words);
      expect(ended.text).to.not.contain('[Build]');
      expect(lab.litter(ended)).to.deep.equal([]);
    });

  it('go-api has the commit in its program, and nothing of the compiler', () => {
    const contents = contentsOf('go-api', '2.0.0');
    // Another example may have been committed since.
    const commits = lab.git('log', '--format=%H').trim().split('\n');
    const programs = contents.filter((content) => content.includes('\x7fELF'));
    expect(programs.some((program) => commits.some((commit) => program.includes(commit)))).to.equal(true);
    expect(contents.filter((content) => content.includes('golang-go'))).to.deep.equal([]);
  });

  it('hello-arch is pushed as one index; each platform has its own program', async () => {
    const get = async (path: string): Promise<Response> =>
      lab.registry.get(`/v2/team/hello-arch/${path}`, MANIFESTS);
    const { manifests } = (await (await get('manifests/1.0.0')).json()) as {
      manifests: { digest: string; platform: { os: string; architecture: string } }[];
    };
    const greetings = await Promise.all(
      manifests.map(async ({ digest, platform }) => {
        const { layers } = (await (await get(`manifests/${digest}`)).json()) as {
          layers: { digest: string }[];
        };
        const blob = await get(`blobs/${layers.at(-1)?.digest ?? ''}`);
        const layer = gunzipSync(Buffer.from(await blob.arrayBuffer())).toString('latin1');
        return [`${platform.os}/${platform.architecture}`, /hello from (\w+)/.exec(layer)?.[1]];
      }),
    );
    expect(greetings).to.have.deep.members([
      ['linux/amd64', 'amd64'],
      ['linux/arm64', 'arm64'],
    ]);
  });

  it('node-api has none of the files that its context leaves out', () => {
    const contents = contentsOf('node-api', '0.9.0');
    const having = (text: string): number => contents.filter((content) => content.includes(text)).length;
    expect(having('<title>Approved</title>')).to.be.greaterThan(0);
    for (const text of ['May not be shown yet.', 'Read by people, not by the image.'])
      expect(having(text)).to.equal(0);
  });

  /** All blobs of a pushed image, unpacked: its layers as tar archives, its configuration with the history. */
  function contentsOf(name: string, tag: string): string[] {
    const folder = mkdtempSync(join(lab.folder, 'pulled-'));
    try {
      const from = `docker://${lab.registry.address}/team/${name}:${tag}`;
      const options = ['--quiet', '--src-tls-verify=false', '--src-authfile', lab.registry.authFile];
      execFileSync('skopeo', ['--insecure-policy', 'copy', ...options, from, `dir:${folder}`]);
      return readdirSync(folder)
        .map((file) => readFileSync(join(folder, file)))
        .map((blob) => (blob[0] === 0x1f && blob[1] === 0x8b ? gunzipSync(blob) : blob).toString('latin1'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
});
