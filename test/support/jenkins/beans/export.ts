/** Beans → JSON, cut by `tree`, or else by `depth`. */
import { type Bean, isBean, type Value } from './bean.js';
import type { Tree } from './tree.js';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export function exportByTree(value: Value, tree: Tree): Json {
  if (Array.isArray(value)) {
    const [from, to] = tree.range ?? [0, Infinity];
    return (value as Value[]).slice(from, to).map((each) => exportByTree(each, tree));
  }
  if (!isBean(value)) return value as Json;
  return shown(value, (name, get) => {
    const below = tree.below.get(name) ?? tree.below.get('*');
    return below && exportByTree(get(), below);
  });
}

/** Without a tree: properties whose visibility reaches this deep. */
export function exportByDepth(value: Value, depth: number): Json {
  return byVisibility(value, 1 - depth);
}

function byVisibility(value: Value, threshold: number): Json {
  if (Array.isArray(value)) return (value as Value[]).map((each) => byVisibility(each, threshold));
  if (!isBean(value)) return value as Json;
  return shown(value, (_name, get, visibility) =>
    visibility >= threshold ? byVisibility(get(), threshold + 1) : undefined,
  );
}

function shown(
  bean: Bean,
  show: (name: string, get: () => Value, visibility: number) => Json | undefined,
): Json {
  const found: { [name: string]: Json } = bean.class === null ? {} : { _class: bean.class };
  for (const [name, { value, visibility }] of Object.entries(bean.properties)) {
    const json = show(name, value, visibility);
    if (json !== undefined) found[name] = json;
  }
  return found;
}
