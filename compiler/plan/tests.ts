import type { TestPlan } from '../model/plan.js';
import { at } from '../model/pointer.js';
import type { ImageSpec } from '../model/spec.js';
import { secondsOf } from './duration.js';

/** The tests with their defaults; a shell string has become an argv. */
export function testsOf(spec: ImageSpec): TestPlan[] {
  return (spec.tests ?? []).map((test, index) => ({
    name: test.name,
    command: typeof test.command === 'string' ? ['/bin/sh', '-c', test.command] : (test.command ?? []),
    exitCode: test.exitCode ?? 0,
    stdout: listOf(test.stdout),
    stderr: listOf(test.stderr),
    files: test.files ?? [],
    ports: (test.ports ?? []).map(Number),
    seconds: secondsOf(test.timeout ?? '30s'),
    origin: at('/tests', index),
  }));
}

function listOf(patterns: string | readonly string[] | undefined): readonly string[] {
  return typeof patterns === 'string' ? [patterns] : (patterns ?? []);
}
