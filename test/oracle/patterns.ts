/** What moby's own matcher makes of .dockerignore patterns. Needs Go for its first run. */

import { fileURLToPath } from 'node:url';
import { built, filesOf, run } from './build.js';

export interface PatternQuestion {
  readonly patterns: readonly string[];
  readonly paths: readonly string[];
}

export interface PatternAnswer {
  /** Why the patterns were refused. */
  readonly error?: string;
  /** Whether one is malformed, refused or not: the matcher overlooks some. */
  readonly malformed: boolean;
  /** For each path, whether it is ignored: the last pattern decides that matches it or a folder above it. */
  readonly ignored: readonly boolean[];
  /** The same as a walk from the top finds it, which remembers what the folder above was. */
  readonly walked: readonly boolean[];
}

const SOURCES = fileURLToPath(new URL('patterns', import.meta.url));

/** Builds the matcher. Takes a while the first time, so call it in a `before` of its own timeout. */
export function patternMatcher(): string {
  return built('pattern-matcher', filesOf(SOURCES), (target) =>
    run('go', ['build', '-o', target, '.'], { cwd: SOURCES }),
  );
}

/** Answers many questions in one process. */
export function askPatterns(questions: readonly PatternQuestion[]): PatternAnswer[] {
  if (questions.length === 0) return [];
  const input = questions.map((question) => JSON.stringify(question)).join('\n');
  return run(patternMatcher(), [], { input })
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as PatternAnswer);
}
