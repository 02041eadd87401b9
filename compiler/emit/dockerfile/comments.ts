import type { Pointer } from '../../model/plan.js';
import { commentLine } from '../../quote/index.js';
import type { Sayer } from '../sayer.js';

/** `# …` lines. Directly above an instruction a linter's pragma (`check=…`) is meant; at the top it would be a directive. */
export function comments(lines: readonly string[], pointer: Pointer, say: Sayer, pragma: boolean): string[] {
  return lines.map((line) => say.text(commentLine(line, '#', pragma), pointer));
}
