/** What is asked of a controller, and what is made of its answers. Faults, retries and connections: the files beside. */
import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { connect } from '../../../../compiler/clients/jenkins/client.js';
import type { JenkinsApi } from '../../../../compiler/clients/jenkins/types.js';
import { startServer, type Asked, type Server } from './server.js';

const VERSION = { 'x-jenkins': '2.516.2' };

describe('the client of Jenkins', () => {
  let server: Server;
  let jenkins: JenkinsApi;
  const fresh = (): JenkinsApi => {
    const account = { user: 'maria', secret: '11aa', kind: 'token' } as const;
    return connect({ url: `${server.url}/ci`, account, ca: null, warnings: [] });
  };
  let answer: (asked: Asked, response: ServerResponse) => void;
  const last = (): Asked | undefined => server.asked.at(-1);
  const json = (value: unknown): void => {
    answer = (_, response) =>
      response
        .writeHead(200, { ...VERSION, 'content-type': 'application/json;charset=utf-8' })
        .end(JSON.stringify(value));
  };
  const status = (code: number, headers: Record<string, string> = {}, body = ''): void => {
    answer = (_, response) => response.writeHead(code, { ...VERSION, ...headers }).end(body);
  };

  before(async () => {
    server = await startServer((asked, response) => answer(asked, response));
  });
  beforeEach(() => void (jenkins = fresh()));
  after(() => server.stop());

  it('facts: the version, and who we are there', async () => {
    json({ _class: 'hudson.security.WhoAmI', name: 'maria', anonymous: false });
    expect(await jenkins.facts()).to.deep.equal({ value: { version: '2.516.2', user: 'maria' } });
    expect(last()?.path).to.equal('/ci/whoAmI/api/json?tree=name%2Canonymous');
    expect(last()?.headers.authorization).to.equal(`Basic ${btoa('maria:11aa')}`);
  });

  it('job: its state and parameters, its address as we reach it', async () => {
    json({
      _class: 'org.jenkinsci.plugins.workflow.job.WorkflowJob',
      buildable: true,
      nextBuildNumber: 8,
      lastBuild: { number: 7 },
      queueItem: null,
      property: [
        {},
        {
          parameterDefinitions: [
            {
              name: 'image_tag',
              type: 'StringParameterDefinition',
              defaultParameterValue: { _class: 'hudson.model.StringParameterValue', value: '1.0' },
            },
            { name: 'token', type: 'PasswordParameterDefinition', defaultParameterValue: {} },
          ],
        },
      ],
    });
    expect(await jenkins.job(['plat form', 'nginx'])).to.deep.equal({
      value: {
        url: `${server.url}/ci/job/plat%20form/job/nginx/`,
        type: 'org.jenkinsci.plugins.workflow.job.WorkflowJob',
        buildable: true,
        parameters: [
          { name: 'image_tag', type: 'StringParameterDefinition', defaultValue: '1.0' },
          { name: 'token', type: 'PasswordParameterDefinition', defaultValue: null },
        ],
        nextBuildNumber: 8,
        lastBuild: 7,
        queueItem: null,
      },
    });
    expect(last()?.path).to.match(/^\/ci\/job\/plat%20form\/job\/nginx\/api\/json\?tree=buildable/u);
  });

  it('job: a folder is none', async () => {
    json({ _class: 'com.cloudbees.hudson.plugins.folder.Folder', jobs: [] });
    const found = await jenkins.job(['platform']);
    expect('fault' in found && found.fault.kind).to.equal('conflict');
  });

  it('trigger: with parameters as a form, byte for byte', async () => {
    status(201, { location: `${server.url}/ci/queue/item/42/` });
    const tag = 'a&b=c é "\'\n$x';
    expect(await jenkins.trigger(['platform', 'nginx'], { image_tag: tag, empty: '' })).to.deep.equal({
      value: 42,
    });
    const { method, path, body = '' } = last() ?? {};
    expect([method, path]).to.deep.equal(['POST', '/ci/job/platform/job/nginx/buildWithParameters']);
    expect([...new URLSearchParams(body)]).to.deep.equal([
      ['image_tag', tag],
      ['empty', ''],
    ]);
  });

  it('trigger: without parameters', async () => {
    status(201, { location: `${server.url}/ci/queue/item/43/` });
    expect(await jenkins.trigger(['nginx'], null)).to.deep.equal({ value: 43 });
    expect(last()?.path).to.equal('/ci/job/nginx/build');
  });

  it('trigger: the same build waits already', async () => {
    status(303, { location: '/ci/queue/item/44/' });
    expect(await jenkins.trigger(['nginx'], { a: 'b' })).to.deep.equal({ value: 44 });
  });

  it('trigger: a plugin keeps it out of the queue', async () => {
    status(302, { location: '.' });
    const found = await jenkins.trigger(['nginx'], null);
    expect('fault' in found && found.fault.kind).to.equal('conflict');
  });

  it('trigger: queued, and the answer does not say as what', async () => {
    status(201);
    const found = await jenkins.trigger(['nginx'], null);
    expect('fault' in found && found.fault.kind).to.equal('unknown');
  });

  it('queueItem: waiting, started, cancelled', async () => {
    json({
      _class: 'hudson.model.Queue$BlockedItem',
      why: 'Build #6 is already in progress',
      stuck: false,
      actions: [
        { parameters: [{ name: 'image_tag', value: '7' }] },
        { causes: [{ shortDescription: 'Started by user Maria', userId: 'maria' }] },
        {},
      ],
    });
    expect(await jenkins.queueItem(42)).to.deep.equal({
      value: {
        state: 'waiting',
        why: 'Build #6 is already in progress',
        stuck: false,
        causes: [{ description: 'Started by user Maria', user: 'maria', upstream: null }],
        parameters: { image_tag: '7' },
      },
    });
    json({
      _class: 'hudson.model.Queue$LeftItem',
      cancelled: false,
      executable: { number: 7, url: 'https://other.example.com/job/a/job/nginx/7/' },
    });
    expect(await jenkins.queueItem(42)).to.deep.equal({
      value: { state: 'started', number: 7, url: `${server.url}/ci/job/a/job/nginx/7/` },
    });
    json({ _class: 'hudson.model.Queue$LeftItem', cancelled: true });
    expect(await jenkins.queueItem(42)).to.deep.equal({ value: { state: 'cancelled' } });
  });

  const BUILD = {
    number: 7,
    queueId: 42,
    building: false,
    result: 'FAILURE',
    timestamp: 1_700_000_000_000,
    duration: 61_000,
    estimatedDuration: -1,
    artifacts: [{ relativePath: 'build-record.json' }],
    actions: [
      {
        parameters: [{ name: 'image_tag', value: '1.0' }, { name: 'flag', value: true }, { name: 'hidden' }],
      },
      {},
      null,
      { causes: [{ shortDescription: 'Started by upstream', upstreamProject: 'a/base', upstreamBuild: 3 }] },
    ],
  };

  it('build: result, times, causes, parameters, artifacts', async () => {
    json(BUILD);
    expect(await jenkins.build(['nginx'], 7)).to.deep.equal({
      value: {
        number: 7,
        queueItem: 42,
        url: `${server.url}/ci/job/nginx/7/`,
        building: false,
        result: 'FAILURE',
        started: 1_700_000_000_000,
        duration: 61_000,
        estimated: 0,
        causes: [{ description: 'Started by upstream', user: null, upstream: { job: 'a/base', number: 3 } }],
        parameters: { image_tag: '1.0', flag: 'true', hidden: '' },
        artifacts: ['build-record.json'],
      },
    });
  });

  it('build: a result that may still become worse is none', async () => {
    json({ ...BUILD, building: true, result: 'UNSTABLE' });
    const found = await jenkins.build(['nginx'], 'lastBuild');
    expect('value' in found && found.value.result).to.equal(null);
    expect(last()?.path).to.match(/^\/ci\/job\/nginx\/lastBuild\/api\/json\?/u);
  });

  it('builds: no more than asked for', async () => {
    json({ builds: [BUILD, { ...BUILD, number: 6 }] });
    const found = await jenkins.builds(['nginx'], 2);
    expect('value' in found && found.value.map(({ number }) => number)).to.deep.equal([7, 6]);
    expect(new URLSearchParams(last()?.path.split('?')[1]).get('tree')).to.match(/^builds\[.*\]\{0,2\}$/u);
    json({ allBuilds: [BUILD] });
    await jenkins.builds(['nginx'], 150);
    expect(new URLSearchParams(last()?.path.split('?')[1]).get('tree')).to.match(
      /^allBuilds\[.*\]\{0,150\}$/u,
    );
  });

  it('stop, cancel and remove: a browser is sent on', async () => {
    status(302, { location: '.' });
    expect(await jenkins.stop(['nginx'], 7)).to.deep.equal({ value: null });
    expect(last()?.path).to.equal('/ci/job/nginx/7/stop');
    status(302, { location: `${server.url}/ci/` });
    expect(await jenkins.remove(['nginx'])).to.deep.equal({ value: null });
    expect(last()?.path).to.equal('/ci/job/nginx/doDelete');
    status(204);
    expect(await jenkins.cancel(42)).to.deep.equal({ value: null });
    expect(last()?.path).to.equal('/ci/queue/cancelItem?id=42');
  });

  it('config: read, made, changed; in UTF-8', async () => {
    const xml = '<?xml version="1.1" encoding="UTF-8"?>\n<flow-definition>é</flow-definition>';
    status(200, { 'content-type': 'application/xml' }, xml);
    expect(await jenkins.config(['platform', 'nginx'])).to.deep.equal({ value: xml });
    status(200);
    expect(await jenkins.create(['platform'], 'nginx', xml)).to.deep.equal({ value: null });
    expect(last()?.path).to.equal('/ci/job/platform/createItem?name=nginx');
    expect(last()?.headers['content-type']).to.equal('text/xml; charset=utf-8');
    expect(last()?.body).to.equal(xml);
    expect(await jenkins.configure(['platform', 'nginx'], xml)).to.deep.equal({ value: null });
    expect([last()?.method, last()?.path]).to.deep.equal(['POST', '/ci/job/platform/job/nginx/config.xml']);
    expect(await jenkins.create([], 'platform', xml)).to.deep.equal({ value: null });
    expect(last()?.path).to.equal('/ci/createItem?name=platform');
  });

  it('config and items: null where there is no such thing', async () => {
    status(404, { 'content-type': 'text/html' }, '<html>Not Found</html>');
    expect(await jenkins.config(['no'])).to.deep.equal({ value: null });
    expect(await jenkins.items(['no'])).to.deep.equal({ value: null });
  });

  it('items: of a folder and of the top', async () => {
    json({ jobs: [{ _class: 'org.jenkinsci.plugins.workflow.job.WorkflowJob', name: 'nginx' }] });
    const items = [{ name: 'nginx', type: 'org.jenkinsci.plugins.workflow.job.WorkflowJob' }];
    expect(await jenkins.items(['platform'])).to.deep.equal({ value: items });
    expect(last()?.path).to.equal('/ci/job/platform/api/json?tree=jobs%5Bname%5D');
    expect(await jenkins.items([])).to.deep.equal({ value: items });
    expect(last()?.path).to.equal('/ci/api/json?tree=jobs%5Bname%5D');
  });

  it('stages: of the plugin that is there', async () => {
    const describe = {
      stages: [
        { name: 'Verify', status: 'SUCCESS', startTimeMillis: 1, durationMillis: 2 },
        { name: 'Build', status: 'FAILED', startTimeMillis: 3, durationMillis: 4 },
        { name: 'Push', status: 'FAILED', startTimeMillis: 7, durationMillis: 0 },
      ],
    };
    const tree = {
      status: 'ok',
      data: {
        complete: true,
        stages: [
          { name: 'Verify', state: 'success', startTimeMillis: 1, totalDurationMillis: 2, children: [] },
          { name: 'Build', state: 'failure', startTimeMillis: 3, totalDurationMillis: 4, children: [] },
          { name: 'Push', state: 'skipped', startTimeMillis: 7, totalDurationMillis: 0, children: [] },
        ],
      },
    };
    const [rest, graph, graph2] = ['/wfapi/describe', '/pipeline-overview/tree', '/stages/tree'];
    const having = (answers: Record<string, unknown>): void => {
      answer = ({ path }, response) => {
        const found = Object.entries(answers).find(([end]) => path.endsWith(end))?.[1];
        if (found === undefined) response.writeHead(404, VERSION).end();
        else
          response
            .writeHead(200, { ...VERSION, 'content-type': 'application/json' })
            .end(JSON.stringify(found));
      };
    };
    const wanted = [
      { name: 'Verify', status: 'SUCCESS', started: 1, duration: 2 },
      { name: 'Build', status: 'FAILED', started: 3, duration: 4 },
      { name: 'Push', status: 'NOT_EXECUTED', started: 7, duration: 0 },
    ];
    for (const answers of [
      { [rest]: describe, [graph]: tree },
      { [rest]: describe, [graph2]: tree },
      { [graph]: tree },
      { [graph2]: tree },
    ]) {
      having(answers);
      jenkins = fresh();
      expect(await jenkins.stages(['nginx'], 7)).to.deep.equal({ value: wanted });
    }
    having({ [rest]: describe });
    jenkins = fresh();
    const alone = await jenkins.stages(['nginx'], 7);
    expect('value' in alone && alone.value?.at(-1)?.status).to.equal('FAILED');
    const asked = server.asked.length;
    await jenkins.stages(['nginx'], 7);
    expect(server.asked.length - asked, 'what is not there is not asked for again').to.equal(1);
    having({});
    jenkins = fresh();
    expect(await jenkins.stages(['nginx'], 7)).to.deep.equal({ value: null });
  });

  it('stages: one that holds others', async () => {
    const inner = {
      name: 'amd64',
      state: 'running',
      startTimeMillis: 1,
      totalDurationMillis: 2,
      children: [],
    };
    answer = ({ path }, response) =>
      path.includes('wfapi')
        ? response.writeHead(404, VERSION).end()
        : response
            .writeHead(200, { ...VERSION, 'content-type': 'application/json' })
            .end(
              JSON.stringify({ data: { stages: [{ name: 'All', state: 'running', children: [inner] }] } }),
            );
    const found = await jenkins.stages(['nginx'], 7);
    expect('value' in found && found.value?.map(({ name }) => name)).to.deep.equal(['All', 'amd64']);
  });

  it('log: a part, as it is stored', async () => {
    answer = (_, response) =>
      response
        .writeHead(200, {
          'content-type': 'text/plain;charset=utf-8',
          'x-text-size': '11',
          'x-more-data': 'true',
        })
        .end('hello\x1b[8m\r\n');
    const bytes: Uint8Array[] = [];
    expect(await jenkins.log(['nginx'], 7, 3, (each) => bytes.push(each))).to.deep.equal({
      value: { next: 11, more: true },
    });
    expect(Buffer.concat(bytes).toString()).to.equal('hello\x1b[8m\r\n');
    expect(last()?.path).to.equal('/ci/job/nginx/7/logText/progressiveText?start=3');
    expect(last()?.headers['accept-encoding']).to.equal('identity');
  });

  it('log: its end', async () => {
    status(200, { 'content-type': 'text/plain;charset=utf-8', 'x-text-size': '11' });
    const found = await jenkins.log(['nginx'], 7, 11, () => expect.fail());
    expect(found).to.deep.equal({ value: { next: 11, more: false } });
  });

  it('log: nothing again from a controller whose log has become shorter', async () => {
    status(
      200,
      { 'content-type': 'text/plain;charset=utf-8', 'x-text-size': '5', 'x-more-data': 'true' },
      'again',
    );
    const found = await jenkins.log(['nginx'], 7, 9, () => expect.fail());
    expect(found).to.deep.equal({ value: { next: 5, more: true } });
  });

  it('artifact: its bytes; null where it is not there', async () => {
    status(200, { 'content-type': 'application/json' }, '{"a":1}');
    const found = await jenkins.artifact(['nginx'], 7, 'out/build record.json', 100);
    expect('value' in found && Buffer.from(found.value ?? []).toString()).to.equal('{"a":1}');
    expect(last()?.path).to.equal('/ci/job/nginx/7/artifact/out/build%20record.json');
    status(404);
    expect(await jenkins.artifact(['nginx'], 7, 'no', 100)).to.deep.equal({ value: null });
    status(200, {}, 'x'.repeat(101));
    const large = await jenkins.artifact(['nginx'], 7, 'large', 100);
    expect('fault' in large && large.fault.kind).to.equal('failed');
  });

  describe('an archive that lies elsewhere', () => {
    let store: Server;
    let stored: (response: ServerResponse) => void;
    const get = (): ReturnType<JenkinsApi['artifact']> => jenkins.artifact(['nginx'], 7, 'a b.json', 10);

    before(async () => {
      store = await startServer((_, response) => stored(response));
    });
    beforeEach(() => (store.asked.length = 0));
    after(() => store.stop());

    it('is followed, without the account', async () => {
      status(302, { location: `${store.url}/bucket/{a}%20b.json?signature=x%2Fy&n=1` });
      stored = (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      const found = await get();
      expect('value' in found && Buffer.from(found.value ?? []).toString()).to.equal('{}');
      expect(store.asked.map(({ path }) => path)).to.deep.equal([
        '/bucket/%7Ba%7D%20b.json?signature=x%2Fy&n=1',
      ]);
      expect(store.asked[0]?.headers.authorization).to.equal(undefined);
    });

    it('is bounded there too, and null where it has gone', async () => {
      status(302, { location: `${store.url}/bucket/a` });
      stored = (response) => response.writeHead(200).end('x'.repeat(11));
      const large = await get();
      expect('fault' in large && large.fault.kind).to.equal('failed');
      stored = (response) => response.writeHead(404).end();
      expect(await get()).to.deep.equal({ value: null });
    });

    it('a page for logging in is no artifact', async () => {
      status(302, { location: `${store.url}/realms/a?state=SECRET` });
      stored = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<form>');
      const found = await get();
      expect('fault' in found && found.fault.kind).to.equal('not-jenkins');
      status(302, { location: `${store.url}/login?from=SECRET` });
      const refused = await get();
      expect('fault' in refused && refused.fault.kind).to.equal('not-jenkins');
      expect(JSON.stringify([found, refused])).not.to.include('SECRET');
    });

    it('leads in a ring', async () => {
      status(302, { location: `${store.url}/bucket/a` });
      stored = (response) => response.writeHead(302, { location: `${store.url}/bucket/a` }).end();
      const found = await get();
      expect('fault' in found && found.fault.kind).to.equal('not-jenkins');
      expect(store.asked.length).to.equal(3);
    });

    it('no path leads out of the archive', async () => {
      expect(await jenkins.artifact(['nginx'], 7, '../../../api/json', 10)).to.deep.equal({ value: null });
    });
  });

  it('names that are half a character are asked for all the same', async () => {
    status(404);
    expect(await jenkins.items(['a\ud800'])).to.deep.equal({ value: null });
    status(201, { location: '/ci/queue/item/4/' });
    expect(await jenkins.trigger(['a'], { b: '\udc00' })).to.deep.equal({ value: 4 });
    expect(last()?.body).to.equal('b=%EF%BF%BD');
  });

  it('lint: the text of the linter; null where the plugin is missing', async () => {
    status(200, { 'content-type': 'text/plain;charset=utf-8' }, 'Jenkinsfile successfully validated.\n');
    expect(await jenkins.lint('pipeline {}')).to.deep.equal({
      value: 'Jenkinsfile successfully validated.\n',
    });
    expect(last()?.path).to.equal('/ci/pipeline-model-converter/validate');
    expect(last()?.body).to.equal('jenkinsfile=pipeline%20%7B%7D');
    status(404);
    expect(await jenkins.lint('pipeline {}')).to.deep.equal({ value: null });
  });

  it('plugins, credentials, agents; null where they may not be seen', async () => {
    json({ plugins: [{ shortName: 'git', version: '5.2', active: true }] });
    expect(await jenkins.plugins()).to.deep.equal({ value: [{ id: 'git', version: '5.2', active: true }] });
    json({ credentials: [{ id: 'registry', typeName: 'Username with password' }] });
    expect(await jenkins.credentials([])).to.deep.equal({
      value: [{ id: 'registry', typeName: 'Username with password' }],
    });
    expect(last()?.path).to.match(/^\/ci\/credentials\/store\/system\/domain\/_\/api\/json\?/u);
    await jenkins.credentials(['a', 'b']);
    expect(last()?.path).to.match(
      /^\/ci\/job\/a\/job\/b\/credentials\/store\/folder\/domain\/_\/api\/json\?/u,
    );
    json({
      computer: [
        {
          displayName: 'agent 1',
          offline: true,
          numExecutors: 2,
          assignedLabels: [{ name: 'docker' }, { name: 'a' }],
        },
      ],
    });
    expect(await jenkins.agents()).to.deep.equal({
      value: [{ name: 'agent 1', offline: true, executors: 2, labels: ['docker', 'a'] }],
    });
    status(403);
    expect(await jenkins.plugins()).to.deep.equal({ value: null });
    expect(await jenkins.credentials([])).to.deep.equal({ value: null });
    expect(await jenkins.agents()).to.deep.equal({ value: null });
  });
});
