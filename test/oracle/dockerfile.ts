/** What BuildKit's own parser reads in a Dockerfile. Needs Go for its first run. */

import { fileURLToPath } from 'node:url';
import { built, filesOf, run } from './build.js';

export interface Heredoc {
  readonly name: string;
  readonly descriptor: number;
  readonly expand: boolean;
  readonly chomp: boolean;
  readonly content: string;
}

export interface ReadInstruction {
  readonly verb: string;
  readonly flags: readonly string[];
  /** As the parser leaves them, before variables are expanded. */
  readonly args: readonly string[];
  /** True for the exec form. */
  readonly json: boolean;
  readonly heredocs: readonly Heredoc[];
  readonly comment: readonly string[];
  /** The joined physical lines. */
  readonly original: string;
  readonly startLine: number;
  readonly endLine: number;
  /** The instruction of an ONBUILD. */
  readonly trigger?: ReadInstruction;
  /** BuildKit's typed instruction, with variables expanded; its shape is that of its Go type. */
  readonly value?: Readonly<Record<string, unknown>>;
  /** Why there is no `value`. */
  readonly error?: string;
}

export interface ReadDockerfile {
  /** Why the parser refused the file. */
  readonly error?: string;
  /** The escape character. */
  readonly escape: string;
  readonly directives: readonly { readonly name: string; readonly value: string }[];
  readonly warnings: readonly string[];
  readonly instructions: readonly ReadInstruction[];
}

export interface Question {
  readonly dockerfile: string;
  /** Variables of the base image. */
  readonly env?: Readonly<Record<string, string>>;
}

const SOURCES = fileURLToPath(new URL('dockerfile', import.meta.url));

/** Builds the reader. Takes a while the first time, so call it in a `before` of its own timeout. */
export function dockerfileReader(): string {
  return built('dockerfile-reader', filesOf(SOURCES), (target) =>
    run('go', ['build', '-o', target, '.'], { cwd: SOURCES }),
  );
}

/** Reads many Dockerfiles in one process. */
export function readDockerfiles(questions: readonly Question[]): ReadDockerfile[] {
  if (questions.length === 0) return [];
  const input = questions.map(({ dockerfile, env = {} }) => JSON.stringify({ dockerfile, env })).join('\n');
  return run(dockerfileReader(), [], { input })
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ReadDockerfile);
}

/** Reads one. */
export function readDockerfile(
  dockerfile: string,
  env: Readonly<Record<string, string>> = {},
): ReadDockerfile {
  return readDockerfiles([{ dockerfile, env }])[0] as ReadDockerfile;
}
