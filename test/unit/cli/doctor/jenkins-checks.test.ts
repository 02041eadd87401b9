import { expect } from 'chai';
import { agentChecks, cloudChecks } from '../../../../compiler/cli/doctor/jenkins/agents.js';
import { accountCheck, versionCheck } from '../../../../compiler/cli/doctor/jenkins/controller.js';
import { credentialChecks, type Store } from '../../../../compiler/cli/doctor/jenkins/credentials.js';
import { folderCheck } from '../../../../compiler/cli/doctor/jenkins/folder.js';
import { libraryCheck, type FolderLibraries } from '../../../../compiler/cli/doctor/jenkins/library.js';
import { pluginChecks } from '../../../../compiler/cli/doctor/jenkins/plugins.js';
import { isFine, type Check } from '../../../../compiler/cli/doctor/check.js';
import type { Seen } from '../../../../compiler/cli/doctor/jenkins/seen.js';
import type { Agent, JenkinsFault, Plugin } from '../../../../compiler/clients/jenkins/types.js';
import type { CredentialNeed } from '../../../../compiler/jenkins-needs.js';

const FAULT: JenkinsFault = { kind: 'failed', status: 500, reason: 'it broke', advice: 'Mend it.' };
const brief = ({ name, state, found }: Check): string => `${state} ${name}: ${found}`;

