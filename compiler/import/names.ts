/** Names for images that are made of files: legal, and each once. */

/**
 * Names by path: the folder, with as many of its parents as it takes to tell it from the others.
 * @param paths of Dockerfiles, '/'-separated
 * @param taken names that are in use
 */
export function imageNames(paths: readonly string[], taken: ReadonlySet<string> = new Set()): string[] {
  const words = paths.map(wordsOf);
  const length = words.map(() => 1);
  const nameAt = (index: number): string => nameOf(words[index] ?? [], length[index] ?? 1);
  for (;;) {
    const owners = new Map<string, number[]>();
    for (const index of paths.keys())
      owners.set(nameAt(index), [...(owners.get(nameAt(index)) ?? []), index]);
    const crowded = new Set([...owners.values()].filter((same) => same.length > 1).flat());
    const growing = [...paths.keys()].filter(
      (index) =>
        (crowded.has(index) || WEAK.test(words[index]?.at(-1 - (length[index] ?? 1)) ?? '')) &&
        (length[index] ?? 0) < (words[index]?.length ?? 0) - 1,
    );
    if (growing.length === 0) break;
    for (const index of growing) length[index] = (length[index] ?? 1) + 1;
  }
  const used = new Set(taken);
  return paths.map((_, index) => {
    const wanted = nameAt(index);
    let name = wanted;
    for (let count = 2; used.has(name); count += 1) name = `${wanted}-${count}`;
    used.add(name);
    return name;
  });
}

/** Folders that name a version or a purpose, not an image. */
const WEAK = /^(?:v?\d.*|\.?docker|dockerfiles?|containers?|build|src|images?)$/iu;

/** The folders of a path from the outermost on, and last what its file's own name adds: '' for `Dockerfile`. */
function wordsOf(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  const file = parts.pop() ?? '';
  const variant = file.replace(/^(?:dockerfile|containerfile)\.?|\.(?:dockerfile|containerfile)$/giu, '');
  return [...parts, variant];
}

/** `length` folders, and the variant. */
function nameOf(words: readonly string[], length: number): string {
  return legalName(
    words
      .slice(Math.max(0, words.length - 1 - length))
      .filter((word) => word !== '')
      .join('-'),
  );
}

/** In the grammar of repository names, and fit for a folder. */
export function legalName(text: string): string {
  const legal = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/gu, '-')
    // One separator between two words, and none at the ends.
    .replace(/[._-]{2,}/gu, '-')
    .slice(0, 100)
    .replace(/^[._-]+|[._-]+$/gu, '');
  return legal === '' ? 'image' : legal;
}
