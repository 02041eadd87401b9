import type { Group } from './groups.js';

/**
 * A few images to try a change on, the same at each run. First one of each group, from the largest group to the
 * smallest, unless one chosen before is in it; of a group the image on which the fewest others are built, then the
 * one that shows most of the changes not seen yet, then the first by name. What is left of the number is filled with
 * those on which the fewest are built.
 * @param dependants how many images are built on each
 */
export function chooseCanary(
  groups: readonly Group[],
  number: number,
  dependants: ReadonlyMap<string, number>,
): string[] {
  const chosen = new Set<string>();
  const groupsOf = new Map<string, Group[]>();
  for (const group of groups)
    for (const dir of group.dirs) groupsOf.set(dir, [...(groupsOf.get(dir) ?? []), group]);
  const seen = new Set<Group>();
  const unseen = (dir: string): number =>
    (groupsOf.get(dir) ?? []).filter((group) => !seen.has(group)).length;
  const weight = (dir: string): number => dependants.get(dir) ?? 0;
  const order = (a: string, b: string): number =>
    weight(a) - weight(b) || unseen(b) - unseen(a) || (a < b ? -1 : 1);
  const take = (dir: string | undefined): void => {
    if (dir === undefined || chosen.size >= number) return;
    chosen.add(dir);
    for (const group of groupsOf.get(dir) ?? []) seen.add(group);
  };
  for (const group of groups) if (!seen.has(group)) take(first(group.dirs, order));
  const rest = [...groupsOf.keys()].filter((dir) => !chosen.has(dir)).sort(order);
  for (const dir of rest) take(dir);
  return [...chosen].sort();
}

function first(dirs: readonly string[], order: (a: string, b: string) => number): string | undefined {
  return dirs.reduce<string | undefined>(
    (best, dir) => (best === undefined || order(dir, best) < 0 ? dir : best),
    undefined,
  );
}
