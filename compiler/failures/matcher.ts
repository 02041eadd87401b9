/** Puts lines to the whole table at once. */
import { literalOf } from './pattern.js';
import type { Signature } from './signature.js';
import { Spotter } from './spotter.js';

/** What a line may tell of the place of a failure, beyond its stage. */
export type Clue = 'line' | 'instruction' | 'skipped' | 'error';

export type Found =
  | { readonly kind: 'match'; readonly signature: Signature }
  | { readonly kind: 'overcome'; readonly signature: Signature }
  | { readonly kind: 'clue'; readonly clue: Clue; readonly text: string };

interface Entry {
  readonly expression: RegExp;
  readonly found: (match: RegExpExecArray) => Found;
}

/** Of what follows a word in a line the spotter needs only the beginning: more states would not fit the cache. */
const LONGEST_WORD = 16;

/** Docker tells the line, buildah and older dockers the instruction. */
const CLUES: readonly (readonly [word: string, clue: Clue, expression: RegExp])[] = [
  ['Dockerfile:', 'line', /(?:^|[ /])Dockerfile:([0-9]+)$/],
  ['STEP ', 'instruction', /STEP [0-9]+(?:\/[0-9]+)?: (.+)$/],
  ['at STEP "', 'instruction', /building at STEP "(.+?)": /],
  ['Step ', 'instruction', /Step [0-9]+\/[0-9]+ : (.+)$/],
  [' > [', 'instruction', /^ > \[[^\]]*[0-9]+\/[0-9]+\] (.+?):?$/],
  ['skipped due to ', 'skipped', /Stage ".*" skipped due to earlier failure/],
  ['ERROR', 'error', /ERROR(.*)/],
  ['rror: ', 'error', /[Ee]rror: (.*)/],
];

export class Matcher {
  readonly #entries: Entry[] = [];
  readonly #spotter: Spotter;

  constructor(table: readonly Signature[]) {
    const words: string[] = [];
    const add = (word: string, entry: Entry): void => {
      words.push(word.slice(0, LONGEST_WORD));
      this.#entries.push(entry);
    };
    for (const signature of table) {
      for (const [kind, patterns] of [
        ['match', signature.patterns],
        ['overcome', signature.until ?? []],
      ] as const)
        for (const pattern of patterns)
          add(literalOf(pattern), { expression: new RegExp(pattern), found: () => ({ kind, signature }) });
    }
    for (const [word, clue, expression] of CLUES)
      add(word, { expression, found: ([, text = '']) => ({ kind: 'clue', clue, text }) });
    this.#spotter = new Spotter(words);
  }

  /** null for nothing, which is the common case. */
  find(text: string): Found[] | null {
    const spotted = this.#spotter.spot(text);
    if (spotted === null) return null;
    const found: Found[] = [];
    for (const index of spotted) {
      const entry = this.#entries[index];
      const match = entry?.expression.exec(text);
      if (entry && match) found.push(entry.found(match));
    }
    return found;
  }
}
