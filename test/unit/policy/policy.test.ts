/** The policy through compile(): severities, places, waivers, and what it must leave alone. */
import { expect } from 'chai';
import fc from 'fast-check';
import { format } from '../../../compiler/diagnostics/format.js';
import type { Diagnostic } from '../../../compiler/model/diagnostic.js';
import type { PolicySettings } from '../../../compiler/model/spec.js';
import { RECOMMENDED } from '../../../compiler/policy/preset.js';
import { RULE_NAMES } from '../../../compiler/policy/rules.js';
import { brief, compileFiles, SETTINGS, spec, type Content } from '../../support/workspace.js';
import { hostile } from '../compile/hostile.js';
import { specs } from '../compile/schema-specs.js';
import { findings } from './findings.js';

const with_ = (policy: object, image: object): Record<string, Content> => ({
  'cooperage.json': { ...SETTINGS, policy },
  'images/web/image.json': spec(image),
});
const of = (policy: object, image: object): readonly Diagnostic[] =>
  compileFiles(with_(policy, image), { output: 'none' }).diagnostics;
const briefly = (policy: object, image: object): string[] =>
  of(policy, image).map((found) => `${found.severity} ${brief(found)}`);
const waivers = (...rules: string[]): object => ({
  waivers: rules.map((rule) => ({ rule, reason: `${rule} is in the way.` })),
});

describe('policy/policy', () => {
  it('says nothing without a policy, and with all rules off', () => {
    const bad = { from: 'debian', env: { PASSWORD: 'horse' }, run: ['curl a | sh'] };
    expect(of({}, bad)).to.deep.equal([]);
    expect(of(Object.fromEntries(RULE_NAMES.map((rule) => [rule, 'off'])), bad)).to.deep.equal([]);
  });

  it('the settings decide the severity; only errors keep an image from being written', () => {
    expect(briefly({ 'no-latest-base': 'error' }, { from: 'debian' })).to.deep.equal([
      'error policy-no-latest-base :3:11',
    ]);
    const { diagnostics, changes } = compileFiles(with_({ 'no-latest-base': 'warn' }, { from: 'debian' }));
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).to.deep.equal([
      'warning policy-no-latest-base',
    ]);
    expect(changes).to.not.be.empty;
    expect(compileFiles(with_({ 'no-latest-base': 'error' }, { from: 'debian' })).changes).to.be.empty;
  });

  it('a preset, and what is stated beside it', () => {
    expect(briefly({ preset: 'recommended' }, { from: 'debian' })).to.deep.equal([
      'warning policy-no-root-user :1:1',
      'warning policy-tests-required :1:1',
      'error policy-no-latest-base :3:11',
    ]);
    const stricter = { preset: 'recommended', 'no-latest-base': 'off', 'no-root-user': 'error' };
    expect(briefly(stricter, { from: 'debian' })).to.deep.equal([
      'error policy-no-root-user :1:1',
      'warning policy-tests-required :1:1',
    ]);
    expect(RULE_NAMES).to.include.members(Object.keys(RECOMMENDED));
  });

  it('points at the line of the fragment that somebody wrote', () => {
    const [found] = compileFiles(
      {
        ...with_({ 'no-curl-pipe-shell': 'error' }, { extends: '../../fragments/base.json' }),
        'fragments/base.json': { run: ['true', 'curl a | sh'] },
      },
      { output: 'none' },
    ).diagnostics;
    expect(found && brief(found)).to.equal('policy-no-curl-pipe-shell fragments/base.json:4:5');
  });

  it('settings that the schema cannot judge', () => {
    const at = (policy: object): string[] => of(policy, {}).map(brief);
    expect(at({ 'allowed-ports': { severity: 'error', ports: [80, '9-8'] } })).to.deep.equal([
      'port-range cooperage.json:14:9',
    ]);
    expect(at({ 'no-root-usr': 'error' })).to.deep.equal(['unknown-key cooperage.json:10:5']);
    expect(at({ 'base-registry': 'error' })).to.deep.equal(['wrong-value cooperage.json:10:22']);
    expect(at({ 'base-registry': { severity: 'error', allow: ['debian'] } })).to.deep.equal([
      'wrong-value cooperage.json:13:9',
    ]);
  });
});

