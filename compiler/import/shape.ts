/** The order of an image's fields in a file, as people read them. */
const ORDER =
  '$schema name description comment directives globalArgs context secrets stages target from comments args env shell run workdir copy runAfterFiles volumes user steps expose stopSignal healthcheck labels entrypoint cmd onbuild publish'.split(
    ' ',
  );

export function ordered(spec: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = ORDER.filter((key) => key in spec);
  const others = Object.keys(spec).filter((key) => !ORDER.includes(key));
  return Object.fromEntries([...known, ...others].map((key) => [key, spec[key]]));
}

/** `${{` in the Dockerfile's text is no interpolation. One line of comment or command becomes a plain string. */
export function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('${{', () => '$${{');
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const inner = escaped(item);
      if (key === 'comment') return [key, short(inner)];
      return [key, key === 'comments' ? shortAll(inner) : inner];
    }),
  );
}

function short(comment: unknown): unknown {
  return Array.isArray(comment) && comment.length === 1 ? comment[0] : comment;
}

function shortAll(comments: unknown): unknown {
  return Object.fromEntries(
    Object.entries(comments as object).map(([key, comment]) => [key, short(comment)]),
  );
}
