import { problem, type Problem } from '../model/problem.js';
import { at } from '../model/pointer.js';
import type { PolicySettings } from '../model/spec.js';
import { parsePort } from './ports.js';
import { RECOMMENDED } from './preset.js';
import type { RuleName } from './rule.js';

/** A rule that is not off, with its options. */
export interface Setting {
  readonly rule: RuleName;
  readonly severity: 'error' | 'warning';
  readonly waivable: boolean;
  readonly options: object;
}

/** The rules that are on. What is stated for a rule replaces what the preset says of it. */
export function rulesOn(policy: PolicySettings): Setting[] {
  const { preset, ...stated } = policy;
  const all = { ...(preset === 'recommended' ? RECOMMENDED : {}), ...stated };
  return (Object.keys(all) as Exclude<RuleName, 'preset'>[]).flatMap((rule) => {
    const setting = all[rule];
    const { severity = 'off', waivable = true, ...options } = objectOf(setting);
    if (severity === 'off') return [];
    return [{ rule, severity: severity === 'error' ? 'error' : 'warning', waivable, options }];
  });
}

function objectOf(setting: PolicySettings[RuleName]): { severity?: string; waivable?: boolean } {
  return typeof setting === 'string' ? { severity: setting } : { ...setting };
}

/** What the schema of cooperage.json cannot see in a policy. */
export function policyProblems(policy: PolicySettings | undefined): Problem[] {
  const labels = policy?.['required-labels'];
  const ports = policy?.['allowed-ports'];
  return [
    ...(typeof labels === 'object' ? labels.labels : []).flatMap((label, index) => {
      const reason = typeof label === 'string' ? null : reasonAgainst(label.pattern);
      const pointer = at('/policy/required-labels/labels', index, 'pattern');
      return reason === null ? [] : [problem('policy-pattern', pointer, { reason })];
    }),
    ...(typeof ports === 'object' ? ports.ports : []).flatMap((value, index) =>
      parsePort(value) ? [] : [problem('port-range', at('/policy/allowed-ports/ports', index), { value })],
    ),
  ];
}

function reasonAgainst(pattern: string): string | null {
  try {
    RegExp(pattern, 'u');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
