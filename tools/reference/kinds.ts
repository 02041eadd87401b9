/** Types in words, with links to the objects that have a section of their own. */
import { follow, itemsOf, typesOf, valuesOf, wordsIn, type Place, type TypeName } from '../schemas.js';
import { nameOf } from '../types/names.js';
import { code } from './markdown.js';

const WORDS: Readonly<Partial<Record<TypeName, string>>> = {
  integer: 'integer',
  number: 'number',
  null: '`null`',
};

/** Called with each object that the text links to; gives the link. */
export type Link = (place: Place) => string;

/** What a place allows, e.g. "string, or [RunObject](#object-runobject)". */
export function kindOf(place: Place, link: Link): string {
  const { schema } = place;
  if (schema.$ref !== undefined) return kindOf(follow(place), link);
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum !== undefined) return schema.enum.map((value) => code(JSON.stringify(value))).join(', ');
  return typesOf(schema)
    .map((type) => single(place, type, link))
    .join(', or ');
}

function single(place: Place, type: TypeName, link: Link): string {
  const { items, additionalProperties: values, pattern } = place.schema;
  if (type === 'array')
    return items === undefined ? 'list' : `list of ${grouped(kindOf(itemsOf(place, items), link))}`;
  if (type === 'object') {
    return typeof values === 'object'
      ? `object of ${grouped(kindOf(valuesOf(place, values), link))}`
      : link(place);
  }
  const words = type === 'string' ? wordsIn(pattern) : undefined;
  if (words) return words.map((word) => code(JSON.stringify(word))).join(', ');
  return WORDS[type] ?? type;
}

function grouped(kind: string): string {
  return kind.includes(', ') ? `(${kind})` : kind;
}

/** The name of an object's section; the same as its TypeScript type's. */
export function titleOf(place: Place): string {
  return nameOf(place, typesOf(place.schema).length > 1 ? 'object' : 'whole');
}