describe('cli/doctor/jenkins: checks', () => {
  it('the version', () => {
    const check = (version: string | null): Check =>
      versionCheck({ version, user: 'a' }, 'https://jenkins.test');
    expect(brief(check('2.516.2'))).to.equal('ok Jenkins: 2.516.2 at https://jenkins.test');
    expect(check('2.426').state).to.equal('ok');
    expect(check('2.425.9')).to.include({ state: 'missing', required: true });
    expect(check('1.651').state).to.equal('missing');
    expect(check('3.0').state).to.equal('ok');
    expect(check(null).state).to.equal('unseen');
  });

  it('the account, and what it sees', () => {
    const check = accountCheck({ version: null, user: 'al\u001b[31mice' }, { plugins: true, agents: false });
    expect(brief(check)).to.equal('ok account: al [31mice; sees plugins; does not see agents');
    expect(accountCheck({ version: null, user: 'anonymous' }, {}).state).to.equal('limited');
  });

  describe('plugins', () => {
    const need = (id: string, more: object = {}) => ({
      ids: [id],
      isPart: false,
      title: id.toUpperCase(),
      use: 'use',
      minimum: null,
      optional: false,
      images: null,
      ...more,
    });
    const plugin = (id: string, version = '1.5', active = true): Plugin => ({ id, version, active });

    it('there, missing, disabled, old', () => {
      const checks = pluginChecks(
        [
          need('a'),
          need('b', { images: ['images/x'] }),
          need('c'),
          need('d', { minimum: [1, 6] }),
          need('e', { optional: true }),
        ],
        { value: [plugin('a'), plugin('c', '2', false), plugin('d')] },
      );
      expect(checks.map(brief)).to.deep.equal([
        'ok plugin a: 1.5',
        'missing plugin b: not installed',
        'missing plugin c: 2, not active',
        'missing plugin d: 1.5',
        'limited plugin e: not installed',
      ]);
      expect(checks[1]).to.deep.include({ neededFor: 'use: images/x', images: ['images/x'] });
      expect(checks[3]?.help).to.include('1.6');
      expect(isFine(checks)).to.equal(false);
      expect(isFine([checks[0] as Check, checks[4] as Check])).to.equal(true);
    });

    it('another plugin that does the same', () => {
      const both = { ids: ['new', 'old'] };
      expect(pluginChecks([need('new', both)], { value: [plugin('old')] }).map(brief)).to.deep.equal([
        'ok plugin old: 1.5',
      ]);
      const disabled = [plugin('new', '3', false), plugin('old')];
      expect(pluginChecks([need('new', both)], { value: disabled }).map(brief)).to.deep.equal([
        'ok plugin old: 1.5',
      ]);
    });

    it('brought by "Pipeline"', () => {
      const whole = plugin('workflow-aggregator', '608.v1');
      const part = need('workflow-cps', { isPart: true });
      expect(pluginChecks([part, need('git')], { value: [whole] }).map(brief)).to.deep.equal([
        'ok plugin workflow-cps: with workflow-aggregator 608.v1',
        'missing plugin git: not installed',
      ]);
      expect(pluginChecks([part], { value: [{ ...whole, active: false }] })[0]).to.include({
        state: 'missing',
        help: 'have "WORKFLOW-CPS" installed in Manage Jenkins, Plugins; "Pipeline" brings it',
      });
    });

    it('not seen, not told', () => {
      const unseen = pluginChecks([need('a'), need('b', { optional: true })], { unseen: true });
      expect(unseen.map(brief)).to.deep.equal(['unseen plugins: not seen: needs Overall/SystemRead']);
      expect(unseen[0]?.help).to.equal('see that these are installed: a');
      expect(isFine(unseen)).to.equal(true);
      const failed = pluginChecks([need('a')], { fault: FAULT });
      expect(failed.map(brief)).to.deep.equal(['failed plugins: it broke']);
      expect(isFine(failed)).to.equal(false);
    });
  });

  describe('credentials', () => {
    const need: CredentialNeed = {
      id: 'registry',
      use: 'registry',
      kinds: ['usernamePassword'],
      images: ['images/a', 'images/b', 'images/c', 'images/d'],
    };
    const store = (folder: string, ...found: [string, string][]): Store => ({
      folder,
      credentials: { value: found.map(([id, typeName]) => ({ id, typeName })) },
    });
    const hidden = (folder: string): Store => ({ folder, credentials: { unseen: true } });
    const check = (...stores: Store[]): Check => credentialChecks([need], stores)[0] as Check;
    const PASSWORD = 'Username with password';

    it('in the nearest store that has them', () => {
      const found = check(store('a/b'), store('a', ['registry', PASSWORD]), store(''));
      expect(brief(found)).to.equal('ok credentials registry: Username with password, in a');
      expect(found.neededFor).to.equal('the registry: images/a, images/b, images/c and 1 more');
      expect(check(store('', ['registry', PASSWORD])).found).to.include("in the controller's store");
    });

    it('of the wrong kind, also where a better one is further out', () => {
      expect(check(store('a', ['registry', 'Secret text']), store('', ['registry', PASSWORD]))).to.include({
        state: 'missing',
        help: 'make them as "Username with password"',
      });
      expect(check(store('', ['registry', 'Vault Username-Password Credential'])).state).to.equal('limited');
    });

    it('missing, only where every store is seen', () => {
      const missing = check(store('a'), store(''));
      expect(brief(missing)).to.equal("missing credentials registry: not in a, nor the controller's store");
      expect(missing.help).to.include('global domain of a');
      expect(check(store('a'), hidden('')).state).to.equal('unseen');
      expect(check(hidden('a'), store('', ['registry', PASSWORD])).state).to.equal('ok');
      const none = check(hidden('a'), hidden(''));
      expect(none.found).to.equal("not seen: needs Credentials/View of a and the controller's store");
      expect(check({ folder: '', credentials: { fault: FAULT } }).state).to.equal('failed');
    });
  });

  describe('agents', () => {
    const agent = (name: string, labels: string[], more: Partial<Agent> = {}): Agent => ({
      name,
      offline: false,
      executors: 1,
      labels: [...labels, name],
      ...more,
    });
    const PLUGINS = { value: [{ id: 'git', version: '1', active: true }] };
    const check = (
      expression: string | null,
      agents: readonly Agent[],
      plugins: Seen<readonly Plugin[]> = PLUGINS,
    ): Check => agentChecks([{ expression, images: ['images/a'] }], { value: agents }, plugins)[0] as Check;

    it('with the labels of an expression', () => {
      const agents = [agent('one', ['linux', 'docker']), agent('two', ['linux'])];
      expect(brief(check('linux && docker', agents))).to.equal(
        'ok label linux && docker: 1 of 1 online: one',
      );
      expect(brief(check('linux', agents))).to.equal('ok label linux: 2 of 2 online: one, two');
      expect(brief(check(null, agents))).to.equal('ok any agent: 2 of 2 online: one, two');
      expect(brief(check('linux && !one', agents))).to.include('two');
      expect(check('arm', agents)).to.include({
        state: 'missing',
        required: true,
        neededFor: 'builds: images/a',
      });
    });

    it('that build, and are there', () => {
      expect(check('x', [agent('one', ['x'], { executors: 0 })]).state).to.equal('missing');
      const offline = [agent('one', ['x'], { offline: true })];
      expect(brief(check('x', offline))).to.equal('limited label x: all 1 offline: one');
      expect(check(null, []).found).to.equal('no agent has an executor');
    });

    it('which a cloud may make', () => {
      const cloud = { value: [{ id: 'ec2', version: '1', active: true }] };
      expect(check('x', [], cloud))
        .to.include({ state: 'limited' })
        .and.to.have.property('help')
        .that.includes('ec2');
      expect(check('x', [], { unseen: true }).state).to.equal('limited');
      const disabled = { value: [{ id: 'ec2', version: '1', active: false }] };
      expect(check('x', [], disabled).state).to.equal('missing');
      expect(cloudChecks([{ name: 'k8s', images: ['images/a'] }]).map(brief)).to.deep.equal([
        'unseen cloud k8s: not seen: needs Overall/Administer, and no API tells it',
      ]);
    });

    it('not seen, not told, not wanted', () => {
      const needs = [{ expression: 'x', images: [] }];
      expect(agentChecks(needs, { unseen: true }, PLUGINS).map(brief)).to.deep.equal([
        'unseen agents: not seen: needs Overall/Read',
      ]);
      expect(agentChecks(needs, { fault: FAULT }, PLUGINS)[0]?.state).to.equal('failed');
      expect(agentChecks([], { unseen: true }, PLUGINS)).to.deep.equal([]);
    });
  });

  it('the jobs', () => {
    const images = [{ job: 'a' }, { job: 'b' }];
    const items = {
      value: [
        { name: 'a', type: 'x' },
        { name: 'other', type: 'x' },
      ],
    };
    expect(brief(folderCheck('p/q', items, images))).to.equal('limited jobs: 1 of 2 in the folder p/q');
    expect(folderCheck('p', items, [{ job: 'a' }]).state).to.equal('ok');
    expect(folderCheck('p', { unseen: true }, images).found).to.include('or this account may not see it');
    expect(folderCheck(null, items, images).found).to.equal('no folder is set');
    expect(folderCheck('p', { fault: FAULT }, images).state).to.equal('failed');
  });

  it('the library', () => {
    const settings = { library: { name: 'lib', version: 'v2' } };
    const at = (folder: string, more: object = {}, name = 'lib'): FolderLibraries => ({
      folder,
      libraries: {
        value: [
          {
            name,
            version: 'v1',
            url: 'https://git.test/lib',
            credentialsId: null,
            implicit: false,
            versioned: true,
            ...more,
          },
        ],
      },
    });
    expect(libraryCheck({}, []).state).to.equal('ok');
    expect(brief(libraryCheck(settings, [at('p/q', {}, 'other'), at('p')]))).to.equal(
      'ok library: lib at the folder p, default version v1 of https://git.test/lib; the Jenkinsfiles ask for v2',
    );
    expect(libraryCheck(settings, [at('p', { versioned: false })])).to.include({ state: 'missing' });
    expect(libraryCheck(settings, [at('p', { versioned: false, version: 'v2' })]).state).to.equal('ok');
    const folderLibrary = { ...settings, jenkins: { folderLibrary: {} } };
    expect(libraryCheck(folderLibrary, [at('p', {}, 'x')]).help).to.equal('cooper jobs sync does it');
    const unseen = libraryCheck(settings, [{ folder: 'p', libraries: { unseen: true } }]);
    expect(unseen.found).to.equal(
      'lib@v2 not seen: needs Job/ExtendedRead of p and Overall/Administer for global libraries',
    );
    expect(libraryCheck(settings, []).state).to.equal('unseen');
  });
});
