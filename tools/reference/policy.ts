/** The reference page of the policy: from the schema, the preset, and what each rule says about itself. */
import { RECOMMENDED } from '../../compiler/policy/preset.js';
import type { About, RuleName } from '../../compiler/policy/rule.js';
import { about as addChecksum } from '../../compiler/policy/rules/add-checksum.js';
import { about as allowedPorts } from '../../compiler/policy/rules/allowed-ports.js';
import { about as baseDigest } from '../../compiler/policy/rules/base-digest.js';
import { about as baseRegistry } from '../../compiler/policy/rules/base-registry.js';
import { about as noCurlPipeShell } from '../../compiler/policy/rules/no-curl-pipe-shell.js';
import { about as noLatestBase } from '../../compiler/policy/rules/no-latest-base.js';
import { about as noPrivilegedBuilder } from '../../compiler/policy/rules/no-privileged-builder.js';
import { about as noRootUser } from '../../compiler/policy/rules/no-root-user.js';
import { about as noSecretValues } from '../../compiler/policy/rules/no-secret-values.js';
import { about as packageVersions } from '../../compiler/policy/rules/package-versions.js';
import { about as requiredLabels } from '../../compiler/policy/rules/required-labels.js';
import { about as testsRequired } from '../../compiler/policy/rules/tests-required.js';
import { below, rootPlace, type Place } from '../schemas.js';
import { fieldsOf, type Field } from './fields.js';
import { kindOf } from './kinds.js';
import { blocks, code, heading, json, list, prose, table } from './markdown.js';

/** A rule that is missing here fails to compile. */
export const ABOUT: Readonly<Record<RuleName, About>> = {
  'base-registry': baseRegistry,
  'no-latest-base': noLatestBase,
  'base-digest': baseDigest,
  'no-root-user': noRootUser,
  'no-secret-values': noSecretValues,
  'no-curl-pipe-shell': noCurlPipeShell,
  'package-versions': packageVersions,
  'required-labels': requiredLabels,
  'allowed-ports': allowedPorts,
  'tests-required': testsRequired,
  'no-privileged-builder': noPrivilegedBuilder,
  'add-checksum': addChecksum,
};

/** The settings of a rule in the page's example: the first one of its schema. */
export function exampleOf(rule: RuleName): unknown {
  return ruleField(rule).examples[0];
}

export function policyPage(): string {
  const rules = Object.keys(ABOUT) as RuleName[];
  return blocks(
    '<!-- Generated from compiler/policy/ and schemas/ by `npm run generate`; not edited by hand. -->',
    heading(1, 'Policy'),
    'A workspace may demand more of its images than that they compile: `policy` in `cooperage.json`. Each rule is ' +
      '`"off"`, `"warn"` or `"error"`, or an object with `severity` and the options of the rule. Without a policy all ' +
      'rules are off. Findings are diagnostics like all others: `cooper validate` and `cooper compile` tell them with ' +
      'file and line, in every format, by the code `policy-` and the name of the rule. An error keeps the image from ' +
      'being written; a warning does not, and is told every time.',
    json({
      policy: { preset: 'recommended', 'no-root-user': 'error', 'base-registry': exampleOf('base-registry') },
    }),
    heading(2, 'The preset'),
    '`"preset": "recommended"` stands for the settings below. A rule that is stated beside it replaces what the ' +
      'preset says of that rule, also with `"off"`.',
    json({ policy: RECOMMENDED }),
    heading(2, 'Waivers'),
    'An image may be an exception: its spec names the rule and a reason.',
    json({
      from: 'debian:12',
      waivers: [{ rule: 'no-root-user', reason: 'The entrypoint drops its rights by itself.' }],
    }),
    list([
      'The findings of that rule are taken out for that image, and the waiver is told instead: one line of severity note in the text, the findings with it in JSON, `suppressions` in SARIF. Code Quality does not list it.',
      'A waiver that waives nothing is a warning. In a spec with a matrix it may have its use in another variant, and nothing is said.',
      'A waiver that names no rule is an error.',
      '`"waivable": false` in the settings of a rule forbids to waive it: then the findings stay, and the waiver is an error.',
    ]),
    heading(2, 'Where a policy ends'),
    'Rules see the spec with its fragments and variants, and the Dockerfile that comes of it. They do not see what ' +
      'is inside a base image, nor the contents of files that lie beside the spec, except the scripts that RUN ' +
      'names as `scriptFile`. Variables are looked into where their value stands in the spec. Who may edit ' +
      '`cooperage.json` may change the policy: let its owners review it, in GitLab by CODEOWNERS.',
    table(
      ['Rule', 'Demands', 'In the preset'],
      rules.map((rule) => [`[${rule}](#${rule})`, prose(ruleField(rule).description), inPreset(rule)]),
    ),
    ...rules.map(section),
  );
}

function section(rule: RuleName): string {
  const { why, fix, bad, good } = ABOUT[rule];
  const { description, place } = ruleField(rule);
  const options = fieldsOf(place).filter(({ key }) => key !== 'severity' && key !== 'waivable');
  return blocks(
    heading(2, rule),
    prose(description),
    prose(why),
    ...(options.length === 0
      ? []
      : [
          table(
            ['Option', 'Type', 'Default', 'Meaning'],
            options.map((option) => [
              code(option.key) + (option.required ? ' (required)' : ''),
              kindOf(option.place, nested),
              option.default === undefined ? '' : code(option.default),
              prose(option.description),
            ]),
          ),
        ]),
    'In `cooperage.json`:',
    json({ policy: { [rule]: exampleOf(rule) } }),
    'This breaks it:',
    json(bad),
    `**How to keep it.** ${prose(fix)}`,
    json(good),
    `Its diagnostic is [policy-${rule}](diagnostics.md#policy-${rule}).`,
  ).trimEnd();
}

/** Objects in options are small: their keys tell them. */
function nested(place: Place): string {
  return `object with ${fieldsOf(place)
    .map(({ key }) => code(key))
    .join(', ')}`;
}

function ruleField(rule: RuleName): Field {
  const policy = below(rootPlace('workspace.schema.json'), 'properties', 'policy');
  const field = fieldsOf(policy).find(({ key }) => key === rule);
  if (!field) throw new Error(`the schema has no rule ${rule}`);
  return field;
}

function inPreset(rule: RuleName): string {
  const setting = RECOMMENDED[rule];
  return setting === undefined ? '' : code(JSON.stringify(setting));
}
