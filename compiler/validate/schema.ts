import type { ErrorObject } from 'ajv';
import * as validators from '../../.build/validators.js';
import { problem, type Problem } from '../model/problem.js';
import { at } from '../model/pointer.js';
import type { ImageSpec, LockFile, WorkspaceSettings } from '../model/spec.js';
import { didYouMean } from '../diagnostics/suggest.js';

/** Checks a parsed spec against its schema; all problems at once. */
export function checkImage(value: unknown): { spec: ImageSpec } | { problems: Problem[] } {
  const validate = validators.image;
  return validate(value) ? { spec: value as ImageSpec } : { problems: toProblems(validate.errors ?? []) };
}

/** Checks `matrix` by itself, before it multiplies the spec. */
export function checkMatrix(value: unknown): Problem[] {
  const validate = validators.matrix;
  const problems = validate(value) ? [] : toProblems(validate.errors ?? []);
  return problems.map((found) => ({ ...found, pointer: `/matrix${found.pointer}` }));
}

/** Likewise for cooperage.json. */
export function checkSettings(value: unknown): { settings: WorkspaceSettings } | { problems: Problem[] } {
  const validate = validators.workspace;
  return validate(value)
    ? { settings: value as WorkspaceSettings }
    : { problems: toProblems(validate.errors ?? []) };
}

/** Likewise for cooperage.lock.json. */
export function checkLock(value: unknown): { lock: LockFile } | { problems: Problem[] } {
  const validate = validators.lock;
  return validate(value) ? { lock: value as LockFile } : { problems: toProblems(validate.errors ?? []) };
}

/** The parts of a schema that messages are made from. */
interface Described {
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
  readonly description?: string;
  readonly 'x-is'?: string;
}

function toProblems(errors: readonly ErrorObject[]): Problem[] {
  const problems = errors
    .map((error, index) => toProblem(error, keyOf(errors, index)))
    .filter((found) => found !== null);
  // One wrong value can break two keywords of one meaning (a pattern and a length).
  const seen = new Set<string>();
  return problems.filter(({ code, pointer, onKey, parameters }) => {
    const key = `${code} ${onKey} ${pointer} ${code === 'missing-key' ? parameters['key'] : ''}`;
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * The key that an error is about, where it is about one. A schema of keys that stands behind a `$ref` doesn't name
 * it; then the error of `propertyNames`, which follows, does.
 */
function keyOf(errors: readonly ErrorObject[], index: number): string | undefined {
  const error = errors[index];
  if (error?.propertyName !== undefined) return error.propertyName;
  // These are about an object, of which there may be thousands of problems: no looking through all of them.
  if (error?.keyword === 'additionalProperties' || error?.keyword === 'required') return undefined;
  let next = index + 1;
  while (next < errors.length && errors[next]?.data === error?.data) next++;
  const following = errors[next];
  if (following?.keyword !== 'propertyNames' || following.instancePath !== error?.instancePath)
    return undefined;
  const name = (following.params as { propertyName: string }).propertyName;
  return name === error.data ? name : undefined;
}

function toProblem(error: ErrorObject, propertyName: string | undefined): Problem | null {
  const { instancePath, keyword, data } = error;
  const params = error.params as Record<string, unknown>;
  const schema = (error.parentSchema ?? {}) as Described;
  const what = schema.description ?? '';
  const onKey = propertyName !== undefined;
  const pointer = onKey ? at(instancePath, propertyName) : instancePath;
  switch (keyword) {
    case 'propertyNames':
      return null; // The key's own error says it.
    case 'additionalProperties': {
      const key = params['additionalProperty'] as string;
      const known = Object.keys(schema.properties ?? {}).filter((name) => name !== '$schema');
      return problem(
        'unknown-key',
        at(pointer, key),
        { key, suggestion: didYouMean(key, known), known: known.join(', ') },
        true,
      );
    }
    case 'required': {
      const key = params['missingProperty'] as string;
      return problem('missing-key', pointer, { key, what: schema.properties?.[key]?.description ?? '' });
    }
    case 'type':
      return problem('wrong-type', pointer, {
        actual: kindOf(data),
        expected: kindsOf(params['type']),
        what,
      });
    case 'pattern':
      return problem(
        'wrong-value',
        pointer,
        {
          value: String(data),
          expected: schema['x-is'] ?? `text that matches ${String(params['pattern'])}`,
          what,
        },
        onKey,
      );
    case 'enum':
    case 'const': {
      const allowed = keyword === 'enum' ? (params['allowedValues'] as unknown[]) : [params['allowedValue']];
      return problem(
        'wrong-value',
        pointer,
        {
          value: typeof data === 'string' ? data : JSON.stringify(data),
          expected: allowed.map((value) => JSON.stringify(value)).join(' or '),
          what,
        },
        onKey,
      );
    }
    case 'uniqueItems':
      return problem(
        'duplicate-item',
        at(pointer, Math.max(params['i'] as number, params['j'] as number)),
        {},
      );
    case 'x-exactlyOne': {
      const found = params['found'] as string[];
      return problem('exactly-one', pointer, {
        keys: quoted(params['keys']),
        found: found.length === 0 ? 'is none' : `are ${quoted(found)}`,
      });
    }
    case 'x-atLeastOne':
      return problem('at-least-one', pointer, { keys: quoted(params['keys']) });
    default:
      return problem(
        'out-of-range',
        pointer,
        { constraint: constraintOf(keyword, params['limit'] as number), what },
        onKey,
      );
  }
}

function constraintOf(keyword: string, limit: number): string {
  const words: Readonly<Record<string, string>> = {
    minimum: `is less than ${limit}`,
    maximum: `is more than ${limit}`,
    minLength: 'is empty',
    maxLength: `is longer than ${limit} characters`,
    minItems: limit === 1 ? 'is empty' : `has fewer than ${limit} items`,
    maxItems: `has more than ${limit} items`,
    minProperties: 'is empty',
    maxProperties: `has more than ${limit} keys`,
  };
  const text = words[keyword];
  if (text === undefined) throw new Error(`the schema uses "${keyword}", for which there are no words`);
  return text;
}

function quoted(keys: unknown): string {
  return (keys as readonly string[]).map((key) => `\`${key}\``).join(', ');
}

const ARTICLES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  null: 'null',
};

function kindOf(value: unknown): string {
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return ARTICLES[type] ?? type;
}

function kindsOf(type: unknown): string {
  const types = Array.isArray(type) ? (type as string[]) : String(type).split(',');
  return types.map((name) => ARTICLES[name] ?? name).join(' or ');
}
