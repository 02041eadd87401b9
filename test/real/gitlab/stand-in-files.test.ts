import { expect } from 'chai';
import { needs } from '../../support/parts.js';
import { ask, type Answered } from '../../support/gitlab/ask.js';
import { type FakeGitLab, startGitLab } from '../../support/gitlab/server.js';

const SUBMODULE = '1'.repeat(40);

describe('stand-in GitLab: trees and files', () => {
  let gitlab: FakeGitLab;
  let first: string;
  let second: string;

  before(async function () {
    needs(this, 'git');
    gitlab = await startGitLab();
    const many = Object.fromEntries(
      Array.from({ length: 130 }, (_, at) => [`many/${String(at).padStart(3, '0')}`, '']),
    );
    first = await gitlab.commit('main', {
      ...many,
      'a/link': { mode: '120000', content: 'x' },
      'a/x': 'hello\n',
    });
    second = await gitlab.commit('main', {
      'a/sub': { mode: '160000', content: SUBMODULE },
      'a/run # %é😀': { mode: '100755', content: '#!/bin/sh\n' },
      'bin.dat': Buffer.from([0, 1, 2, 255]),
    });
  });
  after(() => gitlab?.stop());

  const get = (path: string): Promise<Answered> => ask(gitlab, 'GET', `/projects/:id/repository${path}`);

  it('shows a folder: folders, files and symlinks, submodules', async () => {
    const { json } = await get('/tree?path=a');
    const shown = (json as { name: string; type: string; mode: string; path: string }[]).map(
      ({ mode, type, path }) => `${mode} ${type} ${path}`,
    );
    expect(shown).to.deep.equal([
      '120000 blob a/link',
      '100755 blob a/run # %é😀',
      '100644 blob a/x',
      '160000 commit a/sub',
    ]);
    expect((json as { id: string }[]).at(-1)?.id).to.equal(SUBMODULE);
  });

  it('says what is not there', async () => {
    expect((await get('/tree?ref=none')).json).to.deep.equal({ message: '404 Tree Not Found' });
    expect((await get('/tree?path=none')).json).to.deep.equal({
      message: '404 invalid revision or path Not Found',
    });
    expect((await get('/files/none?ref=main')).json).to.deep.equal({ message: '404 File Not Found' });
    expect((await get('/files/a?ref=main')).json, 'a folder').to.deep.equal({
      message: '404 File Not Found',
    });
    expect((await get('/files/a%2Fx?ref=none')).json).to.deep.equal({ message: '404 Commit Not Found' });
    expect((await get('/files/a%2Fx')).json).to.deep.equal({ error: 'ref is missing' });
    expect((await get('/files/a/x?ref=main')).status, 'a slash must be encoded').to.equal(404);
    expect((await get(`/blobs/${'0'.repeat(40)}/raw`)).json).to.deep.equal({ message: '404 Blob Not Found' });
    expect((await get('/commits/none')).json).to.deep.equal({ message: '404 Commit Not Found' });
  });

  it('gives pages by offset, with their headers', async () => {
    const page = await get('/tree?path=many&per_page=100&page=2');
    expect(page.json).to.have.length(30);
    const headers = ['x-total', 'x-total-pages', 'x-page', 'x-per-page', 'x-next-page', 'x-prev-page'];
    expect(headers.map((name) => page.headers.get(name))).to.deep.equal(['130', '2', '2', '100', '', '1']);
    expect(page.headers.get('link')).to.match(
      /page=1[^>]*>; rel="prev".*rel="first".*page=2[^>]*>; rel="last"/,
    );
    expect((await get('/tree?path=many&per_page=1000')).json, '100 at most').to.have.length(100);
  });

  it('gives pages by key: as long as there is a link, there is more', async () => {
    const paths: string[] = [];
    let next: string | null = '/tree?recursive=true&pagination=keyset&per_page=50';
    while (next !== null) {
      const page: Answered = await get(next);
      expect(page.headers.get('x-total')).to.equal(null);
      paths.push(...(page.json as { path: string }[]).map(({ path }) => path));
      const link: string | undefined = /<([^>]*)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
      next = link === undefined ? null : link.slice(link.indexOf('/repository') + '/repository'.length);
    }
    expect(paths).to.have.length(137);
    expect(new Set(paths).size).to.equal(137);
    expect((await get('/tree?pagination=keyset&page_token=nonsense')).status).to.equal(422);
  });

  it('tells of a file in headers, and gives its bytes', async () => {
    const path = encodeURIComponent('a/run # %é😀');
    const head = await ask(gitlab, 'HEAD', `/projects/:id/repository/files/${path}?ref=main`);
    const header = (name: string): string => head.headers.get(`x-gitlab-${name}`) ?? '';
    expect(head.status).to.equal(200);
    expect([header('size'), header('execute-filemode'), header('last-commit-id')]).to.deep.equal([
      '10',
      'true',
      second,
    ]);
    expect(Buffer.from(header('file-path'), 'latin1').toString()).to.equal('a/run # %é😀');
    const older = await ask(gitlab, 'HEAD', '/projects/:id/repository/files/a%2Fx?ref=main');
    expect(older.headers.get('x-gitlab-last-commit-id')).to.equal(first);
    const full = await get('/files/bin.dat?ref=main');
    expect(full.json.content).to.equal('AAEC/w==');
    const headers = { 'private-token': gitlab.token };
    const url = `${gitlab.url}/api/v4/projects/42/repository`;
    for (const what of ['files/bin.dat/raw?ref=main', `blobs/${full.json.blob_id}/raw`]) {
      const bytes = await (await fetch(`${url}/${what}`, { headers })).arrayBuffer();
      expect(Buffer.from(bytes).toString('hex'), what).to.equal('000102ff');
    }
  });

  it('lists the commits of a branch and of a path', async () => {
    const all = await get('/commits?ref_name=main&per_page=1');
    expect(all.json[0]).to.include({
      id: second,
      title: 'Somebody else was here',
      author_name: 'Somebody Else',
    });
    expect(all.json[0].parent_ids).to.deep.equal([first]);
    expect([all.headers.get('x-next-page'), all.headers.get('x-total')]).to.deep.equal(['2', null]);
    const path = await get('/commits?path=a%2Fx');
    expect(path.json.map(({ id }: { id: string }) => id)).to.deep.equal([first]);
  });

  it('finds the common ancestor, and compares from there or straight', async () => {
    const topic = await gitlab.commit('topic', { 'a/x': 'hello, world\n', new: 'x' });
    await gitlab.commit('main', { 'a/x': null, other: 'y' });
    const base = await get(`/merge_base?refs[]=main&refs[]=topic`);
    expect(base.json.id).to.equal(second);
    const paths = async (straight: boolean): Promise<string[]> => {
      const { json } = await get(`/compare?from=main&to=topic&straight=${straight}`);
      return json.diffs.map((file: { new_path: string }) => file.new_path);
    };
    expect(await paths(false)).to.deep.equal(['a/x', 'new']);
    expect(await paths(true)).to.deep.equal(['a/x', 'new', 'other']);
    const { json } = await get('/compare?from=main&to=topic');
    expect(json.commits.map(({ id }: { id: string }) => id)).to.deep.equal([topic]);
    expect(json.diffs[0]).to.include({
      diff: '@@ -1 +1 @@\n-hello\n+hello, world\n',
      new_file: false,
      too_large: false,
    });
    const unknown = await get('/merge_base?refs[]=main&refs[]=none');
    expect([unknown.status, unknown.json.message]).to.deep.equal([400, 'Could not find ref: none']);
  });

  it('leaves out what is over the limits of differences', async () => {
    const small = await startGitLab({ limits: { diffFiles: 1, diffBytes: 50 } });
    try {
      await small.commit('main', { a: '' });
      await small.commit('main', { b: 'x'.repeat(60), c: '' });
      const commits = (await ask(small, 'GET', '/projects/:id/repository/commits')).json as { id: string }[];
      const [to, from] = commits.map(({ id }) => id);
      const compared = await ask(small, 'GET', `/projects/:id/repository/compare?from=${from}&to=${to}`);
      expect(compared.json.compare_timeout).to.equal(true);
      expect(compared.json.diffs).to.have.length(1);
      expect(compared.json.diffs[0]).to.include({ new_path: 'b', diff: '', too_large: true });
    } finally {
      await small.stop();
    }
  });
});
