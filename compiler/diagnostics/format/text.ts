import { createColors } from 'picocolors';
import { visible } from '../create.js';
import { codeFrame } from './frame.js';
import type { Diagnostic, Related, Severity } from '../../model/diagnostic.js';

type Paint = ReturnType<typeof createColors>;
const PAINTS: Readonly<Record<Severity, (paint: Paint) => (text: string) => string>> = {
  error: (paint) => paint.red,
  warning: (paint) => paint.yellow,
  note: (paint) => paint.cyan,
};

/** For people: place and message, the line with a mark under it, and what to do. Of a note only the first line. */
export function text(diagnostics: readonly Diagnostic[], color: boolean): string {
  const paint = createColors(color);
  return diagnostics
    .map(({ code, severity, message, help, location, related = [] }) => {
      const word = PAINTS[severity](paint)(severity);
      const where = location
        ? `${paint.bold(`${visible(location.file)}:${location.start.line}:${location.start.column}`)}: `
        : '';
      const head = `${where}${word}: ${message} ${paint.dim(`[${code}]`)}`;
      if (severity === 'note') return `${head}\n`;
      const frame = location && location.text.trim() !== '' ? codeFrame(location, paint.red) : [];
      const notes = related.map((note) => `  ${paint.dim('note:')} ${noteText(note)}`);
      const advice = help === '' ? [] : [`  ${paint.cyan('help:')} ${help}`];
      return [head, ...frame, ...notes, ...advice, ''].join('\n');
    })
    .join('\n');
}

function noteText({ message, location }: Related): string {
  const where = location ? ` (${visible(location.file)}:${location.start.line})` : '';
  return `${visible(message)}${where}`;
}
