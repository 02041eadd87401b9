/**
 * A shell command with each run of blanks outside of quotes as one. Where it is not sure, text counts as quoted:
 * then nothing is changed.
 */
export function shellBlanks(text: string): string {
  return [...shellParts(text)]
    .map(({ text: part, quoted }) => (quoted ? part : part.replace(/[ \t]+/g, ' ')))
    .join('');
}

/** Whether a position in a shell command is within quotes, or behind an escape. */
export function isQuotedAt(text: string, position: number): boolean {
  let at = 0;
  for (const { text: part, quoted } of shellParts(text)) {
    if (
      position < at + part.length ||
      (position === at + part.length && quoted && part.length > 0 && at + part.length === text.length)
    )
      return quoted && position > at;
    at += part.length;
  }
  return false;
}

interface Part {
  readonly text: string;
  readonly quoted: boolean;
}

/** What a `$(`, `(`, `${`, `` ` `` or a quote opens, up to what closes it. */
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '{': '}', '`': '`', '"': '"' };

/** Plain text, and text that belongs to quotes; nested ones count as quoted as a whole. */
function* shellParts(text: string): Generator<Part> {
  let plainFrom = 0;
  let at = 0;
  while (at < text.length) {
    const end = /["'\\`]|\$\{/y;
    end.lastIndex = at;
    if (!end.test(text)) {
      at += 1;
      continue;
    }
    if (at > plainFrom) yield { text: text.slice(plainFrom, at), quoted: false };
    const from = at;
    at = skipQuoted(text, at);
    yield { text: text.slice(from, at), quoted: true };
    plainFrom = at;
  }
  if (at > plainFrom) yield { text: text.slice(plainFrom), quoted: false };
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
