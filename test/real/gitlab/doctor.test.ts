import { expect } from 'chai';
import { ACCOUNTS, startGitLab, type FakeGitLab } from '../../support/gitlab/server.js';
import { needs } from '../../support/parts.js';
import { cooperWith, DiskWorkspace, SETTINGS, spec, type Output } from '../../support/workspace.js';

describe('cli/doctor --gitlab', () => {
  let workspace: DiskWorkspace;
  let gitlab: FakeGitLab;
  before(function () {
    needs(this, 'git');
    workspace = new DiskWorkspace({ 'cooperage.json': SETTINGS, 'images/web/image.json': spec({}) });
  });
  after(() => workspace?.remove());
  beforeEach(async () => {
    gitlab = await startGitLab();
    await gitlab.commit('main', { 'README.md': 'x' });
  });
  afterEach(() => gitlab.stop());

  const doctor = (env: Record<string, string>, ...options: string[]): Promise<Output> =>
    cooperWith({ ...gitlab.env, ...env }, '-C', workspace.root, 'doctor', '--gitlab', ...options);
  const tokenOf = (name: string): Record<string, string> => ({
    GITLAB_TOKEN: ACCOUNTS.find(({ username }) => username === name)!.token,
  });

  it('all is there, and nothing is changed', async () => {
    const { code, out, err } = await doctor({});
    expect([code, err], out).to.deep.equal([0, '']);
    expect(out).to.match(/^ok {7}GitLab +15\.11\.13-ee at http/m);
    expect(out).to.match(/^ok {7}target branch +main, protected/m);
    expect(out).to.match(/\nAll is there for publishing and reviewing\.\n$/u);
    expect(gitlab.asked.filter(({ method }) => method !== 'GET')).to.have.length(0);
  });

  it('for programs', async () => {
    const { code, out } = await doctor(tokenOf('reporter'), '--json');
    expect(code).to.equal(4);
    expect(JSON.parse(out)).to.deep.include({ ok: false, user: 'reporter', project: 'platform/images' });
    expect(out).to.not.include('glpat-');
  });

  for (const [name, words] of [
    ['late', /does not accept the token: it has expired/u],
    ['stranger', /the project "platform\/images" does not exist .*or the token may not see it/u],
  ] as const)
    it(`says at once what is wrong with ${name}`, async () => {
      const { code, out, err } = await doctor(tokenOf(name));
      expect([code, out]).to.deep.equal([4, '']);
      expect(err)
        .to.match(words)
        .and.match(/\n {2}\S.*\.\n$/u);
    });

  it('says what is not set', async () => {
    const { code, err } = await doctor({ GITLAB_TOKEN: '' });
    expect(code).to.equal(2);
    expect(err).to.include('GITLAB_TOKEN is not set');
  });
});
