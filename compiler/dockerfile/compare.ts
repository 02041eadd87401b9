import type { Dockerfile } from './ast.js';
import { type Item, normalize, type Normal } from './normal.js';

/**
 * `identical`: the same instructions, flags and arguments in the same order, whatever their notation. `equivalent`: the
 * same image; metadata stands elsewhere in its stage, neighbours that do not depend on each other have another order, or
 * a comment has moved.
 */
export type Grade = 'identical' | 'equivalent';

/** What one of two Dockerfiles says and the other does not. */
export interface Difference {
  /** A verb, a directive, or `comment`. */
  readonly construct: string;
  /** In the original. */
  readonly line: number;
  readonly reason: string;
}

export type Comparison =
  { readonly grade: Grade } | { readonly grade: 'different'; readonly differences: readonly Difference[] };

/**
 * Compares what a Dockerfile does with what another one does that was made from it.
 * @param stages how many stages of the original count
 * @param ignored comments of the other that are no loss and no gain, such as a header
 */
export function compareDockerfiles(
  original: Dockerfile,
  made: Dockerfile,
  {
    stages = Infinity,
    ignored = () => false,
  }: { stages?: number; ignored?: (comment: string) => boolean } = {},
): Comparison {
  const [a, b] = [normalize(original, stages), withoutComments(normalize(made), ignored)];
  if (same(sequence(a, true), sequence(b, true))) return { grade: 'identical' };
  const differences = [...changes(a, b), ...lostComments(a, b)];
  if (differences.length === 0) return { grade: 'equivalent' };
  return { grade: 'different', differences: differences.sort((one, other) => one.line - other.line) };
}

function withoutComments(normal: Normal, ignored: (comment: string) => boolean): Normal {
  const keep = (item: Item): Item => ({
    ...item,
    comments: item.comments.filter(({ text }) => !ignored(text)),
  });
  return {
    ...normal,
    globalArgs: normal.globalArgs.map(keep),
    stages: normal.stages.map((items) => items.map(keep)),
  };
}

interface Placed {
  readonly key: string;
  readonly item: Pick<Item, 'verb' | 'line'>;
}

/** Everything in order. */
function sequence(normal: Normal, comments: boolean): Placed[] {
  const placed = (item: Item): Placed => ({
    key: comments ? JSON.stringify([item.key, item.comments.map(({ text }) => text)]) : item.key,
    item,
  });
  return [
    ...directives(normal),
    ...normal.globalArgs.map(placed),
    ...normal.stages.flat().map(placed),
    ...normal.trailing.map(({ text, line }) => ({ key: text, item: { verb: 'comment', line } })),
  ];
}

function directives(normal: Normal): Placed[] {
  return normal.directives.map(([name, value, line]) => ({
    key: `# ${name}=${value}`,
    item: { verb: `# ${name}`, line },
  }));
}

const METADATA = [
  'EXPOSE',
  'STOPSIGNAL',
  'HEALTHCHECK',
  'LABEL',
  'ENTRYPOINT',
  'CMD',
  'ONBUILD',
  'MAINTAINER',
];
const VARIABLES = ['ENV', 'ARG'];
/** What may write where a volume will be. */
const WRITERS = ['RUN', 'COPY', 'ADD', 'WORKDIR'];

