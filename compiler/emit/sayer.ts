import type { Pointer } from '../model/plan.js';
import { unquotable, type Problem } from '../model/problem.js';
import { isProblem, type Quoted } from '../quote/index.js';

/** Takes the results of the quoting module: text goes on, and what can't be said is kept with its place. */
export class Sayer {
  readonly problems: Problem[] = [];

  /** The quoted text, or '' with the problem noted at `pointer`. */
  text(quoted: Quoted, pointer: Pointer): string {
    if (!isProblem(quoted)) return quoted.text;
    this.unquotable(quoted.problem, pointer);
    return '';
  }

  /** Notes a problem in the words of the quoting module. */
  unquotable(sentence: string, pointer: Pointer): void {
    this.problems.push(unquotable(sentence, pointer));
  }
}
