/** The policy through the command line: exit codes, and that nothing is told only once. */
import { expect } from 'chai';
import { DiskWorkspace, SETTINGS, spec } from '../../support/workspace.js';

describe('cli: policy', () => {
  let workspace: DiskWorkspace;
  before(() => {
    const policy = { 'no-latest-base': 'warn', 'no-root-user': 'warn', 'tests-required': 'warn' };
    workspace = new DiskWorkspace({
      'cooperage.json': { ...SETTINGS, policy },
      'images/web/image.json': spec({
        from: 'debian',
        user: 'app',
        waivers: [{ rule: 'tests-required', reason: 'Tested elsewhere.' }],
      }),
    });
  });
  after(() => workspace.remove());

  it('warnings and waivers are told each time, also when nothing has changed', async () => {
    for (let time = 0; time < 3; time += 1) {
      const { code, err } = await workspace.cooper('compile');
      expect(code).to.equal(0);
      expect(err).to.include('images/web/image.json:3:11: warning: "debian" has no tag');
      expect(err).to.include(
        'images/web/image.json:7:15: note: tests-required is waived (1 finding): Tested elsewhere. [waived]\n',
      );
    }
    expect(await workspace.cooper('validate')).to.include({
      code: 0,
      out: '1 image: no errors, 1 warning, 1 waiver.\n',
    });
    expect((await workspace.cooper('compile', '--check')).code).to.equal(0);
  });

  it('Code Quality lists what is to be done', async () => {
    const { out } = await workspace.cooper('validate', '--format', 'gitlab');
    const issues = JSON.parse(out) as { check_name: string; severity: string }[];
    expect(issues.map(({ check_name, severity }) => `${severity} ${check_name}`)).to.deep.equal([
      'minor policy-no-latest-base',
    ]);
  });

  it('an error ends with 1, as soon as the settings say so', async () => {
    workspace.write({ 'cooperage.json': { ...SETTINGS, policy: { 'no-latest-base': 'error' } } });
    for (const command of ['validate', 'compile']) {
      const { code, err } = await workspace.cooper(command);
      expect(code, command).to.equal(1);
      expect(err).to.include('error: "debian" has no tag');
    }
  });
});
