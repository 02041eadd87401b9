import type { Piece } from './value.js';

/** What the flags of an instruction say, whatever their order and spelling. Mounts and patterns keep theirs. */
export function flagContent(
  flags: readonly string[],
  value: (text: string) => unknown,
  stage: (name: string) => string,
): Record<string, unknown> {
  const content: Record<string, unknown> = {};
  for (const flag of flags) {
    const { name, text } = flagOf(flag);
    if (BOOLEAN.has(name)) {
      // `keep-git-dir` and `unpack` differ between false and not given.
      if (isTrue(text)) content[name] = true;
      else if (name === 'unpack' || name === 'keep-git-dir') content[name] = false;
    } else if (name === 'mount') content[name] = [...list(content[name]), mountContent(text ?? '', stage)];
    else if (name === 'exclude') content[name] = [...list(content[name]), value(text ?? '')];
    else if (name === 'from') content[name] = stage(text ?? '');
    else if (EXPANDED.has(name)) content[name] = value(text ?? '');
    else if (text !== DEFAULTS[name]) content[name] = text;
  }
  return Object.fromEntries(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `--name=value` or `--name`. */
export function flagOf(flag: string): { name: string; text: string | null } {
  const at = flag.indexOf('=');
  return at < 0 ? { name: flag.slice(2), text: null } : { name: flag.slice(2, at), text: flag.slice(at + 1) };
}

export function isTrue(text: string | null): boolean {
  return text === null || text.toLowerCase() === 'true';
}

const BOOLEAN = new Set(['link', 'parents', 'keep-git-dir', 'unpack']);
const EXPANDED = new Set(['chown', 'chmod', 'checksum', 'platform']);
const DEFAULTS: Readonly<Record<string, string>> = { network: 'default', security: 'sandbox' };

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Docker's canonical name of a mount's option. */
const ALIASES: Readonly<Record<string, string>> = {
  src: 'source',
  dst: 'target',
  destination: 'target',
  ro: 'readonly',
  rw: 'readwrite',
};

/** The options of a mount by their canonical names; null for one without a value. */
export function mountOptions(text: string): [name: string, value: string | null][] {
  return csvFields(text).map((field) => {
    const at = field.indexOf('=');
    const name = (at < 0 ? field : field.slice(0, at)).toLowerCase();
    return [ALIASES[name] ?? name, at < 0 ? null : field.slice(at + 1)];
  });
}

function mountContent(text: string, stage: (name: string) => string): Record<string, unknown> {
  const options = new Map<string, unknown>(mountOptions(text));
  const type = String(options.get('type') ?? 'bind').toLowerCase();
  options.set('type', type);
  const from = options.get('from');
  if (typeof from === 'string') options.set('from', stage(from));
  // Which of the two stands there, and with which value, comes to one thing.
  const readonly = options.has('readonly') ? truth(options.get('readonly')) : null;
  const writes = options.has('readwrite') ? truth(options.get('readwrite')) : null;
  options.delete('readonly');
  options.delete('readwrite');
  options.set('writes', writes ?? (readonly === null ? type === 'cache' || type === 'tmpfs' : !readonly));
  if (type === 'secret') {
    // As BuildKit fills it in.
    const target = String(options.get('target') ?? '');
    options.set(
      'id',
      options.get('id') ?? options.get('source') ?? target.slice(target.lastIndexOf('/') + 1),
    );
    options.delete('source');
  } else if (type !== 'ssh' && !options.has('target')) options.set('target', '.');
  if (options.has('size')) options.set('size', bytesOf(String(options.get('size'))));
  if (options.has('mode')) options.set('mode', Number.parseInt(String(options.get('mode')), 8));
  if (options.has('sharing')) options.set('sharing', String(options.get('sharing')).toLowerCase());
  if (options.has('required') && truth(options.get('required'))) options.set('required', true);
  else options.delete('required');
  return Object.fromEntries([...options].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A size such as `64m`, in bytes; null for none. */
export function bytesOf(text: string): number | null {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([kmgtp])?i?b?$/i.exec(text) ?? [];
  if (amount === '') return null;
  return Math.trunc(Number(amount) * 1024 ** ('kmgtp'.indexOf(unit.toLowerCase()) + (unit === '' ? 0 : 1)));
}

/** As Go's `ParseBool` reads it. */
export function truth(value: unknown): boolean {
  return value === null || ['1', 't', 'true'].includes(String(value).toLowerCase());
}

/** The fields of a line of CSV; a field in double quotes may hold commas. */
export function csvFields(text: string): string[] {
  return [...text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

/** A value's pieces with literal text only, as text; null where there are variables. */
export function plainText(pieces: readonly Piece[]): string | null {
  const [only] = pieces;
  if (only === undefined) return '';
  return pieces.length === 1 && 'literal' in only ? only.literal : null;
}
