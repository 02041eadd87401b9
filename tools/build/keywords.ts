/**
 * Our own keywords of the schemas. `x-merge` and `x-is` only inform (the resolver, the diagnostics);
 * `x-exactlyOne` and `x-atLeastOne` count the keys that an object has, and give one error.
 */
import type { CodeKeywordDefinition, KeywordCxt } from 'ajv';
import { _, getProperty, or, stringify, type Code, type Name } from 'ajv/dist/compile/codegen/index.js';

export const INFORMING = ['x-merge', 'x-is'];

/** Error: `{keyword: 'x-exactlyOne', params: {keys: [those allowed], found: [those present]}}`. */
const exactlyOne: CodeKeywordDefinition = {
  keyword: 'x-exactlyOne',
  type: 'object',
  schemaType: 'array',
  error: { message: 'must have exactly one of the keys', params },
  code(cxt) {
    const count = cxt.gen.let('count', 0);
    for (const key of keysOf(cxt)) cxt.gen.if(has(cxt, key), () => cxt.gen.code(_`${count}++`));
    cxt.fail(_`${count} !== 1`);
  },
};

/** Error: `{keyword: 'x-atLeastOne', params: {keys: [those allowed], found: []}}`. */
const atLeastOne: CodeKeywordDefinition = {
  keyword: 'x-atLeastOne',
  type: 'object',
  schemaType: 'array',
  error: { message: 'must have at least one of the keys', params },
  code(cxt) {
    cxt.fail(_`!(${or(...keysOf(cxt).map((key) => has(cxt, key)))})`);
  },
};

export const COUNTING = [exactlyOne, atLeastOne];

function keysOf(cxt: KeywordCxt): readonly string[] {
  return cxt.schema as readonly string[];
}

function has(cxt: KeywordCxt, key: string): Code {
  return _`${cxt.data}${getProperty(key)} !== undefined`;
}

function params(cxt: { readonly schema: unknown; readonly data: Name }): Code {
  const keys = stringify(cxt.schema);
  return _`{keys: ${keys}, found: ${keys}.filter((key) => ${cxt.data}[key] !== undefined)}`;
}
