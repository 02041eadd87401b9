/** What differs between two texts of a generated file, part by part, and what of it is the same for other images. */

import { diffArrays } from 'diff';

/** A generated file of an image before and after; null where there is none. */
export interface FileChange {
  /** Within the image's folder, e.g. `Jenkinsfile`. */
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Hunk {
  /** The same for each image in which the same is changed. */
  readonly key: string;
  /** One-based, of the text before; 1 for a file that comes. */
  readonly line: number;
  /** Unchanged lines around. */
  readonly above: readonly string[];
  readonly removed: readonly string[];
  readonly added: readonly string[];
  readonly below: readonly string[];
}

/** Values of the image itself, by the word that stands for them in a key. */
export type OwnWords = readonly (readonly [value: string, word: string])[];

const CONTEXT = 2;
/** Of a file that comes or goes as a whole. */
const MOST_LINES = 12;

export function hunksOf({ name, before, after }: FileChange, own: OwnWords): Hunk[] {
  if (before === null || after === null) {
    const [key, lines] = before === null ? ['comes', linesOf(after ?? '')] : ['goes', linesOf(before)];
    const shown = lines.slice(0, MOST_LINES);
    const [removed, added] = before === null ? [[], shown] : [shown, []];
    return [{ key: `${name}\n${key}`, line: 1, above: [], removed, added, below: [] }];
  }
  const blocks = blocksOf(linesOf(withoutSeal(before)), linesOf(withoutSeal(after)));
  // The digest follows from the other files: by itself it is a change only where it is counted in another way.
  if (blocks.length === 0)
    return [{ key: `${name}\ndigest`, line: 1, above: [], removed: [], added: [], below: [] }];
  return blocks.map(({ parent, ...block }) => ({
    ...block,
    key: [name, skeleton(parent), keyOf(block.removed, block.added, own)].join('\n'),
  }));
}

function linesOf(text: string): string[] {
  return text.split('\n').slice(0, text.endsWith('\n') ? -1 : undefined);
}

/** Whether a file differs in nothing but the digest of the image's files. */
export function differsInSeal({ before, after }: FileChange): boolean {
  return before !== null && after !== null && withoutSeal(before) === withoutSeal(after);
}

function withoutSeal(text: string): string {
  return text.replace(/inputs: 'sha256:[0-9a-f]{64}'/u, "inputs: 'sha256:…'");
}

type Block = Omit<Hunk, 'key'> & { readonly parent: string };

function blocksOf(before: readonly string[], after: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let [line, removed, added]: [number, string[], string[]] = [0, [], []];
  const close = (): void => {
    if (removed.length + added.length > 0) {
      const start = line - removed.length;
      // Of neighbours that change each for itself the one may change in other images too.
      const size = removed.length === added.length ? 1 : Infinity;
      for (let at = 0; at < Math.max(removed.length, added.length); at += size) {
        const [gone, come] = [removed, added].map((lines) => lines.slice(at, at + size)) as [
          string[],
          string[],
        ];
        const [first, behind] = [start + at, start + at + gone.length];
        blocks.push({
          line: first + 1,
          parent: parentOf(before, first, gone[0] ?? come[0] ?? ''),
          above: before.slice(Math.max(0, first - CONTEXT), first),
          removed: gone,
          added: come,
          below: before.slice(behind, behind + CONTEXT),
        });
      }
    }
    [removed, added] = [[], []];
  };
  for (const part of diffArrays([...before], [...after])) {
    if (part.added) added = [...added, ...part.value];
    else if (part.removed) {
      removed = [...removed, ...part.value];
      line += part.count;
    } else {
      close();
      line += part.count;
    }
  }
  close();
  return blocks;
}

/** The nearest line above that is less indented: the block of a Jenkinsfile, the instruction of a Dockerfile. */
function parentOf(lines: readonly string[], index: number, changed: string): string {
  const depth = depthOf(changed);
  if (depth === 0) return '';
  return lines.slice(0, index).findLast((line) => line.trim() !== '' && depthOf(line) < depth) ?? '';
}

function depthOf(line: string): number {
  return /^ */u.exec(line)?.[0].length ?? 0;
}

/** A line's words without what stands in quotes or behind the first of them: `agent { docker {`, `RUN`. */
function skeleton(line: string): string {
  return line.trim().endsWith('{')
    ? line.trim().replace(/'[^']*'/gu, "''")
    : (line.trim().split(' ')[0] ?? '');
}

/**
 * What is changed, without what it is changed in: of lines that stay, the first word and the words that come or go;
 * of lines that come or go as a whole, all but the image's own values.
 */
function keyOf(removed: readonly string[], added: readonly string[], own: OwnWords): string {
  const neutral = (line: string): string => withoutOwn(line, own);
  if (removed.length === 0) return added.map((line) => `+${neutral(line)}`).join('\n');
  if (added.length === 0) return removed.map((line) => `-${neutral(line)}`).join('\n');
  const [was, is] = [removed, added].map((lines) => wordsOf(lines.join('\n'))) as [string[], string[]];
  const parts = diffArrays(was, is).map(({ added: comes, removed: goes, value }) => {
    const text = value.join('');
    if (comes) return `{+${neutral(text)}+}`;
    return goes ? `[-${neutral(text)}-]` : text.trim() === '' ? text : '…';
  });
  return `${was.find((word) => word.trim() !== '') ?? ''}: ${parts.join('')}`;
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}_.-]+|\s+|[^]/gu) ?? [];
}

function withoutOwn(text: string, own: OwnWords): string {
  return own.reduce((done, [value, word]) => replaceWord(done, value, word), text);
}

/** Only where it is not a part of a longer word. */
function replaceWord(text: string, value: string, word: string): string {
  if (value === '' || !text.includes(value)) return text;
  const parts = text.split(value);
  return parts.reduce((done, part) => {
    const isWithin = /[\p{L}\p{N}_]$/u.test(done) || /^[\p{L}\p{N}_]/u.test(part);
    return `${done}${isWithin ? value : word}${part}`;
  });
}
