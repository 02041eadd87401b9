import type { Rule, RuleName } from './rule.js';
import { addChecksum } from './rules/add-checksum.js';
import { allowedPorts } from './rules/allowed-ports.js';
import { baseDigest } from './rules/base-digest.js';
import { baseRegistry } from './rules/base-registry.js';
import { noCurlPipeShell } from './rules/no-curl-pipe-shell.js';
import { noLatestBase } from './rules/no-latest-base.js';
import { noPrivilegedBuilder } from './rules/no-privileged-builder.js';
import { noRootUser } from './rules/no-root-user.js';
import { noSecretValues } from './rules/no-secret-values.js';
import { packageVersions } from './rules/package-versions.js';
import { requiredLabels } from './rules/required-labels.js';
import { testsRequired } from './rules/tests-required.js';

/** Every rule, by the name that cooperage.json and waivers use. One that the schema knows and this does not fails to compile. */
export const RULES: { readonly [N in RuleName]: Rule<N> } = {
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

export const RULE_NAMES = Object.keys(RULES) as readonly RuleName[];
