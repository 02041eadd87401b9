import { expect } from 'chai';
import { type FakeController, jobXml, startJenkins } from '../../../support/jenkins/controller.js';
import { api, ask, postXml } from '../../../support/jenkins/raw.js';

describe('the stand-in Jenkins: access', () => {
  let jenkins: FakeController;
  beforeEach(async () => {
    jenkins = await startJenkins({
      accounts: [
        { user: 'admin', token: 't0ken', password: 'pass word' },
        {
          user: 'dev',
          token: 'devtoken',
          password: 'devpass',
          permissions: ['Overall/Read', 'Job/Read', 'Job/Build'],
        },
        { user: 'blind', token: 'x', password: 'y', permissions: ['Overall/Read'] },
      ],
    });
    jenkins.job('a');
  });
  afterEach(() => jenkins.stop());

  it('sends nobody to the login by a page with 403', async () => {
    const response = await ask(jenkins, '/job/a/api/json?tree=name', { as: null });
    expect(response.status).to.equal(403);
    expect(response.headers.get('x-jenkins')).to.equal('2.516.2');
    expect(await response.text()).to.include(
      "content='1;url=/login?from=%2Fjob%2Fa%2Fapi%2Fjson%3Ftree%3Dname'",
    );
    expect((await ask(jenkins, '/job/a/build', { as: null, method: 'POST' })).status).to.equal(403);
  });

  it('refuses a wrong token with 401', async () => {
    const response = await ask(jenkins, '/api/json', { as: 'admin:wrong' });
    expect(response.status).to.equal(401);
    expect(response.headers.get('www-authenticate')).to.equal('Basic realm="Jenkins"');
    expect(response.headers.has('x-jenkins')).to.equal(false);
  });

  it('asks of a password a crumb and its session, of a token neither', async () => {
    const as = 'admin:pass word';
    const build = (headers: Record<string, string>): Promise<Response> =>
      ask(jenkins, '/job/a/build', { method: 'POST', as, headers });
    const bare = await build({});
    expect(bare.status).to.equal(403);
    expect(await bare.text()).to.include('No valid crumb was included in the request');
    const issued = await ask(jenkins, '/crumbIssuer/api/json', { as });
    const { crumb, crumbRequestField } = (await issued.json()) as Record<string, string>;
    expect(crumbRequestField).to.equal('Jenkins-Crumb');
    const cookie = (issued.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(cookie).to.match(/^JSESSIONID\.[0-9a-f]+=node0/);
    expect((await build({ 'jenkins-crumb': crumb ?? '' })).status).to.equal(403);
    expect((await build({ 'jenkins-crumb': crumb ?? '', cookie })).status).to.equal(201);
    await jenkins.restart({});
    expect((await build({ 'jenkins-crumb': crumb ?? '', cookie })).status).to.equal(403);
    expect((await ask(jenkins, '/job/a/build', { method: 'POST', as: 'admin:t0ken' })).status).to.equal(201);
    await jenkins.idle();
  });

  it('gives each account its own rights', async () => {
    const as = 'dev:devtoken';
    expect((await ask(jenkins, '/job/a/api/json', { as })).status).to.equal(200);
    expect((await ask(jenkins, '/job/a/build', { as, method: 'POST' })).status).to.equal(201);
    await jenkins.idle();
    const refused = await ask(jenkins, '/createItem?name=b', {
      as,
      method: 'POST',
      body: jobXml(),
      type: 'text/xml',
    });
    expect(refused.status).to.equal(403);
    expect(refused.headers.get('x-required-permission')).to.equal('hudson.model.Item.Create');
    expect(await refused.text()).to.include('dev is missing the Job/Create permission');
    for (const path of ['/job/a/config.xml', '/pluginManager/api/json?depth=1'])
      expect((await ask(jenkins, path, { as })).status, path).to.equal(403);
    for (const path of ['/job/a/1/stop', '/job/a/doDelete', '/job/a/disable'])
      expect((await ask(jenkins, path, { as, method: 'POST' })).status, path).to.equal(403);
    expect((await ask(jenkins, '/credentials/store/system/domain/_/api/json', { as })).status).to.equal(404);
    expect((await ask(jenkins, '/job/a/api/json', { as: 'blind:x' })).status).to.equal(404);
  });

  it('says who asks', async () => {
    expect(await api(jenkins, '/whoAmI/api/json')).to.include({ name: 'admin', anonymous: false });
    expect(await api(jenkins, '/me/api/json')).to.include({ id: 'admin' });
  });

  it('keeps a folder’s credentials, and never tells a secret again', async () => {
    jenkins.folder('f');
    const store = '/job/f/credentials/store/folder/domain/_';
    const xml =
      '<com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl><scope>GLOBAL</scope><id>registry</id><description>of tests</description><username>u</username><password>hidden</password></com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl>';
    expect((await postXml(jenkins, `${store}/createCredentials`, xml)).status).to.equal(200);
    expect((await postXml(jenkins, `${store}/createCredentials`, xml)).status).to.equal(409);
    expect(await api(jenkins, `${store}/api/json?tree=credentials[id,typeName]`)).to.deep.include({
      credentials: [
        {
          _class: 'com.cloudbees.plugins.credentials.CredentialsStoreAction$CredentialsWrapper',
          id: 'registry',
          typeName: 'Username with password',
        },
      ],
    });
    const shown = await (await ask(jenkins, `${store}/credential/registry/config.xml`)).text();
    expect(shown).to.include('secret-redacted').and.not.include('hidden');
    expect((await ask(jenkins, `${store}/credential/registry/doDelete`, { method: 'POST' })).status).to.equal(
      302,
    );
  });
});
