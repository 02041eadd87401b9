import type { CompileResult } from '../../compile.js';
import type { Io } from '../io.js';
import { count } from '../report.js';

const SEVERITIES = ['error', 'warning', 'note'] as const;

/** The last line for people: how many of what. @param more what else was done */
export function summary(
  { diagnostics, images, specs }: Pick<CompileResult, 'diagnostics' | 'images' | 'specs'>,
  io: Io,
  more: readonly string[] = [],
): void {
  const [errors, warnings, notes] = SEVERITIES.map(
    (severity) => diagnostics.filter((found) => found.severity === severity).length,
  ) as [number, number, number];
  if (errors > 0) {
    const broken = `${count(specs - images.length, 'image')} of ${specs}`;
    io.err(`${[`${count(errors, 'error')} in ${broken}`, ...more].join(', ')}.\n`);
    return;
  }
  const parts = [
    `${count(images.length, 'image')}: no errors`,
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
    ...(notes > 0 ? [count(notes, 'waiver')] : []),
    ...more,
  ];
  io.out(`${parts.join(', ')}.\n`);
}
