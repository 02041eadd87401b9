/** The data files that stage scripts read: see docs/runtime.md for their grammar. */

import type { BuildPlan, ContextEntry, TestPlan } from '../model/plan.js';
import type { Block } from './block.js';
import { header } from './header.js';

/** `context.list`, or null where the rootfs directory is all there is. */
export function contextList(plan: BuildPlan): string | null {
  return plan.context.entries.length === 0 ? null : text(contextBlocks(plan));
}

export function contextBlocks(plan: BuildPlan): Block[] {
  return headed(
    plan,
    plan.context.entries.map((entry) => ({ origin: entry.origin, lines: contextLines(entry) })),
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
    plan.tests.map((test) => ({ origin: test.origin, lines: testLines(test) })),
  );
}

function testLines(test: TestPlan): string[] {
  const command =
    test.command.length === 0
      ? []
      : [...test.command.map((word) => `arg ${escape(word)}`), `exit ${test.exitCode}`];
  return [
    `test ${test.name}`,
    ...command,
    ...test.stdout.map((pattern) => `stdout ${escape(pattern)}`),
    ...test.stderr.map((pattern) => `stderr ${escape(pattern)}`),
    ...test.files.map((path) => `file ${path}`),
    ...test.ports.map((port) => `port ${port}`),
    `seconds ${test.seconds}`,
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