/** The items in an order that is the same for all orders that come to the same; each beside what it may not pass. */
function canonical(items: readonly Item[]): Placed[] {
  const body: Placed[] = [];
  const aside: Placed[] = [];
  const triggers = canonicalTriggers(items);
  let neighbours: Placed[] = [];
  let writers = 0;
  const flush = (): void => {
    body.push(...neighbours.sort(byKey));
    neighbours = [];
  };
  for (const item of items) {
    const { verb, key } = item;
    if (item.trigger !== undefined) continue;
    if (METADATA.includes(verb)) aside.push({ key, item });
    // Which one it stands behind counts, nothing else.
    else if (verb === 'VOLUME') aside.push({ key: `${writers} ${key}`, item });
    else if (VARIABLES.includes(verb)) neighbours.push({ key, item });
    else {
      if (WRITERS.includes(verb)) writers += 1;
      flush();
      body.push({ key, item });
    }
  }
  flush();
  // Of each kind of metadata the order counts, but for those of which every one has its own name.
  const rank = ({ item: { verb } }: Placed): number => METADATA.indexOf(verb);
  const free = ({ item: { verb } }: Placed): boolean => ['EXPOSE', 'VOLUME', 'LABEL'].includes(verb);
  aside.sort((a, b) => rank(a) - rank(b) || (free(a) ? byKey(a, b) : 0));
  return [...body, ...aside, ...triggers];
}

/** What ONBUILD holds is a stage of its own. */
function canonicalTriggers(items: readonly Item[]): Placed[] {
  const inner = items.flatMap(({ trigger }) => trigger ?? []);
  if (inner.length === 0) return [];
  return canonical(inner).map(({ key, item }) => ({
    key: `ONBUILD ${key}`,
    item: { verb: 'ONBUILD', line: item.line },
  }));
}

function byKey(a: Placed, b: Placed): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

function changes(a: Normal, b: Normal): Difference[] {
  // A syntax that was not asked for changes nothing that could be read without it.
  const asked = new Set(a.directives.map(([name]) => name));
  const theirs = directives(b).filter(({ item }) => item.verb !== '# syntax' || asked.has('syntax'));
  const all = [
    ...partsOf(directives(a), theirs),
    ...partsOf(canonical(a.globalArgs), canonical(b.globalArgs)),
    ...a.stages.flatMap((items, index) => partsOf(canonical(items), canonical(b.stages[index] ?? []))),
  ];
  if (b.stages.length > a.stages.length)
    all.push({ construct: 'FROM', line: 1, reason: 'there is a stage more' });
  return all;
}

/** What is missing, what came along, or the first that stands elsewhere. */
function partsOf(a: readonly Placed[], b: readonly Placed[]): Difference[] {
  if (same(a, b)) return [];
  const missing = without(a, b).map(({ item }) => difference(item, 'it does not come back as it was'));
  if (missing.length > 0) return missing;
  const line = a.at(0)?.item.line ?? 1;
  const added = without(b, a).map(({ item }) =>
    difference({ ...item, line }, `there is a ${item.verb} more`),
  );
  if (added.length > 0) return added;
  const moved = a.find(({ key }, index) => b[index]?.key !== key);
  return moved === undefined ? [] : [difference(moved.item, 'it comes back in another order')];
}

function without(a: readonly Placed[], b: readonly Placed[]): Placed[] {
  const counts = new Map<string, number>();
  for (const { key } of b) counts.set(key, (counts.get(key) ?? 0) + 1);
  return a.filter(({ key }) => {
    const left = counts.get(key) ?? 0;
    counts.set(key, left - 1);
    return left <= 0;
  });
}

function difference({ verb, line }: Pick<Item, 'verb' | 'line'>, reason: string): Difference {
  return { construct: verb, line, reason };
}

function lostComments(a: Normal, b: Normal): Difference[] {
  const lost = without(commentsOf(a), commentsOf(b)).map(({ item, key }) =>
    difference(item, `"${key}" is lost`),
  );
  return lost.filter(({ reason }) => reason !== '"" is lost');
}

function commentsOf({ globalArgs, stages, trailing }: Normal): Placed[] {
  const above = [...globalArgs, ...stages.flat()].flatMap(({ comments }) => comments);
  return [...above, ...trailing].map(({ text, line }) => ({
    key: text.trim(),
    item: { verb: 'comment', line },
  }));
}

function same(a: readonly Placed[], b: readonly Placed[]): boolean {
  return a.length === b.length && a.every(({ key }, index) => key === b[index]?.key);
}
