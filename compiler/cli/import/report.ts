import type { ImportedFile } from '../../import-files.js';
import { visible } from '../../diagnostics/create.js';
import { count } from '../report.js';

export interface View {
  /** Those whose spec is written, or would be. */
  readonly written: ReadonlySet<ImportedFile>;
  readonly dryRun: boolean;
  /** A path as the person who asked would write it. */
  readonly shorten: (path: string) => string;
}

/** A line for each Dockerfile, below it what is not carried, and a summary. */
export function importText(imported: readonly ImportedFile[], view: View): string {
  const blocks = imported.map((file) => [heading(file, view), ...details(file, view.shorten)].join('\n'));
  return `${[...blocks, summary(imported, view)].join('\n')}\n`;
}

const WORDS: Readonly<Record<ImportedFile['fidelity'], string>> = {
  identical: 'identical',
  equivalent: 'equivalent',
  partial: 'not all carried',
  refused: 'not a Dockerfile',
};

function heading(file: ImportedFile, { written, shorten }: View): string {
  const spec = file.content === null ? 'no spec' : shorten(file.path);
  const kept = file.content !== null && !written.has(file) ? ' (is there already: --force replaces it)' : '';
  return `${WORDS[file.fidelity].padEnd(16)} ${shown(shorten(file.dockerfile))} → ${shown(spec)}${kept}`;
}

function details({ dockerfile, lost, notes }: ImportedFile, shorten: View['shorten']): string[] {
  return [
    ...lost.map(
      ({ line, construct, reason }) =>
        `  ${shown(shorten(dockerfile))}:${line}: ${shown(construct)}: ${shown(reason)}`,
    ),
    ...notes.map((note) => `  note: ${shown(note)}`),
  ];
}

/** Text of somebody's file must not steer a terminal. */
function shown(text: string): string {
  return String(visible(text));
}

function summary(imported: readonly ImportedFile[], { written, dryRun }: View): string {
  const of = (fidelity: ImportedFile['fidelity']): number =>
    imported.filter((file) => file.fidelity === fidelity).length;
  const parts = (['identical', 'equivalent', 'partial', 'refused'] as const)
    .filter((fidelity) => of(fidelity) > 0)
    .map((fidelity) => `${of(fidelity)} ${WORDS[fidelity]}`);
  const specs = `${count(written.size, 'spec')} ${dryRun ? 'would be written' : 'written'}`;
  return `\n${count(imported.length, 'Dockerfile')}: ${parts.join(', ')}; ${specs}.`;
}

/** The same for programs; paths as the person who asked would write them. */
export function importJson(imported: readonly ImportedFile[], { written, dryRun, shorten }: View): string {
  const list = imported.map((file) => ({
    dockerfile: shorten(file.dockerfile),
    spec: file.content === null ? null : shorten(file.path),
    name: file.name,
    fidelity: file.fidelity,
    written: written.has(file) && !dryRun,
    lost: file.lost,
    notes: file.notes,
    content: file.spec,
  }));
  return `${JSON.stringify(list, null, 2)}\n`;
}
