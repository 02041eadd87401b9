import type { Pointer } from '../../model/plan.js';
import { groovy, groovyProblem } from '../../quote/index.js';
import type { Mark } from '../marks.js';
import type { Sayer } from '../sayer.js';

/** A Groovy literal of what the spec says at `origin`. The few values that Groovy can't hold are noted as problems. */
export type Literal = (value: string, origin: Pointer) => string;

export function literals(say: Sayer, mark: Mark): Literal {
  return (value, origin) => {
    const problem = groovyProblem(value);
    if (problem === undefined) return mark(groovy(value), origin);
    say.unquotable(problem, origin);
    return "''";
  };
}
