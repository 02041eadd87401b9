import { createColors } from 'picocolors';
import { SUBJECTS, type Change, type Subject } from '../../compare/change.js';
import type { Rebuilt } from '../../compare/rebuilt.js';
import { printable } from '../../diagnostics/create.js';
import type { ImageDiff, WorkspaceDiff } from '../../diff.js';
import { changedWords, numberOf } from '../../diff/standings.js';
import { count } from '../report.js';

/** How each subject is called before its changes. */
const HEADS: Readonly<Record<Subject, string>> = {
  job: 'Jenkins job',
  base: 'base image',
  stages: 'build stage',
  platforms: 'platforms',
  packages: 'package',
  // These three begin with their own word, unless they tell of a file.
  run: 'script',
  copy: 'copied file',
  files: 'file',
  environment: 'variable',
  arguments: 'build argument',
  shell: 'shell',
  workdir: 'working directory',
  user: 'user',
  ports: 'port',
  volumes: 'volume',
  command: 'starts',
  health: 'health',
  labels: 'label',
  onbuild: '',
  secrets: 'secret for',
  builder: 'builder',
  tests: 'test',
  publish: 'published',
  pipeline: 'pipeline',
  description: 'described',
  waivers: 'waiver of',
  directives: 'directive',
  other: 'other',
};

/** More lines of one subject than this are counted, not shown. */
const MOST = 20;
const LONGEST = 160;

export interface DiffTextOptions {
  readonly color: boolean;
  /** Shows every line. */
  readonly all: boolean;
}

/** A change's effect in plain words, image by image; what has none comes last, and shortly. */
export function diffText({ images }: WorkspaceDiff, options: DiffTextOptions): string {
  const paint = createColors(options.color);
  const told = images.filter(({ standing }) => ['added', 'removed', 'changed'].includes(standing));
  const without = (standing: ImageDiff['standing'], words: string): string[] => {
    const names = images.filter((image) => image.standing === standing).map(({ dir }) => printable(dir));
    return names.length === 0 ? [] : [`${words}: ${listed(names, options.all)}`];
  };
  const blocks = [
    ...told.map((image) => block(image, options, paint)),
    [
      ...without('comments', 'Only comments changed'),
      ...without('same', 'Nothing changes, though files were touched'),
      ...without('unknown', 'Not known, because one side has errors'),
    ],
    [summary(images)],
  ].filter((lines) => lines.length > 0);
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function summary(images: readonly ImageDiff[]): string {
  const words = changedWords(images, count);
  if (words !== '') return words;
  return numberOf(images, 'unknown') > 0 ? 'No other image changes.' : 'No image changes.';
}

type Paint = ReturnType<typeof createColors>;

function block(image: ImageDiff, options: DiffTextOptions, paint: Paint): string[] {
  const { dir, reference, standing, changes, rebuilt, dependants } = image;
  const word = { added: ' (new)', removed: ' (removed)' }[standing as string] ?? '';
  return [
    `${paint.bold(printable(dir))}${word}  ${paint.dim(printable(reference))}`,
    ...SUBJECTS.flatMap((subject) => subjectLines(subject, changes, options, paint)),
    ...(standing === 'changed' ? [layerLine(rebuilt, paint)] : []),
    ...(dependants.length === 0
      ? []
      : [line('rebuilt after it', listed(dependants.map(printable), options.all), paint)]),
  ];
}

function subjectLines(
  subject: Subject,
  changes: readonly Change[],
  { all }: DiffTextOptions,
  paint: Paint,
): string[] {
  const own = changes.filter((one) => one.subject === subject);
  const most = all ? Infinity : MOST;
  const more = own.length > most ? [`    … and ${own.length - most} more (--all shows them)`] : [];
  return [...own.slice(0, most).map((one) => changeLine(one, paint)), ...more];
}

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

function changeLine(change: Change, paint: Paint): string {
  const { subject, kind, name, stage, attention } = change;
  const color = { added: paint.green, removed: paint.red, changed: paint.yellow }[kind];
  const where = stage === null ? '' : paint.dim(`  in stage ${printable(stage)}`);
  const mark = attention ? paint.bold(paint.red('  (look here)')) : '';
  const isLine = ['run', 'copy', 'onbuild'].includes(subject) && name === '';
  const head = isLine ? '' : `${HEADS[subject]} `;
  return `  ${color(SIGNS[kind])} ${head}${wordsOf(change)}${where}${mark}`;
}

/** `curl: curl=7 → curl=8`, with what the texts don't tell behind it. */
function wordsOf({ kind, name, before, after, note }: Change): string {
  const [was, is] = [cut(printable(before ?? '')), cut(printable(after ?? ''))];
  const values = kind === 'added' ? is : kind === 'removed' ? was : was === is ? '' : `${was} → ${is}`;
  const named = printable(name);
  // A port, or a package without a version, is its own value.
  const repeats = values === named || named.endsWith(` ${values}`);
  const head = named === '' || values === '' || repeats ? named || values : `${named}: ${values}`;
  return note === ''
    ? head
    : `${head} (${printable(note)}${was === is && kind === 'changed' ? ' changed' : ''})`;
}

function layerLine(rebuilt: readonly Rebuilt[], paint: Paint): string {
  if (rebuilt.length === 0) return line('layers', 'all as before', paint);
  const stages = rebuilt.map(({ stage, first, cause, layers, of }) => {
    const where = stage === null ? '' : `stage ${printable(stage)}: `;
    if (first === null) return `${where}none anew, some are gone`;
    const why = { files: ', whose files changed', stage: ', whose stage changed' }[cause as string] ?? '';
    const amount = layers === 0 ? 'none anew, only settings' : `${layers} of ${of} anew`;
    return `${where}${amount}, from ${cut(printable(first), 80)}${why}`;
  });
  return line('layers', stages.join('; '), paint);
}

function line(head: string, text: string, paint: Paint): string {
  return `  ${paint.dim('=')} ${head}: ${text}`;
}

function listed(names: readonly string[], all: boolean): string {
  const shownNames = all ? names : names.slice(0, MOST);
  const more = names.length - shownNames.length;
  return shownNames.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function cut(text: string, longest = LONGEST): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
