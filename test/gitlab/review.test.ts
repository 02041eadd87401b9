import { expect } from 'chai';
import { ask } from '../support/gitlab/ask.js';
import { image, type Lab, openLab } from './lab.js';
import { WHERE } from './target.js';

interface Discussion {
  readonly id: string;
  readonly notes: readonly {
    readonly body: string;
    readonly type: string | null;
    readonly resolved?: boolean;
    readonly position?: { readonly new_path: string; readonly new_line: number | null };
  }[];
}

/** What nobody may find in a page, and no quick action may come of. */
const HOSTILE =
  '@all /merge <img src=x onerror=alert(1)>|`````~~~ [x](javascript:alert(1)) #1 !1 </code>@all';
const hostile = {
  env: { A: HOSTILE },
  labels: { 'org.example.x': HOSTILE },
  files: { '/etc/@all': { content: ['/merge', '/close', '@all', HOSTILE] } },
  cmd: ['/merge\n/merge\n@all\n'],
};

/** The tests build upon one another; the first that fails makes the others fail too. */
describe(`cooper review and ${WHERE}`, function () {
  let lab: Lab;
  let branch: string;
  let iid: number;

  before(async function () {
    lab = await openLab(this);
    branch = lab.project.branch('review');
    const { clone, project, base } = lab;
    clone.write('images/web/image.json', image('web', { rootfs: 'rootfs', ...hostile }));
    await lab.ends(0, ['compile']);
    await clone.push('Change', branch);
    const request = { source_branch: branch, target_branch: base, title: 'Of a test of Cooperage' };
    ({ iid } = await project.done('POST', '/merge_requests', request));
  });
  after(() => lab?.close());

  const review = (...more: string[]): string[] => ['review', '--merge-request', String(iid), ...more];
  const head = async (): Promise<string> => (await lab.clone.git('rev-parse', 'HEAD')).trim();
  const comments = async (): Promise<Discussion['notes']> => {
    const all: Discussion[] = await lab.project.done(
      'GET',
      `/merge_requests/${iid}/discussions?per_page=100`,
    );
    return all.flatMap(({ notes }) => notes).filter(({ type }) => type === 'DiffNote');
  };
  const statuses = async (): Promise<string[]> => {
    const all = await lab.project.done('GET', `/repository/commits/${await head()}/statuses`);
    return (all as { status: string }[]).map(({ status }) => status);
  };

  it('shows the report, and posts nothing, without --post', async () => {
    const told = await lab.ends(0, ['review']);
    expect(told).to.include('web');
    expect(await lab.project.notes(iid)).to.deep.equal([]);
  });

  it('posts one note and a status that has come to its end', async () => {
    await lab.ends(0, review('--post'));
    const notes = await lab.project.notes(iid);
    expect(notes).to.have.length(1);
    expect(notes[0]).to.include('web');
    expect(await statuses()).to.deep.equal(['success']);
  });

  it('says the same once only', async () => {
    const [note] = await lab.project.notes(iid);
    await lab.ends(0, review('--post'));
    expect(await lab.project.notes(iid)).to.deep.equal([note]);
    expect(await statuses()).to.deep.equal(['success']);
  });

  it('lets no string of a spec out of its place', async () => {
    const [note = ''] = await lab.project.notes(iid);
    const { standIn, projectPath } = lab.target;
    if (standIn) {
      const { executedCommands, mentions } = standIn.world;
      expect([executedCommands, mentions]).to.deep.equal([[], []]);
    } else {
      const { json } = await ask(lab.target, 'POST', '/markdown', {
        text: note,
        gfm: true,
        project: projectPath,
      });
      expect(json.html).to.not.match(
        /data-reference-type="(user|issue|merge_request)"|onerror="|href="javascript:/,
      );
    }
    expect((await lab.project.done('GET', `/merge_requests/${iid}`)).state).to.equal('opened');
  });

  it('comments on the line of an error, and fails the status', async () => {
    const { clone } = lab;
    clone.write('images/web/image.json', image('web', { rootfs: 'rootfs', env: { A: 'x' }, volumes: 7 }));
    await clone.push('An error', branch);
    await lab.ends(1, review('--post'));
    const found = await comments();
    expect(found.map(({ position, resolved }) => [position?.new_path, resolved])).to.deep.equal([
      [`${lab.folder}/images/web/image.json`, false],
    ]);
    const text = await lab.project.file(branch, `${lab.folder}/images/web/image.json`);
    const line = text?.split('\n')[(found[0]?.position?.new_line ?? 0) - 1];
    expect(line).to.include('"volumes": 7');
    expect(await statuses()).to.deep.equal(['failed']);
    await lab.ends(1, review('--post'));
    expect(await comments()).to.have.length(1);
  });

  it('resolves the comment once the error is gone', async () => {
    const { clone } = lab;
    clone.write('images/web/image.json', image('web', { rootfs: 'rootfs', env: { A: 'y' } }));
    await lab.ends(0, ['compile']);
    await clone.push('No error', branch);
    await lab.ends(0, review('--post'));
    expect((await comments()).map(({ resolved }) => resolved)).to.deep.equal([true]);
    expect(await lab.project.notes(iid)).to.have.length(2);
    expect(await statuses()).to.deep.equal(['success']);
  });

  it('tells of generated files that are not current', async () => {
    const { clone } = lab;
    clone.write('images/web/image.json', image('web', { rootfs: 'rootfs', env: { A: 'z' } }));
    await clone.push('Not compiled', branch);
    await lab.ends(3, review('--post'));
    expect((await lab.project.notes(iid))[0]).to.include('images/web/Dockerfile');
    expect(await statuses()).to.deep.equal(['failed']);
  });

  it('tells what the token may not do', async () => {
    await lab.ends(0, ['compile']);
    await lab.clone.push('Compiled', branch);
    const before = await lab.project.state();
    const told = await lab.ends(4, review('--post'), { env: { GITLAB_TOKEN: 'glpat-aaaaaaaaaaaaaaaaaaaa' } });
    expect(told).to.match(/token/i);
    expect(await lab.project.state()).to.equal(before);
  });
});
