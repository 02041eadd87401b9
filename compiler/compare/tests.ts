import { keyOf } from '../layers/key.js';
import type { TestPlan } from '../model/plan.js';
import { change, type Change, type ImageState } from './change.js';

/** Tests of the built image. */
export function tests(before: ImageState | null, after: ImageState): Change[] {
  const [old, now] = [testsOf(before), testsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    const differs = was && is && keyOf(was) !== keyOf(is);
    return change('tests', was ? words(was) : null, is ? words(is) : null, {
      name,
      note: differs && words(was) === words(is) ? 'how it is judged' : '',
    });
  });
}

function testsOf(state: ImageState | null): Map<string, TestPlan> {
  return new Map((state?.plan.tests ?? []).map((test) => [test.name, test]));
}

function words({ command, exitCode, stdout, stderr, files, ports, seconds }: TestPlan): string {
  return [
    command.length === 0 ? '' : JSON.stringify(command),
    exitCode === 0 ? '' : `exit code ${exitCode}`,
    ...stdout.map((pattern) => `stdout ${pattern}`),
    ...stderr.map((pattern) => `stderr ${pattern}`),
    files.length === 0 ? '' : `files ${files.join(' ')}`,
    ports.length === 0 ? '' : `ports ${ports.join(' ')}`,
    `within ${seconds} s`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}
