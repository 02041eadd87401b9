/**
 * A Dockerfile as an image spec, and how truly: the spec is compiled, what comes out is read again, and the two
 * Dockerfiles are compared.
 *
 *   text ─ parse ─ convert ─ layOut ─┬─ interpolate ─ validate ─ resolve ─ plan ─ emit ─ parse ─┐
 *                   └────────────────┴──────────────────── compare ─────────────────────────────┴→ grade
 */

import { leaf, valueOf } from './compose/tree.js';
import { variantsOf } from './compose/variants.js';
import { catalogue, fill } from './diagnostics/catalogue.js';
import type { Dockerfile } from './dockerfile/ast.js';
import { compareDockerfiles, type Grade } from './dockerfile/compare.js';
import { stageName } from './dockerfile/normal.js';
import { parseDockerfile } from './dockerfile/parse.js';
import { emit } from './emit/emit.js';
import { HEADER_LINE } from './emit/header.js';
import { MemoryFiles } from './host/memory-files.js';
import { convert, type Converted } from './import/convert.js';
import type { Layout } from './import/layout.js';
import type { Lost } from './import/report.js';
import { sourceFacts } from './load/facts.js';
import type { Problem } from './model/problem.js';
import { plan } from './plan/plan.js';
import { resolve } from './resolve/resolve.js';
import { checkRules } from './validate/rules.js';
import { checkImage } from './validate/schema.js';

export interface ImportOptions {
  /** The image's name in the registry. */
  readonly name: string;
  /** The stage that becomes the image, by name or index; the last one where it is not given. */
  readonly target?: string;
  /** Fields that do not come from the Dockerfile: `$schema`, `context`, `publish`. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** `partial`: something is not carried; `refused`: Docker itself would not build it, and there is no spec. */
export type Fidelity = Grade | 'partial' | 'refused';

export interface ImportedDockerfile {
  readonly fidelity: Fidelity;
  /** In the order of its fields; null where the file was refused. */
  readonly spec: Readonly<Record<string, unknown>> | null;
  /** What the spec does not hold, by line. */
  readonly lost: readonly Lost[];
  /** What somebody should know or fill in. */
  readonly notes: readonly string[];
  /** Whether it takes anything from the build context. */
  readonly usesContext: boolean;
}

/** Turns the text of one Dockerfile into a spec. Problems of the text are in the result. */
export function importDockerfile(text: string, options: ImportOptions): ImportedDockerfile {
  const file = parseDockerfile(text);
  if ('refused' in file) return refused(file.refused.line, file.refused.reason);
  const stages = wantedStages(file, options.target);
  if (typeof stages === 'string') return refused(1, stages);
  const best = bestOf(file, options, stages, new Map());
  const lost = [...best.lost].sort((a, b) => a.line - b.line);
  const whole = lost.length > 0 ? withRemarks(best.spec, lost) : best.spec;
  const { context: _, ...rest } = whole;
  const uses = usesContext(rest);
  return {
    fidelity: lost.length > 0 ? 'partial' : best.grade,
    spec: uses ? whole : rest,
    lost,
    notes: notesOf(file, best.spec, stages),
    usesContext: uses,
  };
}

function refused(line: number, reason: string): ImportedDockerfile {
  return {
    fidelity: 'refused',
    spec: null,
    lost: [{ construct: 'Dockerfile', line, reason }],
    notes: [],
    usesContext: false,
  };
}

/** How many stages the image takes, or why there is no such image. */
function wantedStages({ instructions }: Dockerfile, target: string | undefined): number | string {
  const froms = instructions.filter(({ verb }) => verb === 'FROM');
  if (froms.length === 0) return 'it has no FROM';
  if (target === undefined) return froms.length;
  const named = froms.map(stageName).lastIndexOf(target.toLowerCase());
  const index = named < 0 && /^\d+$/.test(target) ? Number(target) : named;
  return index >= 0 && index < froms.length ? index + 1 : `it has no stage "${target}"`;
}

interface Outcome {
  readonly grade: Grade;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly lost: readonly Lost[];
}

const LAYOUTS: readonly Layout[] = ['simple', 'steps', 'verbatim'];

/**
 * The first layout that comes back as the same; where none does, the one that loses least. What does not compile is
 * left out, and then it is measured again.
 * @param without lines of instructions that are left out, and why
 */
function bestOf(
  file: Dockerfile,
  options: ImportOptions,
  stages: number,
  without: ReadonlyMap<number, Lost>,
): Outcome {
  const kept = {
    ...file,
    instructions: file.instructions.filter(({ startLine }) => !without.has(startLine)),
  };
  const conversion = convert(kept, { name: options.name, more: options.more ?? {}, stages });
  const lost = [...without.values(), ...conversion.lost];
  let best: Outcome | null = null;
  let wrong: ReadonlyMap<number, Lost> = new Map();
  for (const layout of LAYOUTS) {
    const converted = conversion.layOut(layout);
    if (converted === null) continue;
    const measured = measure(kept, converted, stages);
    if ('wrong' in measured) {
      if (wrong.size === 0) wrong = measured.wrong;
      continue;
    }
    const unknown = measured.lost.filter(({ line }) => !lost.some((known) => known.line === line));
    const outcome: Outcome = { grade: measured.grade, spec: converted.spec, lost: [...lost, ...unknown] };
    if (unknown.length === 0) return outcome;
    if (best === null || outcome.lost.length < best.lost.length) best = outcome;
  }
  if (best !== null) return best;
  // A stage without its beginning would be none.
  const left = new Map([...without, ...[...wrong].filter(([, { construct }]) => construct !== 'FROM')]);
  if (left.size > without.size) return bestOf(file, options, stages, left);
  const spec = conversion.layOut('verbatim')?.spec ?? {};
  return { grade: 'equivalent', spec, lost: [...lost, ...wrong.values()] };
}

type Measured =
  { readonly grade: Grade; readonly lost: readonly Lost[] } | { readonly wrong: ReadonlyMap<number, Lost> };

/** Compiles a spec and compares what comes out with the Dockerfile that it was made from. */
function measure(file: Dockerfile, { spec, lines }: Converted, stages: number): Measured {
  const compiled = compileDockerfile(spec);
  if ('problems' in compiled) return { wrong: wrongLines(compiled.problems, lines, file) };
  const made = parseDockerfile(compiled.text);
  if ('refused' in made)
    throw new Error(`line ${made.refused.line} of a generated Dockerfile: ${made.refused.reason}`);
  const ignored = (comment: string): boolean => HEADER_LINE.test(comment);
  const compared = compareDockerfiles(file, made, { stages, ignored });
  return compared.grade === 'different'
    ? { grade: 'equivalent', lost: compared.differences }
    : { ...compared, lost: [] };
}

/** Where a spec is not what the language takes: the lines that the values came from. */
function wrongLines(
  problems: readonly Problem[],
  lines: ReadonlyMap<string, number>,
  { instructions }: Dockerfile,
): Map<number, Lost> {
  const found = new Map<number, Lost>();
  for (const { code, parameters, pointer } of problems) {
    const line = lineOf(pointer, lines);
    const verb = instructions.find(({ startLine }) => startLine === line)?.verb ?? pointer;
    const reason = fill(catalogue[code].message, parameters);
    if (!found.has(line)) found.set(line, { construct: verb, line, reason });
  }
  return found;
}

function lineOf(pointer: string, lines: ReadonlyMap<string, number>): number {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const line = lines.get(at);
    if (line !== undefined) return line;
  }
  return 1;
}

