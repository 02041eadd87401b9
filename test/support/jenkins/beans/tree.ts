/**
 * The parameter `tree`: `name,builds[number,actions[causes[userId]]]{0,10}`.
 * https://github.com/jenkinsci/stapler/blob/master/core/src/main/java/org/kohsuke/stapler/export/NamedPathPruner.java
 */
export interface Tree {
  /** Name (or `*`) → what is asked of it. */
  readonly below: ReadonlyMap<string, Tree>;
  /** From, up to but without: of a list. */
  readonly range: readonly [number, number] | null;
}

/** @returns null where it is no tree: Jenkins answers 400 */
export function parseTree(text: string): Tree | null {
  try {
    const reader = new Reader(text.match(/[[\]{},]|[^[\]{},\s]+/g) ?? []);
    const below = reader.list();
    return reader.next === undefined ? { below, range: null } : null;
  } catch (problem) {
    if (problem instanceof Malformed) return null;
    throw problem;
  }
}

class Malformed extends Error {}

class Reader {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  get next(): string | undefined {
    return this.tokens[this.at];
  }

  list(): Map<string, Tree> {
    const found = new Map<string, Tree>();
    do {
      const name = this.next;
      if (name === undefined || '[]{},'.includes(name)) throw new Malformed();
      this.at += 1;
      found.set(name, { below: this.below(), range: this.range() });
    } while (this.take(','));
    return found;
  }

  private below(): Map<string, Tree> {
    if (!this.take('[')) return new Map();
    const below = this.list();
    if (!this.take(']')) throw new Malformed();
    return below;
  }

  /** `{0,10}`, `{5,}`, `{,5}`, `{3}` */
  private range(): Tree['range'] {
    if (!this.take('{')) return null;
    const from = this.number();
    const single = !this.take(',');
    const to = single ? from : this.number();
    if (!this.take('}') || (single && from === null)) throw new Malformed();
    return single ? [from ?? 0, (from ?? 0) + 1] : [from ?? 0, to ?? Infinity];
  }

  private number(): number | null {
    if (!/^\d+$/.test(this.next ?? '')) return null;
    this.at += 1;
    return Number(this.tokens[this.at - 1]);
  }

  private take(token: string): boolean {
    if (this.next !== token) return false;
    this.at += 1;
    return true;
  }
}
