import { createColors } from 'picocolors';
import { printable } from '../../diagnostics/create.js';
import type { ExplainedValue, Explanation, Surroundings } from '../../explain/explanation.js';
import { segmentsOf } from '../../model/pointer.js';
import { referenceOf } from '../../resolve/identity.js';
import type { Io } from '../io.js';
import { count } from '../report.js';
import type { Phase } from './phases.js';
import { layerLines, planLines, stageLines } from './plan-text.js';
import { placeOf, table } from './table.js';

/** An image for people. Sections that the spec's errors leave unknown say so. */
export function explainText(explanation: Explanation, phase: Phase | undefined, io: Io): string {
  const paint = createColors(io.color);
  const { identity, surroundings, plan, stages, artifacts } = explanation;
  const section = (head: string, lines: readonly string[]): string =>
    lines.length === 0
      ? ''
      : `${paint.bold(head)}\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n`;
  const known = (lines: readonly string[] | null): readonly string[] =>
    lines ?? ['not known: the spec has errors'];
  const sections: Readonly<Record<Phase | 'layers', () => string[]>> = {
    compose: () => [
      section('Made of', fileLines(explanation)),
      section('Spec', table(explanation.values.map(valueRow))),
    ],
    resolve: () => [section('Outside the spec', known(surroundings && surroundingLines(surroundings)))],
    plan: () => [
      section('Instructions', known(stages && stageLines(stages))),
      section('Build and pipeline', known(plan && planLines(plan))),
    ],
    layers: () => (plan && stages ? [section('Layers', layerLines(stages, plan))] : []),
    emit: () =>
      artifacts.length === 0
        ? [section('Generated files', known(null))]
        : artifacts.map(({ path, content }) =>
            section(path, content.split('\n').slice(0, -1).map(unsteering)),
          ),
  };
  const head = `${paint.bold(printable(identity.dir))}  ${printable(referenceOf(identity))}\n`;
  const phases = phase === undefined ? (['compose', 'resolve', 'plan', 'layers'] as const) : [phase];
  return [head, ...phases.flatMap((one) => sections[one]())].filter((text) => text !== '').join('\n');
}

function fileLines({ files }: Explanation): string[] {
  return table(
    files.map(({ file, by }) => [
      printable(file),
      by.length === 0 ? '' : `by extends in ${by.toReversed().map(placeOf).join(', that in ')}`,
    ]),
  );
}

/** Where it comes from stands first: values may be of any length. */
function valueRow({ pointer, value, from, readings, over }: ExplainedValue): string[] {
  const notes = [
    ...readings.map(
      ({ name, value: text, from: place }) =>
        `${printable(name)} is ${printable(JSON.stringify(text))}${place ? `, ${placeOf(place)}` : ''}`,
    ),
    ...(over.length === 0 ? [] : [`in place of ${over.map(placeOf).join(', ')}`]),
  ];
  const note = notes.length === 0 ? '' : `  (${notes.join('; ')})`;
  return [placeOf(from), fieldOf(pointer), printable(JSON.stringify(value)) + note];
}

/** `/run/0/commands` → `run[0].commands`. */
function fieldOf(pointer: string): string {
  return segmentsOf(pointer)
    .map((segment, index) => {
      if (/^\d+$/u.test(segment)) return `[${segment}]`;
      const plain = /^[\w$-]+$/u.test(segment) ? segment : printable(JSON.stringify(segment));
      return index === 0 ? plain : `.${plain}`;
    })
    .join('');
}

function surroundingLines({ parents, pins, rootfs, scripts, library }: Surroundings): string[] {
  const lines = [
    ...parents.map(({ word, dir, repository, job }) => [
      `image ${word}`,
      `${dir}, published as ${repository}, built by the job ${job}`,
    ]),
    ...pins.map(({ reference, digest }) => [`lock of ${reference}`, digest]),
    ...(rootfs === null
      ? []
      : [['rootfs', `${rootfs.path}: ${count(rootfs.files, 'file')}, ${count(rootfs.links, 'symlink')}`]]),
    ...scripts.map((path) => ['script', path]),
    ['library', library === 'workspace' ? "the job's own repository" : library],
  ];
  return table(lines.map((row) => row.map(printable)));
}

/** A line of a generated file, which may be as long as it is. */
function unsteering(line: string): string {
  return line.replace(/[^\P{Cc}\t]|[\p{Cf}\u2028\u2029]/gu, '�');
}