/** The Dockerfile of a spec alone, in no workspace and with no files beside it. */
function compileDockerfile(spec: object): { text: string } | { problems: readonly Problem[] } {
  const place = { source: 'images/import', specFile: 'image.json', variant: null };
  const publish = { registry: 'localhost', tags: ['latest'] };
  const { variants } = variantsOf(leaf({ ...spec, publish }, 'image.json'), null, () => true);
  const [variant] = variants;
  if (variant === undefined) throw new Error('a spec without a matrix gives one image');
  const checked = checkImage(valueOf(variant.tree));
  if ('problems' in checked) return { problems: [...variant.problems, ...checked.problems] };
  const facts = sourceFacts(new MemoryFiles(), '/', place.source, checked.spec);
  const image = resolve(place, checked.spec, { settings: {}, facts, parents: new Map(), pins: new Map() });
  const planned = plan(image);
  const emitted = emit(planned.plan);
  const all = [...variant.problems, ...checkRules(image), ...planned.problems, ...emitted.problems];
  const errors = all.filter((found) => catalogue[found.code].severity === 'error' && !isAboutFiles(found));
  if (errors.length > 0) return { problems: errors };
  return { text: emitted.artifacts.find(({ path }) => path.endsWith('/Dockerfile'))?.content ?? '' };
}

/** What depends on the files of a workspace, or where it has the context, says nothing about the Dockerfile. */
function isAboutFiles({ code, pointer }: Problem): boolean {
  return ['path-missing', 'path-wrong-kind'].includes(code) || pointer.startsWith('/context');
}

/** Tells in the spec itself what it does not hold. */
function withRemarks(
  spec: Readonly<Record<string, unknown>>,
  lost: readonly Lost[],
): Record<string, unknown> {
  const own = spec['comment'] === undefined ? [] : [spec['comment']].flat();
  const remarks = lost.map(
    ({ construct, line }) => `Not carried from line ${line} of the Dockerfile: ${construct}`,
  );
  const entries = Object.entries({ ...spec, comment: [...own, ...remarks] });
  const first = ['$schema', 'name', 'comment'];
  return Object.fromEntries([
    ...entries.filter(([key]) => first.includes(key)).sort(([a], [b]) => first.indexOf(a) - first.indexOf(b)),
    ...entries.filter(([key]) => !first.includes(key)),
  ]);
}

/** Whether anything in a spec is taken from the build context. */
function usesContext(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { copy, add, type, from } = value as Record<string, unknown>;
  const copies = (Array.isArray(value) ? [] : [copy, add].flat()).some(
    (source) => typeof source === 'string',
  );
  if (from === undefined && (copies || type === 'bind')) return true;
  return Object.values(value).some(usesContext);
}

function notesOf(
  { instructions }: Dockerfile,
  spec: Readonly<Record<string, unknown>>,
  stages: number,
): string[] {
  const left = instructions.filter(({ verb }) => verb === 'FROM').slice(stages);
  const secrets = Object.keys((spec['secrets'] ?? {}) as object);
  return [
    ...left.map((from) => `the stage of line ${from.startLine} is left out: it comes after the target`),
    ...(secrets.length > 0 ? [`name the Jenkins credentials of the secrets: ${secrets.join(', ')}`] : []),
  ];
}