describe('policy/waivers', () => {
  const policy = { 'no-curl-pipe-shell': 'error', 'tests-required': 'warn' } as const;
  const run = ['curl a | sh', 'curl b | sh'];
  const image = { run, ...waivers('no-curl-pipe-shell') };

  it('a waiver takes the findings of its rule out, and is told', () => {
    expect(of(policy, image).map(({ severity, message }) => `${severity}: ${message}`)).to.deep.equal([
      'warning: of the tests that the policy demands, 1, there are 0',
      'note: no-curl-pipe-shell is waived (2 findings): no-curl-pipe-shell is in the way.',
    ]);
    expect(compileFiles(with_(policy, image)).changes).to.not.be.empty;
  });

  it('text has a line for it, JSON the findings, SARIF suppressions, Code Quality nothing', () => {
    const found = of({ 'no-curl-pipe-shell': 'error' }, image);
    const as = (kind: 'text' | 'json' | 'sarif' | 'gitlab'): string =>
      format(found, kind, { color: false, version: '1' });
    expect(as('text')).to.equal(
      'images/web/image.json:10:15: note: no-curl-pipe-shell is waived (2 findings): ' +
        'no-curl-pipe-shell is in the way. [waived]\n',
    );
    const { diagnostics } = JSON.parse(as('json')) as { diagnostics: Diagnostic[] };
    expect(diagnostics[0]?.suppression?.justification).to.equal('no-curl-pipe-shell is in the way.');
    expect(diagnostics[0]?.suppression?.findings.map(brief)).to.deep.equal([
      'policy-no-curl-pipe-shell :5:5',
      'policy-no-curl-pipe-shell :6:5',
    ]);
    const { runs } = JSON.parse(as('sarif')) as {
      runs: [{ results: { ruleId: string; level: string; suppressions: object[] }[] }];
    };
    expect(runs[0].results.map(({ ruleId, level }) => `${level} ${ruleId}`)).to.deep.equal([
      'error policy-no-curl-pipe-shell',
      'error policy-no-curl-pipe-shell',
    ]);
    expect(runs[0].results[0]?.suppressions[0]).to.deep.include({
      kind: 'inSource',
      status: 'accepted',
      justification: 'no-curl-pipe-shell is in the way.',
    });
    expect(JSON.parse(as('gitlab'))).to.deep.equal([]);
  });

  it('one that waives nothing is a warning, which says why', () => {
    const reasons = (settings: object, more: object): string[] =>
      of(settings, more).map(({ severity, message }) => `${severity}: ${message}`);
    expect(reasons({}, waivers('no-root-user'))).to.deep.equal([
      'warning: the waiver of no-root-user waives nothing: the rule is off',
    ]);
    expect(reasons({ 'no-root-user': 'error' }, { user: 'app', ...waivers('no-root-user') })).to.deep.equal([
      'warning: the waiver of no-root-user waives nothing: the image keeps that rule',
    ]);
    expect(reasons({ 'no-root-user': 'error' }, waivers('no-root-user', 'no-root-user'))[1]).to.equal(
      'warning: the waiver of no-root-user waives nothing: another waiver has it already',
    );
  });

  it('for one of a matrix it may have its use in another variant', () => {
    expect(findings({}, waivers('no-root-user'), { image: { variant: 'a' } })).to.deep.equal([]);
  });

  it('one of no rule is an error with the nearest name', () => {
    const [found] = of({}, waivers('no-root-users'));
    expect(found).to.include({
      severity: 'error',
      message: 'no rule of the policy is called "no-root-users", did you mean "no-root-user"?',
    });
  });

  it('a rule may refuse to be waived: then its findings stay', () => {
    const firm = { 'tests-required': { severity: 'warn', waivable: false } };
    expect(briefly(firm, waivers('tests-required'))).to.deep.equal([
      'warning policy-tests-required :1:1',
      'error waiver-refused :6:15',
    ]);
  });
});

describe('policy: what it must leave alone', function () {
  this.timeout(60_000);

  const everything: PolicySettings = {
    ...Object.fromEntries(RULE_NAMES.map((rule) => [rule, 'warn'])),
    'base-registry': { severity: 'warn', allow: ['r.test/base'] },
    'required-labels': { severity: 'warn', labels: ['a', { name: 'b', pattern: '^x' }] },
    'allowed-ports': { severity: 'warn', ports: [80] },
  };
  const bytes = (image: unknown, policy?: object): Record<string, string> => {
    const settings = { ...SETTINGS, ...(policy && { policy }) };
    const { changes } = compileFiles({
      'cooperage.json': settings,
      'images/web/image.json': JSON.stringify(image),
    });
    return Object.fromEntries(changes.map(({ artifact }) => [artifact.path, artifact.content]));
  };

  it('no policy changes a byte of what is generated, whatever the spec holds', () => {
    fc.assert(
      fc.property(specs(hostile), fc.subarray([...RULE_NAMES]), (image, rules) => {
        const policy = Object.fromEntries(rules.map((rule) => [rule, everything[rule]]));
        const { waivers: _, ...plain } = image;
        expect(bytes(plain, policy)).to.deep.equal(bytes(plain));
      }),
      { numRuns: 60 },
    );
  });

  it('no message holds a secret, in any format', () => {
    const secret = 'correct-horse-battery';
    const places: object[] = [
      { env: { DB_PASSWORD: secret } },
      { args: { API_TOKEN: secret } },
      { labels: { token: secret } },
      { run: [`PASSWORD=${secret} app`] },
      { run: [{ commands: [`export PASSWORD=${secret}`] }] },
      { files: { '/a': { content: `password=${secret}` } } },
      { cmd: ['app', `--password=${secret}`] },
      { vars: { p: secret }, env: { DB_PASSWORD: '${{ vars.p }}' } },
    ];
    for (const image of places)
      for (const more of [{}, waivers('no-secret-values')]) {
        const found = of({ 'no-secret-values': 'error' }, { ...image, ...more });
        expect(found, JSON.stringify(image)).to.have.length(1);
        for (const kind of ['text', 'json', 'sarif', 'gitlab'] as const)
          expect(format(found, kind, { color: false, version: '1' })).to.not.include(secret);
      }
  });
});
