import { ADVICE, MARK } from '../model/artifact.js';
import type { BuildPlan } from '../model/plan.js';

/** Which spec a file comes from, and how to change it. The folder's and file's names are plain by the rules. */
export function header(
  { source, specFile }: Pick<BuildPlan, 'source' | 'specFile'>,
  opener: '#' | '//',
): string[] {
  return [`${opener} ${MARK}${source}/${specFile}; do not edit.`, `${opener} ${ADVICE}npx cooper compile`];
}

/** The text of a header's lines, behind the opener. */
export const HEADER_LINE = new RegExp(`^(?:${MARK}|${ADVICE})`, 'u');
