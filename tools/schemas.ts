/** The JSON schemas as data: reading them, and following a `$ref` from one place to another. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.js';

export type TypeName = 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'array' | 'object';

/** The part of JSON Schema 2020-12 that our schemas use, and our own `x-` keywords. */
export interface Schema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: TypeName | readonly TypeName[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly uniqueItems?: boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly 'x-is'?: string;
  readonly 'x-merge'?: string;
  readonly 'x-exactlyOne'?: readonly string[];
  readonly 'x-atLeastOne'?: readonly string[];
}

/** The schemas' file names in `schemas/`. */
export const SCHEMA_FILES = ['image.schema.json', 'workspace.schema.json', 'lock.schema.json'] as const;
export type SchemaFile = (typeof SCHEMA_FILES)[number];

/** A place in the schemas: the file, the JSON pointer (parts not escaped: our keys need none), and what is there. */
export interface Place {
  readonly file: SchemaFile;
  readonly pointer: string;
  readonly schema: Schema;
}

const cache = new Map<SchemaFile, Schema>();

export function readSchema(file: SchemaFile): Schema {
  const known = cache.get(file);
  if (known !== undefined) return known;
  const schema = JSON.parse(readFileSync(join(root, 'schemas', file), 'utf8')) as Schema;
  cache.set(file, schema);
  return schema;
}

export function rootPlace(file: SchemaFile): Place {
  return { file, pointer: '', schema: readSchema(file) };
}

/** The place below another one. */
export function below(place: Place, keyword: 'properties' | '$defs', key: string): Place {
  const schema = place.schema[keyword]?.[key];
  if (schema === undefined) throw new Error(`${place.file}#${place.pointer} has no ${keyword}/${key}`);
  return { file: place.file, pointer: `${place.pointer}/${keyword}/${key}`, schema };
}

export function itemsOf(place: Place, schema: Schema): Place {
  return { file: place.file, pointer: `${place.pointer}/items`, schema };
}

export function valuesOf(place: Place, schema: Schema): Place {
  return { file: place.file, pointer: `${place.pointer}/additionalProperties`, schema };
}

/** Where a `$ref` leads; the siblings of the `$ref` are not part of it. */
export function follow(place: Place): Place {
  const [name = '', pointer = ''] = (place.schema.$ref ?? '').split('#');
  const file = name === '' ? place.file : SCHEMA_FILES.find((known) => known === name);
  if (file === undefined)
    throw new Error(`${place.file}#${place.pointer} refers to an unknown file: ${name}`);
  let here: unknown = readSchema(file);
  for (const part of pointer.split('/').slice(1))
    here = (here as Record<string, unknown> | undefined)?.[part];
  if (here === undefined)
    throw new Error(`${place.file}#${place.pointer} refers to nothing: ${place.schema.$ref}`);
  return { file, pointer, schema: here as Schema };
}

/** Types that a schema allows, in the order of the schema; empty where it says nothing. */
export function typesOf(schema: Schema): readonly TypeName[] {
  if (schema.type === undefined) return [];
  return typeof schema.type === 'string' ? [schema.type] : schema.type;
}

/** The words of a pattern such as `^any$` or `^(off|on)$`; undefined for any other pattern. */
export function wordsIn(pattern: string | undefined): readonly string[] | undefined {
  return /^\^(?:([a-z]+)|\(([a-z|]+)\))\$$/
    .exec(pattern ?? '')
    ?.slice(1)
    .find(Boolean)
    ?.split('|');
}
