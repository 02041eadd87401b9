import type { ResolvedImage } from '../model/image.js';
import type { BuildPlan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import type { Rule, RuleName } from './rule.js';
import { RULES } from './rules.js';
import { rulesOn } from './settings.js';
import { waive, type Findings } from './waivers.js';

/**
 * What of an image breaks the workspace's policy, with the severities that the policy states. Findings that the
 * spec waives are held by the waiver's own problem, of severity note.
 */
export function checkPolicy(image: ResolvedImage, plan: BuildPlan): Problem[] {
  const { policy } = image.settings;
  const { waivers = [] } = image.spec;
  if (policy === undefined && waivers.length === 0) return [];
  const findings = rulesOn(policy ?? {}).map((setting): Findings => {
    // The schema gave this rule these options.
    const rule = RULES[setting.rule] as Rule<RuleName>;
    const found = [...rule({ image, plan }, setting.options as never)];
    return { setting, problems: found.map((each) => ({ ...each, severity: setting.severity })) };
  });
  return waive(findings, waivers, image.variant !== null);
}
