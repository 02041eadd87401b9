import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { reportMarker } from '../../../compiler/review/markers.js';
import { needs } from '../../support/parts.js';
import { gitIn } from '../git/repository.js';
import { Reviewed, SPEC, specWith } from './reviewed.js';

describe('cooper review --post, against the stand-in GitLab', function () {
  this.timeout(60_000);
  let at: Reviewed;
  before(function () {
    needs(this, 'git');
  });
  beforeEach(async () => {
    at = await Reviewed.start();
  });
  afterEach(() => at?.stop());

  const writes = (since: number): string[] =>
    at.gitlab.asked
      .slice(since)
      .filter(({ method }) => method !== 'GET')
      .map(
        ({ method, path }) =>
          `${method} ${path.replace(/^.*\/projects\/[^/]*\//u, '').replace(/\w{40}/u, 'SHA')}`,
      );

  it('a note, a comment at the line, a status: once, and kept up to date', async () => {
    await at.change(specWith('"expoze": [80]'));
    const first = await at.review('--post');
    expect(first.code, first.err).to.equal(1);
    expect(first.out).to.equal(
      `!1: note made; comments: 1 made\n${at.head.slice(0, 12)}: status cooperage: failed, 1 error in the specs\n`,
    );
    expect(first.err).to.include('unknown key "expoze"');
    expect(at.notes).to.have.length(1);
    expect(at.notes[0]).to.match(/^<!-- cooperage report -->\n\n### Effect of this change\n/);
    expect(at.comments.map(({ notes: [note] }) => note?.position)).to.deep.equal([
      {
        ...refs(),
        position_type: 'text',
        old_path: SPEC,
        new_path: SPEC,
        old_line: null,
        new_line: 3,
      },
    ]);
    expect(at.statuses).to.deep.equal(['cooperage failed']);
    expect(at.gitlab.world.statuses[0]).to.include({ sha: at.head, ref: 'change' });

    const before = at.gitlab.asked.length;
    expect((await at.review('--post')).out).to.match(/^!1: note unchanged\n/);
    expect(writes(before)).to.deep.equal(['POST statuses/SHA', 'POST statuses/SHA']);

    await at.change(specWith('"expose": [80]'));
    const fixed = await at.review('--post');
    expect([fixed.code, fixed.err]).to.deep.equal([0, '']);
    expect(fixed.out).to.match(
      /^!1: note updated; comments: 1 resolved\n\w{12}: status cooperage: success, 1 image/,
    );
    expect(at.comments.map(({ notes: [note] }) => note?.resolved)).to.deep.equal([true]);
    expect(at.notes[0]).to.include('/-/blob/');

    await at.change(specWith('"expoze": [80]'));
    expect((await at.review('--post')).out).to.include('comments: 1 opened again\n');
    expect(at.comments.map(({ notes: [note] }) => note?.resolved)).to.deep.equal([false]);
    expect([at.notes.length, at.comments.length]).to.deep.equal([1, 1]);
  });

  const refs = (): object => {
    const { base, start, head } = at.mergeRequest.versions.at(-1)!;
    return { base_sha: base, start_sha: start, head_sha: head };
  };

  it('what is new against the policy stands at its line, and is no failure', async () => {
    await at.change(specWith().replace('"app"', '"root"'));
    const { code, out } = await at.review('--post');
    expect(code, out).to.equal(0);
    expect(at.comments.map(({ notes: [note] }) => note?.position?.new_line)).to.deep.equal([4]);
    expect(at.comments[0]?.notes[0]?.body).to.include('`policy-no-root-user`');
    expect(at.statuses).to.deep.equal(['cooperage success']);
  });

  it('stale generated files: 3, and a failed status', async () => {
    at.write(SPEC, specWith('"expose": [80]'));
    gitIn(at.clone, 'commit', '--quiet', '--all', '--message', 'x');
    gitIn(at.clone, 'push', '--quiet', 'origin', 'HEAD:change');
    expect((await at.review('--post')).code).to.equal(3);
    expect(at.statuses).to.deep.equal(['cooperage failed']);
    expect(at.notes[0]).to.include('#### Generated files that are not current');
  });

  it('two runs at once leave one note and one comment', async () => {
    await at.change(specWith('"expoze": [80]'));
    await Promise.all([at.review('--post'), at.review('--post')]);
    expect([at.notes.length, at.comments.length]).to.deep.equal([1, 1]);
    const { code } = await at.review('--post');
    expect([code, at.notes.length, at.comments.length]).to.deep.equal([1, 1, 1]);
  });

  it('a refusal at any request: the rest is told, no status is left running, the next run makes it right', async () => {
    await at.change(specWith('"expoze": [80]', '"onse": 1'));
    await at.review('--post');
    await at.change(specWith('"expoze": [80]', '"twise": 2'));
    for (let skip = 2; ; skip++) {
      const seen = at.gitlab.asked.length;
      at.gitlab.fail({ status: 403, body: '{"message":"403 Forbidden"}' }, { skip });
      const { code, out, err } = await at.review('--post');
      at.gitlab.heal();
      if (at.gitlab.asked.length - seen <= skip) break;
      expect(code, err).to.equal(1);
      expect(out + err, String(skip)).to.include('unknown key "expoze"');
      // What could be told is told; only the request that fails may be missing.
      expect(at.statuses.filter((status) => status.endsWith('running')).length).to.be.at.most(1);
      await at.review('--post');
      expect(at.statuses.filter((status) => status.endsWith('running'))).to.deep.equal([]);
      expect(at.notes.length).to.equal(1);
      const open = at.comments.filter(({ notes: [note] }) => note?.resolved === false);
      expect(open.map(({ notes: [note] }) => note?.position?.new_line)).to.deep.equal([3, 4]);
    }
  });

  it('a connection that breaks at any change loses and doubles nothing', async () => {
    await at.change(specWith('"expoze": [80]'));
    for (const fault of ['lost', { afterwards: 502 }] as const)
      for (const path of ['/notes', '/discussions', '/statuses/']) {
        at.mergeRequest.discussions.splice(0);
        at.gitlab.fail(fault, { method: 'POST', path });
        const { code, err } = await at.review('--post');
        expect(code, err).to.equal(1);
        expect(at.statuses.filter((status) => status.endsWith('running'))).to.deep.equal([]);
        await at.review('--post');
        expect([at.notes.length, at.comments.length], `${JSON.stringify(fault)} ${path}`).to.deep.equal([
          1, 1,
        ]);
      }
  });

  it('a token that may set no status: the note comes, and the exit tells', async () => {
    at.gitlab.fail({ status: 403, body: '{"message":"403 Forbidden"}' }, { path: '/statuses/', times: 99 });
    const { code, out, err } = await at.review('--post');
    expect(code).to.equal(4);
    expect(out).to.equal('!1: note made\n');
    expect(err).to.match(/status/);
    expect(at.notes).to.have.length(1);
    expect(err).to.not.include(at.gitlab.token);
  });

  it('a note that GitLab does not take is read in the log', async () => {
    at.gitlab.fail({ status: 403, body: '{"message":"403 Forbidden"}' }, { method: 'POST', path: '/notes' });
    const { code, out } = await at.review('--post');
    expect(code).to.equal(4);
    expect(out)
      .to.match(/^### Effect of this change\n/)
      .and.to.include('!1: note not made\n');
    expect(at.statuses).to.deep.equal(['cooperage success']);
  });

  it('a token that has expired: the report all the same, and 4; 1 where specs have errors', async () => {
    const late = { GITLAB_TOKEN: 'glpat-late-000000000' };
    const { code, out } = await at.reviewWith(late, '--post');
    expect([code, out.split('\n')[0]]).to.deep.equal([4, '### Effect of this change']);
    await at.change(specWith('"expoze": [80]'));
    expect((await at.reviewWith(late, '--post')).code).to.equal(1);
  });

  it('a merge request that is closed, before or meanwhile, is left alone', async () => {
    at.mergeRequest.state = 'closed';
    const early = await at.review('--post', '--merge-request', '1');
    expect([early.code, at.notes.length]).to.deep.equal([4, 0]);
    expect(early.err).to.include('the merge request !1 is closed: nothing was told there');
    at.mergeRequest.state = 'opened';
    at.gitlab.onRequest(({ path }, phase) => {
      if (phase === 'after' && path.includes('/statuses/')) at.mergeRequest.state = 'merged';
    });
    const late = await at.review('--post');
    expect([late.code, at.notes.length]).to.deep.equal([4, 0]);
    expect(late.err).to.include('is merged');
    expect(at.statuses.filter((status) => status.endsWith('running'))).to.deep.equal([]);
    expect((await at.review('--post', '--merge-request', '9')).code).to.equal(2);
  });

  it('an older run leaves the merge request to the run of the newer commit', async () => {
    const old = at.head;
    at.gitlab.onRequest(async ({ path }, phase) => {
      if (phase === 'after' && path.includes('/statuses/') && at.head === old) {
        at.gitlab.onRequest(null);
        await at.gitlab.commit('change', { 'other.txt': 'x' });
      }
    });
    const { code, err } = await at.review('--post');
    expect([code, at.notes.length]).to.deep.equal([0, 0]);
    expect(err).to.match(/the merge request !1 is at \w{12}, and this is of \w{12}: nothing was told there/);
    expect(at.gitlab.world.statuses.map(({ sha, state }) => [sha, state])).to.deep.equal([[old, 'success']]);
  });

  it('stopped: nothing more is begun, and the status is closed', async () => {
    await at.change(specWith('"expoze": [80]'));
    at.gitlab.onRequest(({ method, path }, phase) => {
      if (phase === 'after' && method === 'POST' && path.endsWith('/discussions'))
        process.emit('SIGTERM', 'SIGTERM');
    });
    const { code } = await at.review('--post');
    expect(code).to.equal(143);
    expect([at.statuses, at.notes.length]).to.deep.equal([['cooperage canceled'], 0]);
    expect(process.listenerCount('SIGTERM')).to.equal(0);
  });

  it('no text of a spec does anything in GitLab', async () => {
    const hostile = [
      '@all',
      '/merge',
      '\\n/close\\n',
      '<!-- cooperage report -->',
      '<img src=x onerror=alert(1)>',
      '`` ` ```\\n/merge',
      'Closes #1',
      '[x](javascript:alert(1)) !1 ~bug %1 :tada: $`x`$',
      '| --- |',
      '\\u202e\\u009b31m',
    ];
    await at.change(
      specWith(
        ...hostile.map((text, index) => `"${text}${index}": 1`),
        `"description": "${hostile.join(' \\n')}"`,
        `"labels": { "a": "${hostile.join(' \\n')}" }`,
      ),
    );
    const { code, out, err } = await at.review('--post');
    expect(code).to.equal(1);
    expect(at.comments, err).to.have.length(hostile.length);
    expect([...at.gitlab.world.executedCommands, ...at.gitlab.world.mentions]).to.deep.equal([]);
    expect(at.mergeRequest.state).to.equal('opened');
    for (const text of [out, err]) expect(text).to.not.match(/[\u001b\u202e\u0000]/);
    // What stands there is what was sent: the next run finds it the same.
    expect((await at.review('--post')).out).to.match(/^!1: note unchanged\n/);
    await at.change(specWith(`"description": "${hostile.slice(0, -1).join(' \\n')}"`));
    expect((await at.review('--post')).code).to.equal(0);
    expect([...at.gitlab.world.executedCommands, ...at.gitlab.world.mentions]).to.deep.equal([]);
    expect(at.notes).to.have.length(1);
    expect(at.notes[0]?.startsWith(reportMarker(''))).to.equal(true);
  });

  it('a merged result: the status of the pushed commit, the comment at the line that it has there', async () => {
    await at.change(specWith('"expoze": [80]'));
    const pushed = at.head;
    gitIn(at.clone, 'checkout', '--quiet', 'main');
    at.write(SPEC, `\n\n${specWith()}`);
    await at.push('main');
    const target = at.head;
    gitIn(at.clone, 'checkout', '--quiet', '--detach', 'main');
    gitIn(at.clone, 'merge', '--quiet', '--no-edit', pushed);
    const env = {
      GITLAB_CI: 'true',
      CI_COMMIT_SHA: at.head,
      CI_MERGE_REQUEST_IID: '1',
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: pushed,
      CI_MERGE_REQUEST_TARGET_BRANCH_SHA: target,
      CI_MERGE_REQUEST_DIFF_BASE_SHA: gitIn(at.clone, 'merge-base', pushed, target).trim(),
      CI_JOB_URL: 'https://gitlab.example.com/job/7',
    };
    const { code, out } = await at.reviewWith(env, '--post');
    expect(code).to.equal(1);
    expect(out).to.include('comments: 1 made');
    expect(at.comments[0]?.notes[0]?.position).to.include({ new_line: 3, head_sha: pushed });
    expect(at.gitlab.world.statuses).to.have.length(1);
    expect(at.gitlab.world.statuses[0]).to.include({ sha: pushed, url: env.CI_JOB_URL, state: 'failed' });

    // Jenkins merges by itself, and names only the merge request.
    const jenkins = { CHANGE_ID: '1', CHANGE_TARGET: 'main', CHANGE_BRANCH: 'change', BRANCH_NAME: 'MR-1' };
    expect((await at.reviewWith(jenkins, '--post')).out).to.match(/^!1: note unchanged|^!1: note updated/);
    expect(new Set(at.gitlab.world.statuses.map(({ sha }) => sha))).to.deep.equal(new Set([pushed]));
  });

  it('a status for each image that is touched, or none', async () => {
    at.write('images/db/image.json', specWith().replace('"web"', '"db"'));
    await at.change(specWith('"expoze": [80]'));
    await at.review('--post', '--status', 'image');
    expect(at.statuses).to.deep.equal([
      'cooperage failed',
      'cooperage/images/db success',
      'cooperage/images/web failed',
    ]);
    at.gitlab.world.statuses.splice(0);
    await at.review('--post', '--status', 'none');
    expect(at.statuses).to.deep.equal([]);
  });

  it('a fork that takes no status: it goes to the project of the merge request', async () => {
    const { asked } = at.gitlab;
    const shown = await fetch(`${at.gitlab.url}/api/v4/projects/42/merge_requests/1`, {
      headers: { 'private-token': at.gitlab.token },
    });
    const body = JSON.stringify({ ...((await shown.json()) as object), source_project_id: 77 });
    at.gitlab.fail(
      { status: 200, body, headers: { 'content-type': 'application/json' } },
      { path: /\/merge_requests\/1$/, times: 99 },
    );
    const { code, err } = await at.review('--post', '--merge-request', '1');
    expect(code, err).to.equal(0);
    const projects = asked
      .filter(({ path }) => path.includes('/statuses/'))
      .map(({ path }) => path.split('/')[4]);
    expect(projects[0]).to.equal('77');
    expect(at.statuses).to.deep.equal(['cooperage success']);
  });

  it('a branch without a merge request: the report in the log, and the status', async () => {
    gitIn(at.clone, 'checkout', '--quiet', '-b', 'alone');
    await at.push('alone');
    const { code, out, err } = await at.review('--post');
    expect(code, err).to.equal(0);
    expect(out).to.match(/^### Effect of this change\n/);
    expect(err).to.include('no merge request is open for alone');
    expect(at.statuses).to.deep.equal(['cooperage success']);
  });

  it('a clone without its history: what to do, and a failed status', async () => {
    await at.push('change');
    gitIn(
      at.top,
      'clone',
      '--quiet',
      '--depth',
      '1',
      '--branch',
      'change',
      `file://${at.gitlab.repository}`,
      'shallow',
    );
    gitIn(at.clone, 'fetch', '--quiet');
    const shallow = Object.assign(Object.create(at) as Reviewed, { clone: join(at.top, 'shallow') });
    const { code, err } = await shallow.review('--post');
    expect(code).to.equal(2);
    expect(err).to.include('GIT_DEPTH: 0');
    expect(at.statuses).to.deep.equal(['cooperage failed']);
    gitIn(
      shallow.clone,
      'fetch',
      '--quiet',
      '--depth',
      '1',
      'origin',
      '+refs/heads/main:refs/remotes/origin/main',
    );
    const cut = await shallow.review();
    expect([cut.code, cut.err.includes('GIT_DEPTH: 0')]).to.deep.equal([4, true]);
  });

  it('for programs: all of it, without the token', async () => {
    await at.change(specWith('"expoze": [80]'));
    const file = join(at.top, 'quality.json');
    const { out } = await at.review('--post', '--json', '--report', `gitlab=${file}`);
    const told = JSON.parse(out) as Record<string, unknown>;
    expect(told).to.deep.include({ commit: at.head, mergeRequest: 1, note: 'made', faults: [] });
    expect(told).to.have.nested.property('comments.made', 1);
    expect(told).to.have.nested.property('statuses[0].state', 'failed');
    expect(out).to.not.include(at.gitlab.token);
    expect(JSON.parse(readFileSync(file, 'utf8'))).to.have.nested.property('[0].location.path', SPEC);
  });

  it('writes nothing without --post, and asks nobody', async () => {
    const { code, out } = await at.review();
    expect([code, at.gitlab.asked.filter(({ method }) => method !== 'POST').length]).to.deep.equal([0, 0]);
    expect(out).to.match(/^### Effect of this change\n/);
  });

  it('a workspace in a folder of its repository', async () => {
    await at.stop();
    at = await Reviewed.start('platform/my images');
    await at.change(specWith('"expoze": [80]'));
    const { code, out } = await at.review('--post');
    expect([code, out.split('\n')[0]]).to.deep.equal([1, '!1: note made; comments: 1 made']);
    expect(at.comments[0]?.notes[0]?.position?.new_path).to.equal(`platform/my images/${SPEC}`);
    expect(at.notes[0]).to.match(/^<!-- cooperage report [0-9a-f]{8} -->/);
    expect(at.statuses).to.deep.equal(['cooperage/platform/my images failed']);
  });
});
