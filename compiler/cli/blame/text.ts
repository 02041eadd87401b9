import { createColors } from 'picocolors';
import type { BlamedFile, BlamedLine } from '../../blame.js';
import type { WrittenAt } from '../../blame/written.js';
import { printable } from '../../diagnostics/create.js';
import { codeFrame } from '../../diagnostics/format/frame.js';
import { SETTINGS_FILE } from '../../load/workspace.js';
import { folderOf } from '../../model/path.js';
import type { Io } from '../io.js';

/** One line, with all that is known of it. */
export function lineText(blamed: BlamedFile, { color }: Pick<Io, 'color'>): string {
  const paint = createColors(color);
  const [one] = blamed.lines;
  if (!one) return '';
  const { written } = one;
  return [
    `${paint.bold(`${printable(blamed.file)}:${one.line}`)}  ${printable(one.text)}`,
    ...[...standingNotes(blamed), ...kindNotes(one, blamed.of)].map((note) => `  ${note}`),
    ...(written ? placeLines(one, written, blamed.of, paint) : []),
    '',
  ].join('\n');
}

function standingNotes({ standing }: BlamedFile): string[] {
  return standing === 'missing' ? ['The file is not there yet: `cooper compile` writes it.'] : [];
}

function kindNotes({ kind, instead, written }: BlamedLine, of: BlamedFile['of']): string[] {
  if (kind === 'own') return ['Somebody wrote this line here: only the lines of our block are generated.'];
  if (kind === 'edited')
    return [
      'This line is not what would be generated: it was edited by hand, or its spec has changed since.',
      instead === null ? 'Nothing would stand in its place.' : `In its place belongs: ${printable(instead)}`,
    ];
  if (kind === 'fixed' && of === 'workspace')
    return ['The line comes with the compiler, and is the same in every workspace.'];
  if (kind === 'fixed' && written) return [`The line itself is the compiler's; ${belongs(written)}.`];
  return [];
}

function belongs({ field }: WrittenAt): string {
  return field === '' ? 'it stands in every file of this kind' : `it belongs to ${printable(field)}`;
}

function placeLines(
  { kind }: BlamedLine,
  { field, isDefault, pointer, location, way }: WrittenAt,
  of: BlamedFile['of'],
  paint: ReturnType<typeof createColors>,
): string[] {
  const { file, start, text } = location;
  const where = `${printable(file)}:${start.line}:${start.column}`;
  const what =
    kind === 'edited'
      ? 'that comes from'
      : of === 'workspace' && kind === 'fixed'
        ? 'by the setting'
        : 'comes from';
  const frame = text.trim() === '' ? [] : codeFrame(location, paint.cyan);
  return [
    `  ${what} ${paint.bold(where)}  ${printable(shown(isDefault ? field : pointer))}`,
    ...(isDefault
      ? [
          `  ${printable(shown(field))} is stated nowhere: the default holds, and this is where it would stand.`,
        ]
      : frame),
    ...way.map(({ message, location: at }) => {
      const place = at ? ` (${printable(at.file)}:${at.start.line})` : '';
      return `  ${paint.dim('note:')} ${printable(message)}${place}`;
    }),
  ];
}

const LONGEST_FIELD = 44;

/** Every line beside the place that it comes from. */
export function fileText(blamed: BlamedFile, { color }: Pick<Io, 'color'>): string {
  const paint = createColors(color);
  const folder = folderOf(blamed.file);
  const rows = blamed.lines.map((one) => ({ one, place: placeOf(one, folder), field: fieldOf(one) }));
  const width = (pick: (row: (typeof rows)[number]) => string): number =>
    Math.max(0, ...rows.map((row) => pick(row).length));
  const [places, fields] = [width(({ place }) => place), width(({ field }) => field)];
  const digits = String(blamed.count).length;
  const lines = rows.map(({ one, place, field }) => {
    const head = `${place.padEnd(places)}  ${field.padEnd(fields)} ${String(one.line).padStart(digits)})`;
    const text = printable(one.text);
    return `${one.kind === 'edited' ? paint.red(head) : paint.dim(head)} ${text}`.trimEnd();
  });
  const notes = standingNotes(blamed);
  const edited = blamed.lines.filter(({ kind }) => kind === 'edited').length;
  if (edited > 0)
    notes.push(
      `${edited} of ${blamed.count} lines are not what would be generated: edited by hand, or their spec has changed since.`,
    );
  else if (blamed.standing === 'differs')
    notes.push('Lines are missing, or their ends differ: `cooper compile --check` shows the difference.');
  return [...lines, ...notes, ''].join('\n');
}

function placeOf({ kind, written }: BlamedLine, folder: string): string {
  if (kind === 'own') return '(its own)';
  if (!written) return '(nowhere)';
  const { file, start } = written.location;
  const near = [folder, folderOf(folder)].find((dir) => dir !== '' && file.startsWith(`${dir}/`));
  return printable(
    `${near === undefined || file === SETTINGS_FILE ? file : file.slice(near.length + 1)}:${start.line}`,
  );
}

/** What the compiler adds of its own stands in brackets, as do defaults: nobody wrote it. */
function fieldOf({ kind, written }: BlamedLine): string {
  if (!written) return '';
  const name = cut(printable(shown(written.field)));
  if (kind === 'edited') return `! ${name}`;
  return kind === 'fixed' ? `(${name})` : written.isDefault ? `[${name}]` : name;
}

function shown(field: string): string {
  return field === '' ? 'the spec' : field;
}

function cut(text: string): string {
  return text.length > LONGEST_FIELD ? `${text.slice(0, LONGEST_FIELD - 1)}…` : text;
}
