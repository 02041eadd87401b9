/**
 * TypeScript types of the JSON schemas, by ts-morph: an interface for each object, an alias for each definition
 * that is a union. Everything is readonly; an optional property is absent, never `undefined`.
 */
import { Project, type SourceFile } from 'ts-morph';
import type { Place, Schema, TypeName } from './schemas.js';
import { below, follow, itemsOf, rootPlace, SCHEMA_FILES, typesOf, valuesOf, wordsIn } from './schemas.js';
import { propertyDoc, typeDoc } from './types/docs.js';
import { isNamed, nameOf } from './types/names.js';

/** The text of `compiler/model/spec.ts`, not yet formatted. */
export function specTypes(): string {
  const project = new Project({ useInMemoryFileSystem: true });
  const types = new Types(project.createSourceFile('spec.ts'));
  for (const file of SCHEMA_FILES) types.declare(rootPlace(file));
  return types.text();
}

class Types {
  /** Name → place, so that two places never share a name. */
  readonly #declared = new Map<string, string>();

  constructor(private readonly out: SourceFile) {}

  text(): string {
    const head =
      '/** The types of the schemas. Generated from schemas/ by `npm run generate`; not edited by hand. */\n\n';
    return head + this.out.getFullText();
  }

  /** Declares the interface of an object and gives its name. */
  declare(place: Place): string {
    const name = nameOf(place, typesOf(place.schema).length > 1 ? 'object' : 'whole');
    if (this.#isKnown(name, place)) return name;
    const required = new Set(place.schema.required);
    const properties = Object.keys(place.schema.properties ?? {}).map((key) => {
      const property = below(place, 'properties', key);
      const referred = property.schema.$ref === undefined ? undefined : follow(property).schema;
      return {
        name: /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key),
        type: this.typeOf(property),
        isReadonly: true,
        hasQuestionToken: !required.has(key),
        docs: docs(propertyDoc(property.schema, referred)),
      };
    });
    this.out.addInterface({ name, isExported: true, docs: docs(typeDoc(place.schema)), properties });
    return name;
  }

  /** The type expression of what a place allows. */
  typeOf(place: Place): string {
    const { schema } = place;
    if (schema.$ref !== undefined) return this.typeOf(follow(place));
    if (isNamed(place)) return this.#alias(place);
    return this.#union(place);
  }

  #alias(place: Place): string {
    const name = nameOf(place);
    if (this.#isKnown(name, place)) return name;
    const type = this.#union(place);
    this.out.addTypeAlias({ name, type, isExported: true, docs: docs(typeDoc(place.schema)) });
    return name;
  }

  #union(place: Place): string {
    const { schema } = place;
    if (schema.const !== undefined) return literal(schema.const);
    if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ');
    const types = typesOf(schema).map((type) => this.#single(place, type));
    if (types.length === 0) throw new Error(`${place.file}#${place.pointer} states no type`);
    return types.join(' | ');
  }

  #single(place: Place, type: TypeName): string {
    if (type === 'integer') return 'number';
    if (type === 'array') return `readonly ${grouped(this.#items(place))}[]`;
    if (type === 'object') return this.#object(place);
    return type === 'string' ? string(place.schema) : type;
  }

  #items(place: Place): string {
    if (place.schema.items === undefined) throw new Error(`${place.file}#${place.pointer} states no items`);
    return this.typeOf(itemsOf(place, place.schema.items));
  }

  #object(place: Place): string {
    const values = place.schema.additionalProperties;
    if (typeof values !== 'object') return this.declare(place);
    return `Readonly<Record<string, ${this.typeOf(valuesOf(place, values))}>>`;
  }

  #isKnown(name: string, place: Place): boolean {
    const here = `${place.file}#${place.pointer}`;
    const there = this.#declared.get(name);
    if (there !== undefined && there !== here)
      throw new Error(`${here} and ${there} are both called ${name}`);
    this.#declared.set(name, here);
    return there !== undefined;
  }
}

function docs(doc: string | undefined): string[] {
  return doc === undefined ? [] : [doc];
}

/** A pattern that only certain words match gives those words' type. */
function string(schema: Schema): string {
  return wordsIn(schema.pattern)?.map(literal).join(' | ') ?? 'string';
}

function literal(value: unknown): string {
  return JSON.stringify(value);
}

function grouped(type: string): string {
  return type.includes(' ') ? `(${type})` : type;
}
