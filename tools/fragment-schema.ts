/**
 * The schema for editors of what is not yet a complete spec: fragments, and specs with `extends`, a matrix or
 * `${{ … }}`. The same as that of image specs, but nothing is required, and what inheritance and interpolation
 * take is let through. The compiler checks the complete spec against the strict one.
 */
import { readSchema, type Schema } from './schemas.js';

type Json = Readonly<Record<string, unknown>>;

/** The text of `schemas/fragment.schema.json`, not yet formatted. */
export function fragmentSchema(): string {
  const { title: _, ...image } = readSchema('image.schema.json');
  const schema = {
    ...loosened(image),
    title: 'Fragment',
    description:
      'A partial image spec, for `extends`; also a spec that extends others, has a matrix, or holds `${{ … }}`.',
  };
  return JSON.stringify(schema);
}

const DIRECTIVES = {
  type: 'object',
  additionalProperties: false,
  properties: {
    $replace: { description: 'In place of what is inherited.' },
    $remove: { type: 'array', description: 'What of it is left out: values, names or ids.' },
    $add: { type: 'array', description: 'What comes to it.' },
  },
};

const REMOVE = { const: true, description: 'Takes the inherited item of this `id` out.' };

/** A schema with its inner ones, or a map of schemas (`properties`, `$defs`). */
function loosened(schema: Schema): Json {
  const { required: _, pattern, ...rest } = schema;
  const result: Record<string, unknown> = { ...rest };
  if (pattern !== undefined) result['pattern'] = `${pattern}|\\$\\{\\{`;
  for (const keyword of ['items', 'propertyNames'] as const)
    if (schema[keyword] !== undefined) result[keyword] = loosened(schema[keyword]);
  if (typeof schema.additionalProperties === 'object')
    result['additionalProperties'] = removable(loosened(schema.additionalProperties));
  for (const keyword of ['properties', '$defs'] as const)
    if (schema[keyword] !== undefined)
      result[keyword] = Object.fromEntries(
        Object.entries(schema[keyword]).map(([key, below]) => [
          key,
          keyword === 'properties' ? inheritable(below) : loosened(below),
        ]),
      );
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object') {
    result['properties'] = { ...(result['properties'] as Json | undefined), ...DIRECTIVES.properties };
  }
  if (schema.properties?.['id'] !== undefined)
    result['properties'] = { ...(result['properties'] as Json), remove: REMOVE };
  // How many keys an item has is known when its parts have come together.
  delete result['x-exactlyOne'];
  delete result['x-atLeastOne'];
  return result;
}

/** A field that may remove, or change, what it inherits. */
function inheritable(schema: Schema): Json {
  const own = loosened(schema);
  const list = ['append', 'union', 'byName'].includes(schema['x-merge'] ?? '') && schema.type === 'array';
  const { description, examples, default: standard, ...rest } = own;
  const told = { description, examples, default: standard };
  const words = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
  return { ...words, anyOf: [rest, ...(list ? [DIRECTIVES] : []), { type: 'null' }] };
}

function removable(schema: Json): Json {
  return { anyOf: [schema, { type: 'null' }] };
}
