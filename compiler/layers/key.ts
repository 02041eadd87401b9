/** A value as text that is the same for the same content: places and comments left out, keys in order. */
export function keyOf(value: unknown): string {
  return JSON.stringify(plain(value));
}

const LEFT_OUT = new Set(['origin', 'origins', 'comment']);

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return [...value].map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const sorted = Object.entries(value)
    .filter(([name]) => !LEFT_OUT.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, below]) => [name, plain(below)]));
}
