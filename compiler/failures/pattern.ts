/**
 * Patterns of the table: regular expressions in what JavaScript and POSIX awk read alike. Letters, digits, blanks and
 * harmless punctuation stand for themselves; `.` `*` `+` `?` `|` `(…)` and bracket expressions mean what they mean in
 * both. There is no backslash (awks differ in how they read it), no anchor (plugins put times before lines), no
 * `{`, and in a bracket expression neither `[` with others nor `]`.
 * https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap09.html#tag_09_04
 */

const CLASS = String.raw`\[(?:\[|\^?[^\][\\^{}]+)\]`;
const LEGAL = new RegExp(String.raw`^(?:${CLASS}|[A-Za-z0-9 _"'%&,/:;<=>@#!~\`\]}.*+?|()-])+$`);

export function isLegal(pattern: string): boolean {
  return LEGAL.test(pattern);
}

/** The longest run of characters that each match must hold; the first of several. */
export function literalOf(pattern: string): string {
  let longest = '';
  for (const run of runsOf(pattern)) if (run.length > longest.length) longest = run;
  return longest;
}

/** Runs of literal characters outside of groups, without what a repetition may drop. */
function runsOf(pattern: string): string[] {
  const runs: string[] = [];
  let run = '';
  let depth = 0;
  const end = (): void => {
    runs.push(run);
    run = '';
  };
  for (const [token] of pattern.matchAll(new RegExp(`${CLASS}|[^]`, 'g'))) {
    if (token === '(') depth++;
    if (token === '|' && depth === 0) return [];
    if (token === '*' || token === '?') run = run.slice(0, -1);
    const single = token.length === 3 && token.startsWith('[') && !token.startsWith('[^') ? token[1] : token;
    if (
      depth > 0 ||
      single === undefined ||
      single.length > 1 ||
      (single === token && '.*+?|()'.includes(token))
    )
      end();
    else run += single;
    if (token === ')') depth--;
  }
  end();
  return runs;
}
