/** What start-up may load, checked on esbuild's own account of the bundle rather than by a stopwatch. */
import type { Metafile } from 'esbuild';
import { BuildProblem } from './problem.js';

/** Parts of a source's path → why it may not be there. */
const NEVER: Readonly<Record<string, string>> = {
  '/ts-morph/': 'it takes 0.3 s to load',
  '/handlebars/dist/cjs/handlebars/compiler/': 'templates are compiled at build time',
  '/ajv/dist/compile/': 'schemas are compiled at build time',
};

/** Sources that only a command's own chunk may hold. */
const NOT_AT_START: Readonly<Record<string, string>> = {
  '/execa/': 'only commands that run programs need it',
  '/jenkins/lib/': 'only commands that ask a controller need it',
  '/papi/': 'only commands that ask a controller need it',
  '-proxy-agent/': 'only commands that ask a controller need it',
};

/** Throws with every rule that the bundle breaks; `start` is the output which each command loads first. */
export function checkStartup(metafile: Metafile, start: string): void {
  if (metafile.outputs[start] === undefined) throw new Error(`the bundle has no ${start}`);
  const problems = [
    ...held(metafile, Object.keys(metafile.outputs), NEVER),
    ...held(metafile, reachable(metafile, [start]), NOT_AT_START),
  ];
  if (problems.length > 0) throw new BuildProblem(`start-up would be slow:\n  ${problems.join('\n  ')}`);
}

/** The outputs loaded together with these: all that they import statically. */
function reachable(metafile: Metafile, from: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { kind, path: next } of metafile.outputs[path]?.imports ?? []) {
      if (kind === 'import-statement') visit(next);
    }
  };
  from.forEach(visit);
  return [...seen];
}

function held(
  metafile: Metafile,
  outputs: readonly string[],
  rules: Readonly<Record<string, string>>,
): readonly string[] {
  return outputs.flatMap((output) =>
    Object.keys(metafile.outputs[output]?.inputs ?? {}).flatMap((input) =>
      Object.entries(rules).flatMap(([part, why]) =>
        `/${input}`.includes(part) ? [`${output} holds ${input}: ${why}`] : [],
      ),
    ),
  );
}
