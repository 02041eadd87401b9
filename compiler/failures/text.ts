/** Lines of a log, as they are kept. */

const LONGEST = 500;

/** At most some hundred characters: a copy, because a part of a string keeps the whole one in memory. */
export function bounded(text: string): string {
  const kept = text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
  return Buffer.from(kept).toString();
}
