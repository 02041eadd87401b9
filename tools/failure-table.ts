/** `runtime/lib/failure-table.sh`: the signatures that a stage's own output can show, for the stage script Report. */
import { literalOf } from '../compiler/failures/pattern.js';
import { valuesOf, type FieldRule, type Signature } from '../compiler/failures/signature.js';
import { CHAPTERS } from '../compiler/failures/table.js';

const STAGES = ['Verify', 'Prepare', 'Build', 'Test', 'Push'];

export function failureTable(): string {
  return [
    '# The table of failures. Generated from compiler/failures/table/ by `npm run generate`; not edited by hand.',
    '#   = CODE RANK STAGES     ! what happened, what to do, the field     > what the line names: behind what, which',
    '#   : texts                ~ each text with the regular expression that needs it; all parted by tabs',
    '',
    '# failure_table: prints it.',
    'failure_table() {',
    "  cat <<'END'",
    ...SHOWN.flatMap(record),
    'END',
    '}',
    '',
  ].join('\n');
}

const BY_JENKINS = new Set([
  'The Jenkinsfile',
  'Stopped by people and clocks',
  'Agents',
  'The checkout',
  'What is left',
]);

/** Those that only the log of Jenkins itself shows would never be found. */
export const SHOWN: readonly Signature[] = Object.entries(CHAPTERS)
  .filter(([chapter]) => !BY_JENKINS.has(chapter))
  .flatMap(([, signatures]) => signatures)
  .filter(
    ({ stages, sources }) =>
      (stages === null || stages.some((stage) => STAGES.includes(stage))) &&
      !sources.every((source) => /jenkinsci|jenkins\.io/.test(source)),
  );

function record(signature: Signature): string[] {
  const { code, rank, stages, what, todo, patterns, field } = signature;
  const plain = patterns
    .filter((pattern) => textOf(pattern) !== null)
    .map((pattern) => textOf(pattern) ?? '');
  const others = patterns.filter((pattern) => textOf(pattern) === null);
  const values = valuesOf(signature).flatMap(({ after, is }) => [after, is]);
  return [
    `= ${code} ${rank} ${stages === null ? '*' : stages.filter((stage) => STAGES.includes(stage)).join(',')}`,
    `! ${ascii(what)}\t${ascii(todo)}\t${field === null ? '' : fieldText(field)}`,
    ...(values.length > 0 ? [`> ${values.join('\t')}`] : []),
    ...(plain.length > 0 ? [`: ${plain.join('\t')}`] : []),
    ...(others.length > 0
      ? [`~ ${others.flatMap((pattern) => [literalOf(pattern), pattern]).join('\t')}`]
      : []),
  ];
}

/** The text that a pattern is when it is nothing else. */
function textOf(pattern: string): string | null {
  const text = pattern.replace(/\[(.)\]/g, '$1');
  return text === literalOf(pattern) ? text : null;
}

/** A script is ASCII: agents have any locale. */
function ascii(text: string): string {
  return text.replaceAll('…', '...');
}

const RULES: Readonly<Record<Extract<FieldRule, { by: string }>['by'], string>> = {
  instruction: 'the field that gave this instruction',
  package: 'packages',
  credentials: 'publish.credentialsId, or secrets',
  copy: 'copy',
  base: 'from',
  parameter: 'publish, or the parameters of the build',
  argument: 'args',
  test: 'tests',
};

/** As a person would say it. */
export function fieldText(field: FieldRule): string {
  if ('by' in field) return RULES[field.by];
  const path = field.pointer.slice(1).replaceAll('/', '.');
  return field.file === 'workspace' ? `${path} of cooperage.json` : path;
}
