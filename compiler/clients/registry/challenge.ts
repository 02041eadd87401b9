/** A way to log in that a registry offers (RFC 9110, WWW-Authenticate). */
export interface Challenge {
  /** In lower case: `bearer`, `basic`. */
  readonly scheme: string;
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** A parameter, or a scheme: a word without `=`. */
const PART = /[\s,]*(?:([\w-]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))|([\w-]+))/gy;

/** Reads the header, several of them joined by commas too. What can't be read ends the list. */
export function readChallenges(header: string): Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  for (const [, name, quoted, plain = '', scheme] of header.matchAll(PART)) {
    if (scheme !== undefined) challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
    else
      challenges
        .at(-1)
        ?.parameters.set((name ?? '').toLowerCase(), quoted?.replace(/\\(.)/gu, '$1') ?? plain);
  }
  return challenges;
}
