/**
 * A shell command with each run of blanks outside of quotes as one. Where it is not sure, text counts as quoted:
 * then nothing is changed.
 */
export function shellBlanks(text: string): string {
  return [...shellParts(text)]
    .map(({ text: part, quoted }) => (quoted ? part : part.replace(/[ \t]+/g, ' ')))
    .join('');
}

/** Tells for positions in a shell command, asked for in ascending order, whether they are within quotes. */
export function quotesOf(text: string): (position: number) => boolean {
  const parts = shellParts(text);
  let part = parts.next();
  let start = 0;
  return (position) => {
    while (!part.done && start + part.value.text.length <= position) {
      // The end of the text is within quotes that are not closed.
      if (start + part.value.text.length === text.length && position === text.length) break;
      start += part.value.text.length;
      part = parts.next();
    }
    return !part.done && part.value.quoted && position > start;
  };
}

interface Part {
  readonly text: string;
  readonly quoted: boolean;
}

/** What a `$(`, `(`, `${`, `` ` `` or a quote opens, up to what closes it. */
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '{': '}', '`': '`', '"': '"' };

/** Plain text, and text that belongs to quotes; nested ones count as quoted as a whole. */
function* shellParts(text: string): Generator<Part> {
  const opener = /["'\\`]|\$\{/g;
  let at = 0;
  for (;;) {
    opener.lastIndex = at;
    const from = opener.exec(text)?.index ?? text.length;
    if (from > at) yield { text: text.slice(at, from), quoted: false };
    if (from === text.length) return;
    at = skipQuoted(text, from);
    yield { text: text.slice(from, at), quoted: true };
  }
}

/** The end of what is quoted from `start` on: the end of the text where it is not closed. */
function skipQuoted(text: string, start: number): number {
  const open: string[] = [];
  let at = start;
  do {
    const character = text.charAt(at);
    const inside = open.at(-1);
    if (at >= text.length) return text.length;
    if (character === '\\') at += 1;
    else if (character === inside) open.pop();
    else if (character === "'" && inside !== '"') {
      const end = text.indexOf("'", at + 1);
      at = end < 0 ? text.length : end;
    } else if (character === '"' || character === '`') open.push(CLOSERS[character] ?? '');
    else if (character === '$' && /[({]/.test(text.charAt(at + 1))) {
      at += 1;
      open.push(CLOSERS[text.charAt(at)] ?? '');
    } else if (character === '(' && inside === ')') open.push(')');
    at += 1;
  } while (open.length > 0);
  return Math.min(at, text.length);
}
