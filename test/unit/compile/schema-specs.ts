/** Specs made from the schema: every place where a string may stand, and whole specs. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';

type Schema = Readonly<Record<string, unknown>> & {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly examples?: readonly unknown[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | false;
  readonly enum?: readonly unknown[];
  readonly 'x-exactlyOne'?: readonly string[];
  readonly 'x-atLeastOne'?: readonly string[];
};

const ROOT_SCHEMA = JSON.parse(
  readFileSync(new URL('../../../schemas/image.schema.json', import.meta.url), 'utf8'),
) as Schema;

/** A place for a string: `put` makes the value around it. */
export interface Hole {
  readonly path: string;
  readonly put: (text: string) => unknown;
}

/** A hole for every string of every field, and for the names of keys. */
export const HOLES: readonly Hole[] = Object.keys(ROOT_SCHEMA.properties ?? {}).flatMap((field) =>
  [...holes(property(ROOT_SCHEMA, field), `/${field}`)].map(({ path, put }) => ({
    path,
    put: (text: string) => ({ name: 'web', from: 'debian:12', [field]: put(text) }),
  })),
);

/** What `steps` replaces: both are an error, and a spec with an error shows little. */
const BODY = [
  'shell',
  'packages',
  'run',
  'workdir',
  'rootfs',
  'files',
  'copy',
  'runAfterFiles',
  'volumes',
  'user',
];

/** Whole specs: a few fields, each one of its examples or with a text from `texts` somewhere in it. */
export function specs(texts: fc.Arbitrary<string>): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.fromEntries(
    Object.keys(ROOT_SCHEMA.properties ?? {}).map((field) => {
      const schema = property(ROOT_SCHEMA, field);
      const within = [...holes(schema, '')];
      const examples = fc.constantFrom(...(schema.examples ?? ['']));
      const filled = fc.tuple(fc.constantFrom(...within), texts).map(([hole, text]) => hole.put(text));
      return [field, within.length === 0 ? examples : fc.oneof({ weight: 4, arbitrary: examples }, filled)];
    }),
  );
  const optional = Object.keys(fields).filter((field) => field !== 'name' && field !== 'from');
  return fc.subarray(optional, { maxLength: 6 }).chain((chosen) => {
    const kept = chosen.includes('steps') ? chosen.filter((field) => !BODY.includes(field)) : chosen;
    return fc.record(
      Object.fromEntries(['name', 'from', ...kept].map((field) => [field, fields[field] ?? fc.constant('')])),
    );
  });
}

function* holes(given: Schema, path: string): Generator<Hole> {
  const schema = deref(given);
  const types = [schema.type ?? []].flat();
  if (types.includes('string')) yield { path, put: (text) => text };
  if (types.includes('array') && schema.items)
    for (const { path: below, put } of holes(schema.items, `${path}/0`))
      yield { path: below, put: (text) => [put(text)] };
  if (!types.includes('object')) return;
  for (const key of Object.keys(schema.properties ?? {}))
    for (const { path: below, put } of holes(property(schema, key), `${path}/${key}`))
      yield { path: below, put: (text) => ({ ...around(schema, key), [key]: put(text) }) };
  if (typeof schema.additionalProperties !== 'object') return;
  const [example] = (schema.examples as readonly Record<string, unknown>[] | undefined) ?? [{ a: '' }];
  const [[name, value] = ['a', '']] = Object.entries(example ?? {});
  yield { path: `${path}/*`, put: (text) => ({ [text]: value }) };
  for (const { path: below, put } of holes(schema.additionalProperties, `${path}/${name}`))
    yield { path: below, put: (text) => ({ [name]: put(text) }) };
}

/** What must stand beside a key for the object to be valid. */
function around(schema: Schema, key: string): Record<string, unknown> {
  const either = schema['x-exactlyOne'] ?? schema['x-atLeastOne'] ?? [];
  const needed = [...(schema.required ?? []), ...(either.includes(key) ? [] : either.slice(0, 1))];
  return Object.fromEntries(
    needed.filter((name) => name !== key).map((name) => [name, exampleOf(property(schema, name))]),
  );
}

function exampleOf(schema: Schema): unknown {
  return schema.examples?.[0] ?? deref(schema).examples?.[0] ?? schema.enum?.[0] ?? ['x'];
}

function property(schema: Schema, key: string): Schema {
  const found = schema.properties?.[key] ?? {};
  return { ...deref(found), ...found };
}

function deref(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const parts = schema.$ref.slice(2).split('/');
  return deref(parts.reduce<Schema>((node, part) => node[part] as Schema, ROOT_SCHEMA));
}
