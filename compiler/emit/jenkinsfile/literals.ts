import type { Pointer } from '../../model/plan.js';
import { groovy, groovyProblem } from '../../quote/index.js';
import type { Sayer } from '../sayer.js';

/** A Groovy literal of what the spec says at `origin`. The few values that Groovy can't hold are noted as problems. */
export type Literal = (value: string, origin: Pointer) => string;

export function literals(say: Sayer): Literal {
  return (value, origin) => {
    const problem = groovyProblem(value);
    if (problem === undefined) return groovy(value);
    say.unquotable(problem, origin);
    return "''";
  };
}

/** Where the arguments of steps come from that a person wrote. */
export const ORIGINS: Readonly<Record<string, Pointer>> = {
  base: '/from',
  bases: '/stages',
  context: '/context/dir',
  rootfs: '/rootfs',
  buildArgs: '/args',
  overwrite: '/publish/overwrite',
  apiUrl: '/publish/apiUrl',
  secrets: '/secrets',
};
