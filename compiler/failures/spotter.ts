/**
 * Finds in a line which of many words it holds, in one pass: an Aho-Corasick automaton over ASCII, so that the time
 * for a line does not grow with the table.
 * https://doi.org/10.1145/360825.360855
 */
export class Spotter {
  readonly #next: Int16Array;
  /** State → indexes of the words that end there, its suffixes' too. */
  readonly #found: (readonly number[] | undefined)[];

  /** @param words ASCII, not empty; of one word several indexes may be */
  constructor(words: readonly string[]) {
    const trie: Int32Array[] = [new Int32Array(ALPHABET)];
    const found: number[][] = [[]];
    words.forEach((word, index) => {
      let state = 0;
      for (let at = 0; at < word.length; at++) {
        const row = trie[state];
        const code = word.charCodeAt(at);
        if (!row || code >= ALPHABET) throw new Error(`not ASCII: ${word}`);
        if (row[code] === 0) {
          row[code] = trie.push(new Int32Array(ALPHABET)) - 1;
          found.push([]);
        }
        state = row[code] ?? 0;
      }
      found[state]?.push(index);
    });
    this.#next = complete(trie, found);
    this.#found = found.map((list) => (list.length > 0 ? list : undefined));
  }

  /** @returns indexes of the words in `text`; null for none, which is the common case */
  spot(text: string): Set<number> | null {
    const next = this.#next;
    const found = this.#found;
    let state = 0;
    let spotted: Set<number> | null = null;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      state = code < ALPHABET ? (next[state * ALPHABET + code] ?? 0) : 0;
      if (state === 0) continue;
      const words = found[state];
      if (words === undefined) continue;
      spotted ??= new Set();
      for (const word of words) spotted.add(word);
    }
    return spotted;
  }
}

const ALPHABET = 128;

/** Makes the trie an automaton: where a word goes on no further, its longest suffix that is a prefix does. */
function complete(trie: readonly Int32Array[], found: readonly number[][]): Int16Array {
  const table = new Int16Array(trie.length * ALPHABET);
  const suffixes = new Int32Array(trie.length);
  const queue = [0];
  for (const state of queue)
    for (let code = 0; code < ALPHABET; code++) {
      const child = trie[state]?.[code] ?? 0;
      const suffix = state === 0 ? 0 : (table[(suffixes[state] ?? 0) * ALPHABET + code] ?? 0);
      table[state * ALPHABET + code] = child === 0 ? suffix : child;
      if (child === 0) continue;
      suffixes[child] = suffix;
      found[child]?.push(...(found[suffix] ?? []));
      queue.push(child);
    }
  return table;
}
