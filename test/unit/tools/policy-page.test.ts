/** The page of the policy is true: each rule is on it, its bad example breaks that rule, and its good one keeps it. */
import { expect } from 'chai';
import { RULE_NAMES } from '../../../compiler/policy/rules.js';
import { REFERENCE } from '../../../tools/reference.js';
import { ABOUT, exampleOf } from '../../../tools/reference/policy.js';
import { compileFiles, SETTINGS, spec } from '../../support/workspace.js';

const page = REFERENCE['docs/reference/policy.md']?.() ?? '';
const diagnosticsPage = REFERENCE['docs/reference/diagnostics.md']?.() ?? '';

function codes(policy: unknown, image: object): string[] {
  const files = {
    'cooperage.json': { ...SETTINGS, policy },
    'images/web/image.json': spec(image),
  };
  return compileFiles(files as Parameters<typeof compileFiles>[0], { output: 'none' }).diagnostics.map(
    ({ code }) => code,
  );
}

describe('tools/reference/policy', () => {
  it('every rule has a section, and its diagnostic one on the page of diagnostics', () => {
    for (const rule of RULE_NAMES) {
      expect(page).to.include(`\n## ${rule}\n`);
      expect(diagnosticsPage).to.include(`\n## \`policy-${rule}\`\n`);
    }
    expect(Object.keys(ABOUT).sort()).to.deep.equal([...RULE_NAMES].sort());
  });

  for (const rule of RULE_NAMES)
    it(`${rule}: the bad example breaks it, the good one keeps it`, () => {
      const policy = { [rule]: exampleOf(rule) };
      const { bad, good } = ABOUT[rule];
      expect(new Set(codes(policy, bad))).to.deep.equal(new Set([`policy-${rule}`]));
      expect(codes(policy, good)).to.deep.equal([]);
      for (const shown of [{ policy }, bad, good]) expect(blocks()).to.deep.include(shown);
    });

  it('every policy on the page is one that cooperage.json takes', () => {
    const policies = blocks().flatMap((block) => ('policy' in block ? [block['policy']] : []));
    expect(policies).to.have.length(RULE_NAMES.length + 2);
    const known = /^policy-(?!pattern)/;
    for (const policy of policies)
      expect(
        codes(policy, {}).filter((code) => !known.test(code)),
        JSON.stringify(policy),
      ).to.deep.equal([]);
  });
});

function blocks(): Record<string, unknown>[] {
  return [...page.matchAll(/```json\n(.*?)\n```/gs)].map(
    ([, text = '']) => JSON.parse(text) as Record<string, unknown>,
  );
}
