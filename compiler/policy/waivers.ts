import { didYouMean } from '../diagnostics/suggest.js';
import { problem, type Problem } from '../model/problem.js';
import { at } from '../model/pointer.js';
import type { Waiver } from '../model/spec.js';
import type { RuleName } from './rule.js';
import { RULE_NAMES } from './rules.js';
import type { Setting } from './settings.js';

/** What one rule found. */
export interface Findings {
  readonly setting: Setting;
  readonly problems: readonly Problem[];
}

/**
 * Takes out of the findings what the spec waives, and says so of each waiver.
 * @param isShared whether the spec gives other images too, in which a waiver may have its use
 */
export function waive(
  findings: readonly Findings[],
  waivers: readonly Waiver[],
  isShared: boolean,
): Problem[] {
  const left = new Map(findings.map((found) => [found.setting.rule, found]));
  const told = waivers.flatMap(({ rule, reason }, index): Problem[] => {
    const pointer = at('/waivers', index);
    if (!isRule(rule)) return [unknown(rule, at(pointer, 'rule'))];
    const found = left.get(rule);
    if (found && !found.setting.waivable) return [problem('waiver-refused', at(pointer, 'rule'), { rule })];
    const waived = found?.problems ?? [];
    if (waived.length > 0) {
      left.delete(rule);
      return [noteOf(rule, reason, waived, pointer)];
    }
    if (isShared) return [];
    return [
      problem('waiver-unused', at(pointer, 'rule'), { rule, reason: whyUnused(rule, findings, found) }),
    ];
  });
  return [...[...left.values()].flatMap(({ problems }) => problems), ...told];
}

function noteOf(rule: string, justification: string, findings: readonly Problem[], pointer: string): Problem {
  const count = `${findings.length} finding${findings.length === 1 ? '' : 's'}`;
  return {
    ...problem('waived', at(pointer, 'rule'), { rule, reason: justification, findings: count }),
    suppression: { justification, findings },
  };
}

function unknown(rule: string, pointer: string): Problem {
  const suggestion = didYouMean(rule, RULE_NAMES);
  return problem('waiver-unknown', pointer, { rule, suggestion, rules: RULE_NAMES.join(', ') });
}

function whyUnused(rule: string, findings: readonly Findings[], left: Findings | undefined): string {
  if (left) return 'the image keeps that rule';
  return findings.some(({ setting }) => setting.rule === rule)
    ? 'another waiver has it already'
    : 'the rule is off';
}

function isRule(name: string): name is RuleName {
  return (RULE_NAMES as readonly string[]).includes(name);
}
