import type { BuildPlan } from '../../model/plan.js';
import { WHOLE_SPEC, type SourceLine, type SourceMap, type SourceOrigin } from '../../model/source-map.js';
import { Marks, type MarkedLine } from '../marks.js';
import { jenkinsfile } from './jenkinsfile.js';

/** As long as a digest of the inputs, so that columns are those of the file. */
const INPUTS = `sha256:${'0'.repeat(64)}`;

/** Where each line of a plan's Jenkinsfile comes from. Emits it once more, this time with marks. */
export function jenkinsfileMap(plan: BuildPlan): SourceMap {
  const marks = new Marks();
  const lines = marks.read(jenkinsfile(plan, INPUTS, marks.mark).text);
  // The text ends with a line break, behind which there is no line.
  return withOrigins(lines.slice(0, -1));
}

/**
 * What the fixed lines that open a block tell of. Of every other line the first mark tells it, or else the block that
 * it stands in.
 */
const BLOCKS: readonly (readonly [RegExp, string])[] = [
  [/^ {2}agent none$/u, '/pipeline/approval'],
  [/^ +agent\b/u, '/pipeline/agent'],
  [/^ +options \{$/u, '/pipeline'],
  [/^ {2}triggers \{$/u, '/pipeline/triggers'],
  [/^ {2}(?:parameters|environment) \{$/u, '/publish'],
  [/^ {4}stage\('Approval'\) \{$/u, '/pipeline/approval'],
];

function withOrigins(lines: readonly MarkedLine[]): SourceLine[] {
  const blocks: SourceOrigin[] = [];
  return lines.map(({ text, spans }) => {
    const closed = /^ *\}$/u.test(text) ? blocks.pop() : undefined;
    const origin = closed ?? spans[0]?.origin ?? fixed(text) ?? blocks.at(-1) ?? WHOLE_SPEC;
    // Literals end with a quote, so this brace is the Jenkinsfile's own.
    if (text.endsWith('{')) blocks.push(origin);
    return { origin, fixed: spans.length === 0, spans };
  });
}

function fixed(line: string): SourceOrigin | undefined {
  const pointer = BLOCKS.find(([pattern]) => pattern.test(line))?.[1];
  return pointer === undefined ? undefined : { file: 'spec', pointer };
}
