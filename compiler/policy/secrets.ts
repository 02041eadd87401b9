/** What looks like a secret. Precise rather than complete: a false alarm teaches people to waive. */

/** Forms of tokens that their makers document, and what they are. */
const FORMS: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|\bPuTTY-User-Key-File-[23]:/, 'a private key'],
  [/\b(?:AKIA|ASIA)(?![A-Z0-9]{9}EXAMPLE)[A-Z0-9]{16}\b/, 'an access key of AWS'],
  [/\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})\b/, 'a token of GitHub'],
  [/\bgl(?:pat|ptt|dt|rt|cbt|ft|soat|oas)-[A-Za-z0-9_-]{20,}/, 'a token of GitLab'],
  [
    /\bxox[abeprs]-[A-Za-z0-9-]{10,}|hooks\.slack\.com\/services\/T[A-Z0-9]{6,}\/B[A-Z0-9]{6,}\/\w{16,}/,
    'a token of Slack',
  ],
  [/\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/, 'a key of a Google API'],
  [/\bnpm_[A-Za-z0-9]{36}\b/, 'a token of npm'],
  [/\bpypi-AgE[A-Za-z0-9_-]{50,}/, 'a token of PyPI'],
  [/\bdckr_[po]at_[A-Za-z0-9_-]{20,}/, 'a token of Docker Hub'],
  [/\b[rs]k_live_[A-Za-z0-9]{20,}/, 'a key of Stripe'],
  [/\bhv[bs]\.[A-Za-z0-9_-]{24,}/, 'a token of Vault'],
  [/\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/, 'a key of SendGrid'],
  [/\bsk-(?:proj|ant|svcacct)-[A-Za-z0-9_-]{24,}/, 'a key of a language model'],
  [/\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{16,}/, 'a signed web token (JWT)'],
  [
    /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/$"'<>]{1,100}:(?![$*<{]|x+@|pass(?:word)?@)[^\s@/$"'<>]{3,200}@[\w.[]/i,
    'a password in an address',
  ],
];

/** What kind of secret of a well-known form stands in a text; null for none. */
export function knownSecret(text: string): string | null {
  return FORMS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

const WORD = /(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|APIKEY|CREDENTIALS?)$/;
const PAIRS = /^(?:(?:API|ACCESS|SECRET|PRIVATE|ENCRYPTION|SIGNING|MASTER|ACCOUNT|AUTH) KEY|\w+ PWD)$/;

/** True for the name of a secret: DB_PASSWORD, npmAuthToken, api-key. Not for PASSWORD_FILE or TOKEN_TTL. */
export function isSecretName(name: string): boolean {
  const words = name
    .slice(-200)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '');
  return WORD.test(words.at(-1) ?? '') || PAIRS.test(words.slice(-2).join(' '));
}

/**
 * True for a value that is itself the secret: not empty, a switch, a path, a placeholder, or text that a shell or a
 * template fills in.
 */
export function isSecretValue(value: string): boolean {
  if (/[\s$`<>{}*%|\\()[\]]/.test(value)) return false;
  if (/^(?:|true|false|yes|no|on|off|none|null|\d|x+|\.{3,}|…)$/i.test(value)) return false;
  return !/^(?:[./~@]|[a-z][a-z0-9+.-]*:\/\/|file:|(?:id|src|name|type|env)=)/i.test(value);
}

const ASSIGNMENT =
  /(?<![\w$.{-])-{0,2}([A-Za-z_][\w.-]{0,100})=("[^"\n]{0,500}"|'[^'\n]{0,500}'|[^\s;&|<>()"'`]{1,500})/g;
/** A line of a configuration file. */
const ENTRY =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]{0,100})[ \t]*=[ \t]*("[^"\n]{0,500}"|'[^'\n]{0,500}'|[^\n"']{1,500}?)[ \t]*\r?$/gm;

/** The first name to which a shell text, or (with `asFile`) a file, gives a literal secret; null for none. */
export function assignedSecret(text: string, allow: ReadonlySet<string>, asFile: boolean): string | null {
  for (const [, name = '', quoted = ''] of text.matchAll(asFile ? ENTRY : ASSIGNMENT)) {
    const value = quoted.replace(/^(["'])(.*)\1$/, '$2');
    const sayNothing = allow.has(name) || value.toLowerCase() === name.toLowerCase();
    if (!sayNothing && isSecretName(name) && isSecretValue(value)) return name;
  }
  return null;
}

const FILES =
  /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|\.netrc|\.pgpass|\.git-credentials|\.vault-token|\.aws\/credentials|\.docker\/config\.json|\.kube\/config|[^/]+\.(?:p12|pfx|kdbx|ppk))$/;

/** True for a path under which programs keep secrets. */
export function isSecretPath(path: string): boolean {
  return FILES.test(path);
}
