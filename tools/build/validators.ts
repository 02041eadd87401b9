/** The schemas as validating code, so that no schema is compiled at start-up. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { readSchema, SCHEMA_FILES } from '../schemas.js';
import { COUNTING, INFORMING } from './keywords.js';
import { selfContained } from './self-contained.js';

/** Name of a validator in the generated module → the schema that it checks. */
const VALIDATORS: Readonly<Record<string, string>> = {
  image: 'image.schema.json',
  lock: 'lock.schema.json',
  matrix: 'image.schema.json#/$defs/matrix',
  workspace: 'workspace.schema.json',
};

/** An Ajv that knows our schemas and keywords; the tests use it to validate the schemas' own examples. */
export function ajv(): Ajv2020 {
  const instance = new Ajv2020({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    strictTypes: false, // A `$ref` with a sibling such as `minItems` has its type behind the `$ref`.
    unicodeRegExp: true,
    messages: false, // Diagnostics have their own words.
    verbose: true, // An error carries its schema (`parentSchema`): known keys, `x-is`.
    inlineRefs: false, // One function a definition, not one a use: a third less code to load.
    code: { source: true, esm: true, optimize: 2 },
  });
  for (const keyword of INFORMING) instance.addKeyword({ keyword, valid: true });
  for (const keyword of COUNTING) instance.addKeyword(keyword);
  for (const file of SCHEMA_FILES) instance.addSchema(readSchema(file), file);
  return instance;
}

/** The module's code: one exported function a schema. */
export async function validatorsModule(): Promise<string> {
  return selfContained(standalone.default(ajv(), VALIDATORS), 'validators');
}

/** The module's types. */
export const validatorsTypes = `import type { ErrorObject } from 'ajv';

/** True where the value fits the schema; otherwise \`errors\` has every problem, until the next call. */
export interface Validator {
  (value: unknown): boolean;
  errors?: ErrorObject[] | null;
}

${Object.keys(VALIDATORS)
  .map((name) => `export const ${name}: Validator;\n`)
  .join('')}`;
