/** A field of a schema as the reference pages tell it. */
import { below, follow, itemsOf, valuesOf, type Place, type Schema } from '../schemas.js';

export interface Field {
  readonly key: string;
  readonly place: Place;
  readonly required: boolean;
  readonly description: string;
  /** JSON; undefined where there is none. */
  readonly default: string | undefined;
  /** How it meets an inherited value, in words. */
  readonly merge: string | undefined;
  /** What its value, items and keys must look like: whole clauses. */
  readonly rules: readonly string[];
  readonly examples: readonly unknown[];
}

/** By the schema's `x-merge`. */
const MERGES: Readonly<Record<string, string>> = {
  replace: 'the value replaces the inherited one',
  byKey: 'key by key',
  byName: 'item by item, by `name`',
  union: 'both together, each item once',
  append: 'inherited items first',
};

/** The words of a place: its own, then those of what it refers to. */
export function wordsOf(place: Place): Schema {
  if (place.schema.$ref === undefined) return place.schema;
  return { ...wordsOf(follow(place)), ...place.schema };
}

/** The fields of an object, in the order of the schema. */
export function fieldsOf(place: Place): readonly Field[] {
  const required = new Set(place.schema.required);
  return Object.keys(place.schema.properties ?? {}).map((key) => {
    const property = below(place, 'properties', key);
    const words = wordsOf(property);
    return {
      key,
      place: property,
      required: required.has(key),
      description: words.description ?? '',
      default: words.default === undefined ? undefined : JSON.stringify(words.default),
      merge: words['x-merge'] && (MERGES[words['x-merge']] ?? words['x-merge']),
      rules: rulesOf(property),
      examples: words.examples ?? [],
    };
  });
}

/** Of a union of text and lines, one rule tells both. */
function rulesOf(place: Place): readonly string[] {
  const { items, additionalProperties, propertyNames, ...words } = wordsOf(place);
  const own = words['x-is'];
  const end = endOf(place);
  const item = items && wordsOf(itemsOf(end, items))['x-is'];
  const value =
    typeof additionalProperties === 'object' && wordsOf(valuesOf(end, additionalProperties))['x-is'];
  const key = propertyNames && wordsOf({ ...end, schema: propertyNames })['x-is'];
  return [
    ...(own ? [`Must be ${own}`] : item ? [`Each item must be ${item}`] : []),
    ...(key ? [`Each key must be ${key}`] : []),
    ...(value ? [`Each value must be ${value}`] : []),
  ];
}

/** Where the references of a place end: what it says refers to the file that it stands in. */
function endOf(place: Place): Place {
  return place.schema.$ref === undefined ? place : endOf(follow(place));
}
