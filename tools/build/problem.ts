/** What the person who builds can mend: told in plain words, without a stack. */
export class BuildProblem extends Error {}

/** An input of the build that is not there. */
export function absent(what: string): BuildProblem {
  return new BuildProblem(`not built, for want of ${what}`);
}
