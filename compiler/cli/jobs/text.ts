/** Plans and what became of them, for people. Every value is from a spec or from a controller: none of it is obeyed. */
import { createColors } from 'picocolors';
import type { FieldChange } from '../../jobs/job.js';
import type { JobsPlan } from '../../jobs/plan.js';
import type { Step } from '../../jobs/step.js';
import type { DoneStep } from '../../jobs/sync.js';
import type { Wanted } from '../../jobs/wanted.js';
import type { Io } from '../io.js';
import { count } from '../report.js';

const MARKS = { create: '+', update: '~', keep: ' ', conflict: '!', orphan: '-', unknown: '?' } as const;
const SHORT = 40;
const LONGEST = 300;

/** What differs, a block for each thing; with `all` also the values of what is made, and what is as it should be. */
export function planText({ steps }: JobsPlan, io: Io, all: boolean): string {
  const paint = createColors(io.color);
  const paints = {
    create: paint.green,
    update: paint.yellow,
    keep: paint.dim,
    conflict: paint.red,
    orphan: paint.red,
    unknown: paint.red,
  };
  const shown = steps.filter((step) => all || step.action !== 'keep' || step.notes.length > 0);
  const blocks = shown.map((step) => {
    const head = `${MARKS[step.action]} ${headOf(step)}`;
    const body = [...bodyOf(step, all, paint), ...step.notes.map((note) => paint.dim(plain(note)))];
    return [paints[step.action](head), ...body.map((line) => `    ${line}`)].join('\n');
  });
  return blocks.length === 0 ? '' : `${blocks.join('\n')}\n`;
}

function headOf(step: Step): string {
  const name = plain(step.path.join('/'));
  if (step.what === 'folder') return `${name}/`;
  return step.image === null ? name : `${name}  (${plain(step.image)})`;
}

function bodyOf(step: Step, all: boolean, paint: ReturnType<typeof createColors>): string[] {
  switch (step.action) {
    case 'create':
      return all
        ? step.changes.flatMap((change) => (change.to === null ? [] : changeLines(change, paint)))
        : [];
    case 'update':
      return step.changes.flatMap((change) => changeLines(change, paint));
    case 'conflict':
      return [`it ${plain(step.reason)}`, plain(step.advice)];
    case 'orphan':
      return [`its image is gone: ${plain(step.spec)}${step.disabled ? ' (the job is disabled)' : ''}`];
    case 'unknown':
      return [plain(step.fault.reason), plain(step.fault.advice)];
    case 'keep':
      return [];
  }
}

function changeLines({ field, from, to }: FieldChange, paint: ReturnType<typeof createColors>): string[] {
  const [before, after] = [value(from), value(to)];
  if (before.length + after.length <= 2 * SHORT)
    return [`${field}: ${paint.red(before)} → ${paint.green(after)}`];
  return [`${field}:`, paint.red(`  - ${before}`), paint.green(`  + ${after}`)];
}

/** On one line; what a program would take for another value is quoted. */
function value(text: string | null): string {
  if (text === null) return '(none)';
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut === '' || /^\s|\s$|[\p{Cc}"]/u.test(cut) ? plain(JSON.stringify(cut)) : plain(cut);
}

/** Without what a terminal obeys, and what would show text in another order than it is. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '�');
}

/** How much differs. */
export function planSummary({ steps, complete }: JobsPlan, wanted: Wanted, url: string): string {
  const of = (...actions: Step['action'][]): number =>
    steps.filter(({ what, action }) => what === 'job' && actions.includes(action)).length;
  const folders = steps.filter(({ what, action }) => what === 'folder' && action !== 'keep').length;
  const parts = [
    ...(folders > 0 ? [count(folders, 'folder')] : []),
    ...(of('create') > 0 ? [`${count(of('create'), 'job')} to make`] : []),
    ...(of('update') > 0 ? [`${of('update')} to change`] : []),
    ...(of('conflict') > 0 ? [`${of('conflict')} in the way`] : []),
    ...(of('orphan') > 0 ? [`${of('orphan')} without an image`] : []),
    ...(of('unknown') > 0 ? [`${of('unknown')} not to be seen`] : []),
    ...(of('keep') > 0 ? [`${of('keep')} unchanged`] : []),
  ];
  const place = `${url}${wanted.folder.map((name) => `/job/${name}`).join('')}`;
  const unsought = complete || wanted.complete ? '' : ' Jobs whose image is gone were not looked for.';
  return `${place}: ${parts.join(', ') || 'no jobs'}.${unsought}`;
}

/** What failed and what was not tried, and how much was done. */
export function syncText(done: readonly DoneStep[]): { failures: string; summary: string } {
  const of = (outcome: DoneStep['outcome']): number => done.filter((one) => one.outcome === outcome).length;
  const failures = done.flatMap(({ step, fault }) =>
    fault === null
      ? []
      : [`cooper: ${plain(step.path.join('/'))}: ${plain(fault.reason)}\n  ${plain(fault.advice)}\n`],
  );
  const parts = (['made', 'changed', 'kept', 'left', 'failed', 'not-tried'] as const)
    .filter((outcome) => of(outcome) > 0)
    .map((outcome) => `${of(outcome)} ${WORDS[outcome]}`);
  const nothing = of('made') + of('changed') + of('left') + of('failed') + of('not-tried') === 0;
  return { failures: failures.join(''), summary: nothing ? 'Nothing to do.' : `${parts.join(', ')}.` };
}

const WORDS: Readonly<Record<DoneStep['outcome'], string>> = {
  made: 'made',
  changed: 'changed',
  kept: 'unchanged',
  left: 'left as it is',
  failed: 'failed',
  'not-tried': 'not tried',
};
