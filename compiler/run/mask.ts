/** Puts `****` where a secret would be shown, as Jenkins does; the scripts print none, programs that they run might. */

export interface Account {
  readonly user: string;
  readonly password: string;
}

/** A shorter value would blacken the log and hide nothing. */
const SHORTEST = 3;

/** A function that masks one line. */
export function masker(account: Account | null, secrets: readonly string[]): (line: string) => string {
  const values = new Set<string>();
  for (const secret of [...secrets, ...(account === null ? [] : formsOf(account))]) {
    // Output comes by the line, so a secret of several lines is looked for by the line too.
    for (const line of secret.split('\n')) if (line.trim().length >= SHORTEST) values.add(line);
  }
  // The longest first: a part of it masked would leave the rest.
  const ordered = [...values].sort((a, b) => b.length - a.length);
  return (line) => ordered.reduce((text, value) => text.replaceAll(value, '****'), line);
}

function formsOf({ user, password }: Account): string[] {
  const pair = `${user}:${password}`;
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  return [
    password,
    pair,
    base64(password),
    base64(pair),
    encodeURIComponent(password),
    JSON.stringify(password).slice(1, -1),
    `'${password.replaceAll("'", `'\\''`)}'`,
    `'${password.replaceAll("'", `'"'"'`)}'`,
  ];
}
