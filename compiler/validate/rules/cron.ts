import type { Pointer } from '../../model/plan.js';
import { problem, type Problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import type { TriggerSettings } from '../../model/spec.js';
import type { Rule } from '../rule.js';

/**
 * Jenkins' cron syntax: https://www.jenkins.io/doc/book/pipeline/syntax/#cron-syntax
 * A wrong line passes Jenkins' own linter and fails only when the job first runs.
 */
export const cron: Rule = ({ spec }) => cronProblems(spec.pipeline?.triggers, '/pipeline/triggers');

/** The same for the triggers of the workspace's defaults. */
export function* cronProblems(triggers: TriggerSettings | undefined, pointer: Pointer): Iterable<Problem> {
  for (const key of ['cron', 'pollScm'] as const) {
    const value = triggers?.[key];
    const lines = typeof value === 'string' ? [value] : (value ?? []);
    for (const [index, line] of lines.entries()) {
      const reason = cronProblem(line) ?? misplacedZone(line, index, lines.length);
      const place = typeof value === 'string' ? at(pointer, key) : at(pointer, key, index);
      if (reason !== null) yield problem('cron-syntax', place, { value: line, reason });
    }
  }
}

/** A time zone is for the lines below it, and Jenkins looks for it in the first one only. */
function misplacedZone(line: string, index: number, count: number): string | null {
  if (!line.startsWith('TZ=')) return null;
  if (index > 0) return 'the time zone belongs into the first line';
  return count === 1 ? 'a time zone alone says no time' : null;
}

const ALIAS = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/u;
const FIELDS = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12 },
  { name: 'weekday', least: 0, most: 7 },
] as const;

/** What is wrong with one line, or null. */
export function cronProblem(line: string): string | null {
  if (/\p{Cc}/u.test(line.replaceAll('\t', ' '))) return 'it holds a control character';
  if (ALIAS.test(line)) return null;
  if (/^TZ=[A-Za-z0-9_+/-]+$/u.test(line)) return null;
  const fields = line.trim().split(/[ \t]+/u);
  if (fields.length !== FIELDS.length) return `it has ${fields.length} fields instead of 5`;
  for (const [index, field] of FIELDS.entries()) {
    const text = fields[index] ?? '';
    if (!text.split(',').every((part) => isPart(part, field.least, field.most)))
      return `"${text}" is no ${field.name}`;
  }
  return null;
}

// *  N  N-M  H  H(N-M), the ranges and * and H also with /STEP
const PART = /^(?:(\*|H)|(\d{1,2})(?:-(\d{1,2}))?|H\((\d{1,2})-(\d{1,2})\))(?:\/(\d{1,2}))?$/u;

function isPart(part: string, least: number, most: number): boolean {
  const match = PART.exec(part);
  if (!match) return false;
  const [, any, first, last, hashFirst, hashLast, step] = match;
  if (step !== undefined && (Number(step) < 1 || Number(step) > most)) return false;
  if (any !== undefined) return true;
  if (first !== undefined && last === undefined && step !== undefined) return false;
  const from = Number(first ?? hashFirst);
  const to = Number(last ?? hashLast ?? first);
  return from >= least && to <= most && from <= to;
}
