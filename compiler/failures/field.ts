/** Which field of an image's spec a failure comes from, where only the image itself can tell. */
import { at } from '../model/pointer.js';
import type { Pointer } from '../model/plan.js';
import type { Clues } from './failure.js';
import type { FieldRule } from './signature.js';

type By = Extract<FieldRule, { by: string }>['by'];

/** An instruction of the image's Dockerfile, and the field that it comes from. */
export interface Instruction {
  /** One-based, both included. */
  readonly first: number;
  readonly last: number;
  readonly lines: readonly string[];
  readonly origin: Pointer;
}

/**
 * @param spec the image's complete spec, as it is after all that it inherits
 * @param instructions of its Dockerfile
 * @returns a pointer into the spec; null where nothing in it fits
 */
export function fieldOf(
  by: By,
  clues: Clues,
  spec: unknown,
  instructions: readonly Instruction[],
): Pointer | null {
  const { value } = clues;
  switch (by) {
    case 'instruction':
      return failedInstruction(clues, instructions)?.origin ?? null;
    case 'package':
      return find(spec, /\/packages\/[a-z]+\/[0-9]+$/, (text) => isPackage(text, value));
    case 'copy':
      return find(spec, /\/(copy|add)(\/|$)/, (text) => isPath(text, value));
    case 'credentials':
      return find(spec, /\/credentialsId$/, (text) => text === value || value === null);
    case 'base':
      return find(spec, /\/(from|image)$/, (text) => isReference(text, value)) ?? '/from';
    case 'parameter':
      return PARAMETERS[value ?? ''] ?? '/publish';
    case 'argument':
      return value !== null && has(spec, ['args', value]) ? at('/args', value) : '/args';
    case 'test':
      return (
        find(spec, /^\/tests\/[0-9]+\/name$/, (text) => value !== null && value.startsWith(text)) ?? '/tests'
      );
  }
}

const PARAMETERS: Readonly<Record<string, Pointer>> = {
  registry: '/publish/registry',
  namespace: '/publish/namespace',
  image_name: '/name',
  image_tag: '/publish/tags',
};

function failedInstruction(
  { line, instruction }: Clues,
  instructions: readonly Instruction[],
): Instruction | undefined {
  const found =
    line === null ? undefined : instructions.find(({ first, last }) => first <= line && line <= last);
  if (found || instruction === null) return found;
  const wanted = plain(instruction);
  const texts = instructions.map((one) => [plain(one.lines.join('\n')), one] as const);
  return (texts.find(([text]) => text === wanted) ?? texts.find(([text]) => isSimilar(text, wanted)))?.[1];
}

/** On one line, as builders show instructions: without continuations, comments and the blanks between words. */
function plain(text: string): string {
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line));
  return lines
    .map((line) => line.replace(/[\\`]\s*$/, ''))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Builders cut long instructions, and put values for variables. */
const COMPARED = 24;

function isSimilar(text: string, wanted: string): boolean {
  const length = Math.min(COMPARED, text.length, wanted.length);
  return length > 8 && text.slice(0, length) === wanted.slice(0, length);
}

function isPackage(text: string, value: string | null): boolean {
  if (value === null) return false;
  return (
    text === value ||
    text.startsWith(`${value}=`) ||
    text.startsWith(`${value}-`) ||
    text.split('=')[0] === value
  );
}

function isPath(text: string, value: string | null): boolean {
  const bare = (path: string): string => path.replace(/^\.?\/+/, '').replace(/\/+$/, '');
  return value !== null && bare(text) === bare(value);
}

/** `nginx:1` is what the registry calls `docker.io/library/nginx:1`. */
function isReference(text: string, value: string | null): boolean {
  return value !== null && (text === value || value.endsWith(`/${text}`) || text.startsWith(`${value}@`));
}

/** The first string whose pointer and text fit. */
function find(
  value: unknown,
  where: RegExp,
  isMeant: (text: string) => boolean,
  pointer: Pointer = '',
): Pointer | null {
  if (typeof value === 'string') return where.test(pointer) && isMeant(value) ? pointer : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, below] of Object.entries(value)) {
    const found = find(below, where, isMeant, at(pointer, key));
    if (found !== null) return found;
  }
  return null;
}

function has(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
  return has((value as Record<string, unknown>)[key], rest);
}
