/** The data files that stage scripts read: see docs/runtime.md for their grammar. */

import type { BuildPlan, ContextEntry, TestPlan } from '../model/plan.js';
import { at } from '../model/pointer.js';
import type { Block } from './block.js';
import { header } from './header.js';

/** `context.list`, or null where the rootfs directory is all there is. */
export function contextList(plan: BuildPlan): string | null {
  return plan.context.entries.length === 0 ? null : text(contextBlocks(plan));
}

export function contextBlocks(plan: BuildPlan): Block[] {
  return headed(
    plan,
    plan.context.entries.map((entry) => {
      const lines = contextLines(entry);
      // Behind the line of a file follow those of its content.
      return {
        origin: entry.origin,
        lines,
        parts: lines.map((_, index) => (index === 0 ? entry.origin : at(entry.origin, 'content', index - 1))),
      };
    }),
  );
}

function contextLines(entry: ContextEntry): string[] {
  switch (entry.type) {
    case 'script':
    case 'copy':
      return [dataLine(entry.type, entry.path)];
    case 'ignore':
    case 'keep':
      return [dataLine(entry.type, entry.expression)];
    case 'dir':
    case 'attr':
      return [dataLine(entry.type, entry.mode ?? '-', entry.owner, entry.path)];
    case 'file':
      return [dataLine(entry.type, entry.mode, entry.owner, entry.path), ...contentLines(entry.content)];
  }
}

/** Words, of which the last is the rest of the line. What makes the plan lets no control character in. */
function dataLine(...words: readonly string[]): string {
  const joined = words.join(' ');
  if (/[\0-\x1f\x7f]/u.test(joined)) throw new Error(`a control character in ${JSON.stringify(joined)}`);
  return joined;
}

/** `|` before each line; `>` before a last one that has no line break. */
function contentLines(content: string): string[] {
  const lines = content.split('\n');
  const last = lines.pop() ?? '';
  return [...lines.map((line) => `|${line}`), ...(last === '' ? [] : [`>${last}`])];
}

/** `tests.list`, or null where there are no tests. */
export function testsList(plan: BuildPlan): string | null {
  return plan.tests.length === 0 ? null : text(testBlocks(plan));
}

export function testBlocks(plan: BuildPlan): Block[] {
  return headed(
    plan,
    plan.tests.map((test) => {
      const lines = testLines(test);
      return {
        origin: test.origin,
        lines: lines.map(([shown]) => shown),
        parts: lines.map(([, ...part]) => at(test.origin, ...part)),
      };
    }),
  );
}

/** A line, and the field of the test that it comes from. */
type TestLine = readonly [text: string, ...field: (string | number)[]];

function testLines(test: TestPlan): TestLine[] {
  const command: readonly TestLine[] =
    test.command.length === 0
      ? []
      : [
          ...test.command.map((word, index): TestLine => [`arg ${escape(word)}`, 'command', index]),
          [`exit ${test.exitCode}`, 'exitCode'],
        ];
  return [
    [`test ${test.name}`, 'name'],
    ...command,
    ...test.stdout.map((pattern, index): TestLine => [`stdout ${escape(pattern)}`, 'stdout', index]),
    ...test.stderr.map((pattern, index): TestLine => [`stderr ${escape(pattern)}`, 'stderr', index]),
    ...test.files.map((path, index): TestLine => [`file ${path}`, 'files', index]),
    ...test.ports.map((port, index): TestLine => [`port ${port}`, 'ports', index]),
    [`seconds ${test.seconds}`, 'timeout'],
  ];
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escape(value: string): string {
  return value.replace(/[\\\n\r\t]/gu, (character) => ESCAPES[character] ?? character);
}

function headed(plan: BuildPlan, blocks: readonly Block[]): Block[] {
  return [{ origin: '', lines: header(plan, '#') }, ...blocks];
}

function text(blocks: readonly Block[]): string {
  return `${blocks.flatMap(({ lines }) => lines).join('\n')}\n`;
}
