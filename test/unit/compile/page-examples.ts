/** The examples of the language's reference page, each in a spec around it. */
import {
  follow,
  itemsOf,
  rootPlace,
  typesOf,
  valuesOf,
  type Place,
  type Schema,
} from '../../../tools/schemas.js';
import { fieldsOf, type Field } from '../../../tools/reference/fields.js';
import { titleOf } from '../../../tools/reference/kinds.js';

type Fields = Readonly<Record<string, unknown>>;

export interface PageExample {
  /** A field of the spec (`expose`), or of an object on the page (`Mount.target`). */
  readonly entry: string;
  readonly example: unknown;
  /** The fields of the spec that holds it. */
  readonly spec: Fields;
}

/** What stands beside an example in its object, by entry; undefined: what the schema says is needed. */
export type Beside = (entry: string) => Fields | undefined;

/** Every example of the page: of the fields, then of the objects, each object where it is nearest to the root. */
export function pageExamples(beside: Beside): readonly PageExample[] {
  const found: PageExample[] = [];
  const seen = new Set<string>();
  const next = [
    { place: rootPlace('image.schema.json'), title: '', put: (fields: Fields): Fields => fields },
  ];
  for (const { place, title, put } of next) {
    const fields = fieldsOf(place);
    for (const field of fields) {
      const entry = title === '' ? field.key : `${title}.${field.key}`;
      const around = beside(entry) ?? neededBy(place.schema, field.key, fields);
      for (const example of field.examples)
        found.push({ entry, example, spec: put({ ...around, [field.key]: example }) });
      for (const { object, wrap } of objectsIn(field.place, field.examples)) {
        const name = titleOf(object);
        if (seen.has(name)) continue;
        seen.add(name);
        const within = (inner: Fields): Fields => put({ ...around, [field.key]: wrap(inner) });
        next.push({ place: object, title: name, put: within });
      }
    }
  }
  return found;
}

/** The objects that a field may hold, and how its value holds one. */
function objectsIn(
  given: Place,
  examples: readonly unknown[],
): { object: Place; wrap: (inner: Fields) => unknown }[] {
  const place = endOf(given);
  const { items, additionalProperties: values, properties } = place.schema;
  const types = typesOf(place.schema);
  const below = (next: Place, wrap: (inner: unknown) => unknown): ReturnType<typeof objectsIn> =>
    objectsIn(next, []).map(({ object, wrap: deeper }) => ({
      object,
      wrap: (inner) => wrap(deeper(inner)),
    }));
  return [
    ...(types.includes('array') && items ? below(itemsOf(place, items), (inner) => [inner]) : []),
    ...(types.includes('object') && typeof values === 'object'
      ? below(valuesOf(place, values), (inner) => ({ [keyIn(examples)]: inner }))
      : []),
    ...(types.includes('object') && properties !== undefined
      ? [{ object: place, wrap: (inner: Fields) => inner }]
      : []),
  ];
}

/** A key that the field's own example has. */
function keyIn(examples: readonly unknown[]): string {
  return Object.keys(examples[0] as object)[0] ?? '';
}

/** What must stand beside a key for the object to be valid, from the schema's own examples. */
function neededBy(schema: Schema, key: string, fields: readonly Field[]): Fields {
  const either = schema['x-exactlyOne'] ?? schema['x-atLeastOne'] ?? [];
  const needed = [...(schema.required ?? []), ...(either.includes(key) ? [] : either.slice(0, 1))];
  return Object.fromEntries(
    needed
      .filter((name) => name !== key)
      .map((name) => [name, fields.find((field) => field.key === name)?.examples[0]]),
  );
}

function endOf(place: Place): Place {
  return place.schema.$ref === undefined ? place : endOf(follow(place));
}

/** The examples that a page shows, as `entry JSON`: blocks of fields, and the last column of objects' tables. */
export function shownOn(page: string): readonly string[] {
  const shown: string[] = [];
  let title = '';
  for (const block of page.split(/\n\n/)) {
    title = /^## (?:Object (\w+))?/.exec(block)?.slice(1)[0] ?? (block.startsWith('## ') ? '' : title);
    const json = /^```json\n(.*)\n```$/s.exec(block.trim());
    if (json?.[1] !== undefined)
      for (const [key, value] of Object.entries(JSON.parse(json[1]) as object))
        shown.push(`${key} ${JSON.stringify(value)}`);
    if (!block.startsWith('| Field')) continue;
    for (const row of block.trim().split('\n').slice(2)) {
      const cells = row
        .replaceAll('\\|', '\0')
        .split('|')
        .map((cell) => cell.trim().replaceAll('\0', '|'));
      const [, key = ''] = /^`([^`]+)`/.exec(cells[1] ?? '') ?? [];
      for (const [, one, two] of (cells[5] ?? '').matchAll(/`` (.+?) ``|`([^`]+)`/g))
        shown.push(`${title}.${key} ${one ?? two}`);
    }
  }
  return shown;
}
