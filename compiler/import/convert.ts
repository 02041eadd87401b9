/** A Dockerfile's tree as an image spec. Checks and compares nothing: who calls it does. */

import type { Comment, Dockerfile, Instruction } from '../dockerfile/ast.js';
import { stageName } from '../dockerfile/normal.js';
import { assignmentMaps } from './assignments.js';
import { adjacent, commentLines } from './comments.js';
import type { Entry } from './entry.js';
import { Fields } from './fields.js';
import { fromOf } from './from.js';
import { type Layout, layOut } from './layout.js';
import { type Lost, Losses } from './report.js';
import { secretsOf } from './secrets.js';
import { escaped, ordered } from './shape.js';
import { StageNames } from './stageNames.js';
import { stepsOf } from './steps.js';

export interface Wanted {
  readonly name: string;
  /** Fields that do not come from the Dockerfile: `$schema`, `context`, `publish`. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** How many stages count; the last of them becomes the image. */
  readonly stages?: number;
}

export interface Converted {
  readonly spec: Readonly<Record<string, unknown>>;
  /** JSON pointer → line of the Dockerfile. */
  readonly lines: ReadonlyMap<string, number>;
}

/** What a Dockerfile says, ready to be laid out in one way or another. */
export interface Conversion {
  readonly lost: readonly Lost[];
  /** Null where the Dockerfile's order is not the simple form's. */
  layOut(layout: Layout): Converted | null;
}

/** A stage before it is laid out. */
interface Stage {
  readonly name: string;
  readonly named: boolean;
  readonly from: unknown;
  readonly line: number;
  readonly comment: readonly string[];
  readonly entries: readonly Entry[];
}

/** Reads a Dockerfile with at least one FROM. */
export function convert(file: Dockerfile, wanted: Wanted): Conversion {
  const losses = new Losses();
  const names = new StageNames(file);
  const top = topComments(file);
  const globals = new Fields();
  const stages: Stage[] = [];
  let entries: Entry[] = [];
  let pending: string[] = [];
  for (const [index, instruction] of file.instructions.entries()) {
    const { verb, startLine: line } = instruction;
    if (verb === 'FROM' && stages.length === (wanted.stages ?? Infinity)) break;
    const above = index === 0 ? top.above : instruction.comments;
    const comment = [...pending, ...commentLines([...above, ...commentsWithin(instruction)], losses)];
    pending = [];
    if (verb === 'FROM') {
      names.before = stages.length;
      entries = [];
      const name = names.names[stages.length] ?? '';
      const from = fromOf(instruction, names, losses);
      stages.push({ name, named: stageName(instruction) !== null, from, line, comment, entries });
    } else if (stages.length === 0) globalArgs(instruction, comment, globals, names, losses);
    else {
      const made = entriesOf(instruction, comment, names, losses);
      entries.push(...made);
      if (made.length === 0) pending = comment;
    }
  }
  const complete = names.names.length === stages.length;
  const comment = [
    ...commentLines(top.apart, losses, true),
    ...commentLines(complete ? file.trailing : [], losses, true),
    ...pending,
  ];
  const directives = directivesOf(file);
  return {
    lost: losses.all,
    layOut: (layout) => laidOut(stages, layout, { comment, directives, globals, wanted }),
  };
}

/** Comments at the top of the file, apart from its first instruction. */
function topComments({ instructions }: Dockerfile): ReturnType<typeof adjacent> {
  const [first] = instructions;
  return adjacent(first?.comments ?? [], first?.startLine ?? 0);
}

/** The comments between its lines; those of a RUN stay there. */
function commentsWithin({ verb, lines }: Instruction): Comment[] {
  if (verb === 'RUN') return [];
  return lines
    .filter(({ kind }) => kind === 'comment')
    .map(({ line, text }) => ({ line, text: text.trim().replace(/^# ?/u, '') }));
}

function globalArgs(
  instruction: Instruction,
  comment: readonly string[],
  globals: Fields,
  names: StageNames,
  losses: Losses,
): void {
  const { verb, startLine: line } = instruction;
  if (verb !== 'ARG') return losses.add(verb, line, 'only ARG may stand before FROM');
  for (const [index, map] of assignmentMaps(instruction, names.escape, losses).entries())
    globals.assign('globalArgs', map, line, index === 0 ? comment : []);
}

function entriesOf(
  instruction: Instruction,
  comment: readonly string[],
  names: StageNames,
  losses: Losses,
): Entry[] {
  const { verb, startLine: line } = instruction;
  return stepsOf(instruction, names, losses, comment).map((made) => {
    const { comment: own = [], ...step } = made as { comment?: string[] };
    return { verb, step, comment: own, line };
  });
}

function directivesOf({ directives, escape }: Dockerfile): Record<string, string> {
  const given = directives
    .filter(({ name }) => name !== 'escape')
    .map(({ name, value }): [string, string] => [name, value]);
  return { ...Object.fromEntries(given), ...(escape === '`' ? { escape } : {}) };
}

interface Frame {
  readonly comment: readonly string[];
  readonly directives: Readonly<Record<string, string>>;
  readonly globals: Fields;
  readonly wanted: Wanted;
}

function laidOut(stages: readonly Stage[], layout: Layout, frame: Frame): Converted | null {
  const lines = new Map<string, number>(frame.globals.lines);
  const made: Record<string, unknown>[] = [];
  for (const [index, stage] of stages.entries()) {
    // A stage of another order takes steps; the others may stay simple.
    const fields =
      layOut(stage.entries, layout) ?? (layout === 'simple' ? layOut(stage.entries, 'steps') : null);
    if (fields === null) return null;
    const isImage = index === stages.length - 1;
    const base = isImage ? '' : `/stages/${index}`;
    for (const [pointer, line] of fields.lines) lines.set(base + pointer, line);
    lines.set(`${base}/from`, stage.line);
    if (!isImage) lines.set(base, stage.line);
    made.push(isImage ? image(stage, fields, frame) : earlier(stage, fields));
  }
  const last = made.pop() ?? {};
  const spec = { ...last, ...(made.length > 0 ? { stages: made } : {}), ...secretsOf([...made, last]) };
  return { spec: escaped(ordered(spec)) as Record<string, unknown>, lines };
}

function earlier(stage: Stage, fields: Fields): Record<string, unknown> {
  const comment = stage.comment.length > 0 ? { comment: stage.comment } : {};
  return { name: stage.name, from: stage.from, ...comment, ...commented(fields.comments), ...fields.values };
}

function image(
  stage: Stage,
  fields: Fields,
  { comment, directives, globals, wanted }: Frame,
): Record<string, unknown> {
  const from = stage.comment.length > 0 ? { from: stage.comment } : {};
  return {
    name: wanted.name,
    ...wanted.more,
    ...(comment.length > 0 ? { comment } : {}),
    ...(Object.keys(directives).length > 0 ? { directives } : {}),
    ...(stage.named ? { target: stage.name } : {}),
    ...globals.values,
    from: stage.from,
    ...commented({ ...globals.comments, ...from, ...fields.comments }),
    ...fields.values,
  };
}

function commented(comments: Readonly<Record<string, readonly string[]>>): object {
  return Object.keys(comments).length > 0 ? { comments } : {};
}
